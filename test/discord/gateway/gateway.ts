import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import { WebSocketServer } from 'ws';
import type { Journal } from '../journal.js';
import { frameCompressor } from './frame-compressor.js';
import { GatewayClose, GatewayConnection, type FrameHandler } from './gateway-connection.js';
import { GatewaySession } from './gateway-session.js';
import { refusedIntents } from './intents.js';

/** What the gateway needs to know of the rest. */
export interface GatewayHost {
  readonly journal: Journal;
  readonly heartbeatIntervalMs: number;
  /** The privileged intents that are switched on for the application. */
  readonly privilegedIntents: number;
  gatewayUrl(): string;
  isToken(token: string): boolean;
  /** READY without what belongs to the session. */
  readyPayload(): Record<string, unknown>;
  /** GUILD_CREATE of the guild. */
  guildPayload(seesMembers: boolean): unknown;
  /** Something is no longer as it was. */
  changed(): void;
}

/** An event for every session that has the intents. */
export interface GatewayEvent {
  readonly name: string;
  /** 0 when it needs none. */
  readonly intents: number;
  data(intents: number): unknown;
}

/** How a connection is lost; see {@link Gateway.drop}. */
export type Drop =
  /** The socket is cut without a close frame. */
  | 'cut'
  /** Discord closes with 4000: reconnect and resume. */
  | 'closed'
  /** Discord asks to reconnect (op 7) and closes. */
  | 'reconnect'
  /** The session is gone (op 9, not resumable): identify again. */
  | 'session-lost';

const UNKNOWN_ERROR = 4000;
const NORMAL_CLOSES: ReadonlySet<number> = new Set([1000, 1001]);

/** Discord's gateway: sessions, and the sockets that carry them. https://docs.discord.com/developers/events/gateway */
export class Gateway implements FrameHandler {
  readonly #host: GatewayHost;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections = new Map<GatewayConnection, GatewaySession | null>();
  readonly #sessions = new Map<string, GatewaySession>();

  constructor(host: GatewayHost) {
    this.#host = host;
  }

  /** Takes the sockets of `server` that ask for the gateway. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      this.#server.handleUpgrade(request, socket, head, (client) => {
        const compress = url.searchParams.get('compress') === 'zlib-stream';
        const connection = new GatewayConnection(client, this, compress ? frameCompressor : null);
        this.#connections.set(connection, null);
        this.#host.journal.onGateway('open');
        connection.sendOp(GatewayOpcodes.Hello, { heartbeat_interval: this.#host.heartbeatIntervalMs });
      });
    });
  }

  /** Whether a bot is logged in and its socket is open. */
  get isOnline(): boolean {
    return [...this.#connections.values()].some((session) => session !== null);
  }

  /** Sends an event to those who have the intents. One who is away gets it when they resume. */
  dispatch(event: GatewayEvent): void {
    for (const session of this.#sessions.values()) {
      if (session.hasIntents(event.intents)) session.dispatch(event.name, event.data(session.intents));
    }
    this.#host.journal.onGateway('dispatch', event.name);
  }

  /** Loses every connection. */
  drop(how: Drop): void {
    for (const connection of this.#connections.keys()) {
      if (how === 'cut') connection.cut();
      else if (how === 'closed') connection.close(UNKNOWN_ERROR, 'Unknown error');
      else if (how === 'reconnect') connection.sendOp(GatewayOpcodes.Reconnect);
      else connection.sendOp(GatewayOpcodes.InvalidSession, false);
    }
    if (how === 'session-lost') this.#sessions.clear();
  }

  /** Ends every session because the token is no longer one. */
  refuseAll(): void {
    this.#sessions.clear();
    for (const connection of this.#connections.keys()) {
      connection.close(GatewayClose.authenticationFailed, 'Authentication failed.');
    }
  }

  /** Asks every client for a heartbeat at once. */
  requestHeartbeat(): void {
    for (const connection of this.#connections.keys()) connection.sendOp(GatewayOpcodes.Heartbeat);
  }

  /** Cuts everything. */
  stop(): void {
    for (const connection of this.#connections.keys()) connection.cut();
    this.#server.close();
  }

  heartbeat(connection: GatewayConnection): void {
    connection.sendOp(GatewayOpcodes.HeartbeatAck);
    this.#tell('heartbeat');
  }

  identify(connection: GatewayConnection, data: unknown): void {
    const { token, intents } = (data ?? {}) as { token?: string; intents?: number };
    const refused = refusedIntents(intents ?? -1, this.#host.privilegedIntents);
    if (!this.#host.isToken(token ?? '')) {
      connection.close(GatewayClose.authenticationFailed, 'Authentication failed.');
    } else if (refused !== null) {
      connection.close(refused, refused === 4014 ? 'Disallowed intent(s).' : 'Invalid intent(s).');
    } else this.#begin(connection, intents ?? 0);
  }

  resume(connection: GatewayConnection, data: unknown): void {
    const {
      token,
      session_id: id,
      seq,
    } = (data ?? {}) as { token?: string; session_id?: string; seq?: number };
    const session = this.#sessions.get(id ?? '');
    if (!this.#host.isToken(token ?? '')) {
      connection.close(GatewayClose.authenticationFailed, 'Authentication failed.');
    } else if (session?.canResumeAt(seq ?? -1) !== true) {
      this.#sessions.delete(id ?? '');
      connection.sendOp(GatewayOpcodes.InvalidSession, false);
      this.#tell('invalid');
    } else {
      this.#join(connection, session);
      session.resume(connection, seq ?? 0);
      this.#tell('resume');
    }
  }

  closed(connection: GatewayConnection, code: number): void {
    const session = this.#connections.get(connection) ?? null;
    this.#connections.delete(connection);
    session?.detach(connection);
    // A client that says goodbye gives its session up.
    if (NORMAL_CLOSES.has(code)) this.#sessions.delete(session?.id ?? '');
    this.#tell('close', String(code));
  }

  #begin(connection: GatewayConnection, intents: number): void {
    const session = new GatewaySession(randomUUID(), intents, connection);
    this.#sessions.set(session.id, session);
    this.#join(connection, session);
    session.dispatch('READY', {
      ...this.#host.readyPayload(),
      v: 10,
      session_id: session.id,
      resume_gateway_url: this.#host.gatewayUrl(),
    });
    if (session.hasIntents(GatewayIntentBits.Guilds)) {
      session.dispatch(
        'GUILD_CREATE',
        this.#host.guildPayload(session.hasIntents(GatewayIntentBits.GuildMembers)),
      );
    }
    this.#tell('identify', String(intents));
  }

  #join(connection: GatewayConnection, session: GatewaySession): void {
    connection.isAuthenticated = true;
    this.#connections.set(connection, session);
  }

  #tell(what: 'heartbeat' | 'invalid' | 'resume' | 'close' | 'identify', detail = ''): void {
    this.#host.journal.onGateway(what, detail);
    this.#host.changed();
  }
}
