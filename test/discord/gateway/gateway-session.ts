import { GatewayOpcodes } from 'discord.js';
import { shardOf, type Shard } from './shard.js';

/** Frames kept for a client that resumes; one that missed more begins anew. */
const REPLAY_LIMIT = 1000;

/** Something that a session's frames are written to: a socket. */
export interface FrameSink {
  send(frame: string): void;
}

/** What a client has said of itself, and the name that its session got. */
export interface Identity {
  readonly id: string;
  readonly intents: number;
  readonly shard: Shard;
}

/** A session of the bot. It outlives its sockets, so that a client that reconnects misses nothing. */
export class GatewaySession {
  readonly id: string;
  readonly intents: number;
  readonly shard: Shard;
  #sink: FrameSink | null;
  #sequence = 0;
  #kept: { readonly sequence: number; readonly frame: string }[] = [];

  constructor({ id, intents, shard }: Identity, sink: FrameSink) {
    this.id = id;
    this.intents = intents;
    this.shard = shard;
    this.#sink = sink;
  }

  get isConnected(): boolean {
    return this.#sink !== null;
  }

  hasIntents(needed: number): boolean {
    return (this.intents & needed) === needed;
  }

  /** Whether it is told of what happens in a guild; null: in direct messages. */
  serves(guildId: string | null): boolean {
    return shardOf(guildId, this.shard[1]) === this.shard[0];
  }

  /** Sends an event, or keeps it for when the client is back. */
  dispatch(name: string, data: unknown): void {
    this.#sequence += 1;
    const frame = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: name, s: this.#sequence, d: data });
    this.#kept.push({ sequence: this.#sequence, frame });
    if (this.#kept.length > REPLAY_LIMIT) this.#kept.shift();
    this.#sink?.send(frame);
  }

  /** The socket is gone. */
  detach(sink: FrameSink): void {
    if (this.#sink === sink) this.#sink = null;
  }

  /** Whether all after `sequence` can still be sent again. */
  canResumeAt(sequence: number): boolean {
    const oldest = this.#kept[0]?.sequence ?? this.#sequence + 1;
    return sequence >= oldest - 1 && sequence <= this.#sequence;
  }

  /** Goes on over another socket, beginning with all that was missed after `sequence`. */
  resume(sink: FrameSink, sequence: number): void {
    this.#sink = sink;
    for (const { frame } of this.#kept.filter((kept) => kept.sequence > sequence)) sink.send(frame);
    this.dispatch('RESUMED', {});
  }
}
