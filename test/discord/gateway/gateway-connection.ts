import { GatewayOpcodes as Op } from 'discord.js';
import type { RawData, WebSocket } from 'ws';
import type { FrameSink } from './gateway-session.js';

/** Why a socket is closed. https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
export const GatewayClose = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidShard: 4010,
} as const;

/** A frame from the client. */
export interface ClientFrame {
  readonly op: Op;
  readonly d: unknown;
}

/** What a client's frames are given to. */
export interface FrameHandler {
  identify(connection: GatewayConnection, data: unknown): void;
  resume(connection: GatewayConnection, data: unknown): void;
  heartbeat(connection: GatewayConnection): void;
  closed(connection: GatewayConnection, code: number): void;
}

/** One socket of a client, from Hello to its close. */
export class GatewayConnection implements FrameSink {
  readonly #socket: WebSocket;
  readonly #handler: FrameHandler;
  readonly #write: (frame: string) => void;
  /** Whether it belongs to a session by now. */
  isAuthenticated = false;

  /** @param compressed - makes a writer of compressed messages; null for plain JSON. */
  constructor(
    socket: WebSocket,
    handler: FrameHandler,
    compressed: ((write: (message: Buffer) => void) => (frame: string) => void) | null,
  ) {
    this.#socket = socket;
    this.#handler = handler;
    const write = (message: string | Buffer): void => {
      if (socket.readyState === socket.OPEN) socket.send(message);
    };
    this.#write = compressed === null ? write : compressed(write);
    socket.on('message', (data) => {
      this.#receive(data);
    });
    socket.on('close', (code) => {
      handler.closed(this, code);
    });
    // A reset by the client is followed by 'close', which says all that matters.
    socket.on('error', () => undefined);
  }

  send(frame: string): void {
    this.#write(frame);
  }

  /** Sends something that is no event: it has no place in the sequence. */
  sendOp(op: Op, data: unknown = null): void {
    this.send(JSON.stringify({ op, d: data, s: null, t: null }));
  }

  close(code: number, reason = ''): void {
    this.#socket.close(code, reason);
  }

  /** Cuts the socket without a word, as when a cable is pulled. */
  cut(): void {
    this.#socket.terminate();
  }

  #receive(data: RawData): void {
    const frame = parsed(data);
    if (frame === null) {
      this.close(GatewayClose.decodeError, 'Error while decoding payload.');
      return;
    }
    if (frame.op === Op.Heartbeat) this.#handler.heartbeat(this);
    else if (frame.op === Op.Identify || frame.op === Op.Resume) this.#authenticate(frame);
    else if (frame.op !== Op.PresenceUpdate) this.close(GatewayClose.unknownOpcode, 'Unknown opcode.');
    // Nobody looks at the bot's presence.
    else if (!this.isAuthenticated) this.close(GatewayClose.notAuthenticated, 'Not authenticated.');
  }

  #authenticate({ op, d }: ClientFrame): void {
    if (this.isAuthenticated) this.close(GatewayClose.alreadyAuthenticated, 'Already authenticated.');
    else if (op === Op.Identify) this.#handler.identify(this, d);
    else this.#handler.resume(this, d);
  }
}

function parsed(data: RawData): ClientFrame | null {
  try {
    const frame = JSON.parse((data as Buffer).toString('utf8')) as Partial<ClientFrame> | null;
    return typeof frame?.op === 'number' ? { op: frame.op, d: frame.d ?? null } : null;
  } catch {
    return null;
  }
}
