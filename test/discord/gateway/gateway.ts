import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import { WebSocketServer } from 'ws';
import type { Journal } from '../journal.js';
import { frameCompressor } from './frame-compressor.js';
import { GatewayClose, GatewayConnection, type FrameHandler } from './gateway-connection.js';
import { GatewaySession, type Identity } from './gateway-session.js';
import { refusedIntents } from './intents.js';
import { readShard, type Shard } from './shard.js';

/** What the gateway needs to know of the rest. */
export interface GatewayHost {
  readonly journal: Journal;
  readonly heartbeatIntervalMs: number;
  /** How many shards may identify at once: each bucket, a shard's id modulo it, in its own time. */
  readonly maxConcurrency: number;
  /** Milliseconds from one identify of a bucket to the next. */
  readonly identifyEveryMs: number;
  /** The privileged intents that are switched on for the application. */
  readonly privilegedIntents: number;
  gatewayUrl(): string;
  isToken(token: string): boolean;
  readonly guildId: string;
  /** READY without what belongs to the session. */
  readyPayload(servesGuild: boolean): Record<string, unknown>;
  /** GUILD_CREATE of the guild. */
  guildPayload(seesMembers: boolean): unknown;
  /** Something is no longer as it was. */
  changed(): void;
}

/** An event for every session that has the intents and serves the guild. */
export interface GatewayEvent {
  readonly name: string;
  /** 0 when it needs none. */
  readonly intents: number;
  /** Where it happened; null: in direct messages. */
  readonly guildId: string | null;
  data(intents: number): unknown;
}

/** How a connection is lost; see {@link Gateway.drop}. */
export type Drop =
  /** The socket is cut without a close frame. */
  | 'cut'
  /** Discord closes with 4000: reconnect and resume. */
  | 'closed'
  /** Discord could not decode what the client sent, and closes with 4002: reconnect and resume. */
  | 'undecoded'
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
  /** By bucket, when a shard of it last identified, by the monotonic clock. */
  readonly #identified = new Map<number, number>();

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

  /** The shards that are logged in and whose sockets are open, in order. */
  get shardsOnline(): Shard[] {
    const sessions = [...this.#connections.values()].filter((session) => session !== null);
    return sessions.map(({ shard }) => shard).sort(([a], [b]) => a - b);
  }

  /** Sends an event to those whom it is for. One who is away gets it when they resume. */
  dispatch(event: GatewayEvent): void {
    for (const session of this.#sessions.values()) {
      if (session.hasIntents(event.intents) && session.serves(event.guildId)) {
        session.dispatch(event.name, event.data(session.intents));
      }
    }
    this.#host.journal.onGateway('dispatch', event.name);
  }

  /** Loses every connection. */
  drop(how: Drop): void {
    for (const connection of this.#connections.keys()) {
      if (how === 'cut') connection.cut();
      else if (how === 'closed') connection.close(UNKNOWN_ERROR, 'Unknown error');
      else if (how === 'undecoded')
        connection.close(GatewayClose.decodeError, 'Error while decoding payload.');
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

  /** Sends a frame as it is, whatever it says. */
  sendRaw(frame: string): void {
    for (const connection of this.#connections.keys()) connection.send(frame);
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
    const {
      token,
      intents,
      shard: given,
    } = (data ?? {}) as {
      token?: string;
      intents?: number;
      shard?: unknown;
    };
    const shard = readShard(given);
    const refused = refusedIntents(intents ?? -1, this.#host.privilegedIntents);
    if (!this.#host.isToken(token ?? '')) {
      connection.close(GatewayClose.authenticationFailed, 'Authentication failed.');
    } else if (refused !== null) {
      connection.close(refused, refused === 4014 ? 'Disallowed intent(s).' : 'Invalid intent(s).');
    } else if (shard === null) connection.close(GatewayClose.invalidShard, 'Invalid shard.');
    else if (!this.#isInTime(shard)) {
      // What Discord does: no close code, but a session that is none. https://docs.discord.com/developers/events/gateway#identifying
      this.#host.journal.violation('gateway', `shard ${shard.join('/')} identified too soon`);
      connection.sendOp(GatewayOpcodes.InvalidSession, false);
      this.#tell('invalid', 'identified too soon');
    } else this.#begin(connection, { id: randomUUID(), intents: intents ?? 0, shard });
  }

  #isInTime([id]: Shard): boolean {
    const bucket = id % this.#host.maxConcurrency;
    const last = this.#identified.get(bucket) ?? -Infinity;
    const now = performance.now();
    if (now - last < this.#host.identifyEveryMs) return false;
    this.#identified.set(bucket, now);
    return true;
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

  #begin(connection: GatewayConnection, identity: Identity): void {
    const session = new GatewaySession(identity, connection);
    const servesGuild = session.serves(this.#host.guildId);
    this.#sessions.set(session.id, session);
    this.#join(connection, session);
    session.dispatch('READY', {
      ...this.#host.readyPayload(servesGuild),
      v: 10,
      shard: session.shard,
      session_id: session.id,
      resume_gateway_url: this.#host.gatewayUrl(),
    });
    if (servesGuild && session.hasIntents(GatewayIntentBits.Guilds)) {
      session.dispatch(
        'GUILD_CREATE',
        this.#host.guildPayload(session.hasIntents(GatewayIntentBits.GuildMembers)),
      );
    }
    this.#tell('identify', String(session.intents));
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
