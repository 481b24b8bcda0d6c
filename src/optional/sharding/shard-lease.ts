import { createHash } from 'node:crypto';

/** What a gateway session goes on by: whoever knows it is given by Discord what has come since `sequence`. */
export interface GatewaySession {
  readonly id: string;
  readonly resumeUrl: string;
  /** Number of the last event that is dealt with: those after it come again. */
  readonly sequence: number;
}

/** A shard that is held, and by whom. */
export interface HeldShard {
  readonly place: ShardPlace;
  readonly host: string;
  readonly pid: number;
  /** ISO 8601. */
  readonly since: string;
}

/** How long leases last, in milliseconds. */
export interface LeaseTimes {
  /** After so long without a renewal another process may have the shard. */
  readonly lease: number;
  /** Between two renewals. */
  readonly renewal: number;
  /** Between two looks of a process that waits for a shard. */
  readonly look: number;
}

/** The times of leases that last `lease` milliseconds. */
export function leaseTimes(lease: number): LeaseTimes {
  return { lease, renewal: Math.max(1_000, lease / 4), look: Math.max(500, lease / 8) };
}

/** What all processes of a bot know of each other's shards. Two adapters keep it: a database, and a folder of this machine. */
export interface ShardLeases {
  readonly times: LeaseTimes;
  /**
   * Takes a shard that nobody holds, while none is held of another number of shards: both would be told of the same messages.
   *
   * @returns who is in the way where somebody is
   */
  take(place: ShardPlace): Promise<ShardLease | HeldShard>;
  /** The shards that are held, of any number. */
  held(): Promise<readonly HeldShard[]>;
  /** Says that this process takes its share of shards, and how many processes do. To be called again within the time of a lease. */
  takePart(): Promise<number>;
  /**
   * Asks to identify with Discord now.
   *
   * @returns 0 where it may be done at once, and counts as done; else milliseconds after which to ask again
   */
  askToIdentify(bucket: number): Promise<number>;
  close(): Promise<void>;
}

/** A clock that goes on while the process stands still. Milliseconds. */
export type Elapsed = () => number;

/** The monotonic clock stands still in a machine that sleeps, the clock on the wall may be set: whichever has gone on more counts. */
export function elapsedClock(): Elapsed {
  const [wall, steady] = [Date.now(), performance.now()];
  return () => Math.max(Date.now() - wall, performance.now() - steady);
}

/** Of a lease's time the part that its holder relies on: what is sent at its end has still to arrive. */
const RELIED_ON = 0.8;

/** That this process, and no other, serves a shard: known for the time of a lease after each renewal. */
export class ShardLease {
  readonly place: ShardPlace;
  /** The session of whoever held the shard before; null where there was none. */
  readonly before: GatewaySession | null;
  /** Resolves when another process has the shard, or may have had it for long. */
  readonly lost: Promise<void>;
  readonly #reliedOn: number;
  readonly #now: Elapsed;
  readonly #release: (session?: GatewaySession | null) => Promise<void>;
  #renewedAt: number;
  #isOver = false;
  #end: () => void = () => undefined;
  #waiting: (() => void)[] = [];
  #session: () => GatewaySession | null = () => this.before;

  /**
   * @param times - how long it lasts from `takenAt`
   * @param release - lets another process have the shard at once, and its session, which null removes
   * @param takenAt - by the clock `now`, from before it was asked for
   */
  constructor(
    place: ShardPlace,
    before: GatewaySession | null,
    { lease }: Pick<LeaseTimes, 'lease'>,
    release: (session?: GatewaySession | null) => Promise<void>,
    now: Elapsed = elapsedClock(),
    takenAt = now(),
  ) {
    this.place = place;
    this.before = before;
    this.#reliedOn = lease * RELIED_ON;
    this.#release = release;
    this.#now = now;
    this.#renewedAt = takenAt;
    this.lost = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Whether the shard is this process's beyond doubt at this moment. */
  get isCertain(): boolean {
    return !this.#isOver && this.#now() - this.#renewedAt < this.#reliedOn;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The session to be kept with the lease; null for none. */
  get session(): GatewaySession | null {
    return this.#session();
  }

  /** A reading of its clock, for {@link renewed}. */
  reading(): number {
    return this.#now();
  }

  /** @param read - gives the session to be kept from the next renewal on; null for none. Until then the one before is kept. */
  keepSession(read: () => GatewaySession | null): void {
    this.#session = read;
  }

  /**
   * Resolves as soon as it is certain who has the shard: with true where this process has, else with false. A process that was frozen, or is
   * cut off from where leases are kept, waits here.
   */
  async isHeld(): Promise<boolean> {
    while (!this.#isOver && !this.isCertain)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return !this.#isOver;
  }

  /** Resolves at the next renewal, and when there will be none. */
  async nextRenewal(): Promise<void> {
    if (!this.#isOver) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** @param at - a {@link reading} from before the renewal was asked for */
  renewed(at: number): void {
    if (this.#isOver) return;
    this.#renewedAt = Math.max(this.#renewedAt, at);
    this.#wake();
  }

  /** A renewal failed: nobody knows who has the shard. After twice the time of a lease it counts as lost. */
  doubted(): void {
    if (this.#now() - this.#renewedAt > (2 * this.#reliedOn) / RELIED_ON) this.lose();
  }

  /** Another process has the shard. */
  lose(): void {
    this.#isOver = true;
    this.#end();
    this.#wake();
  }

  /** Lets the shard go. It can be held by another at once, which is given the session. */
  async release(): Promise<void> {
    const wasOver = this.#isOver;
    const session = this.#session();
    this.lose();
    await (wasOver ? this.#release() : this.#release(session));
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** Hexadecimal digits of a name: two bots that share a database or a machine are told apart. */
const NAME_LENGTH = 16;

/**
 * The name that all processes of one bot have in common, which tells nothing of its token: a hash of the id of its application, with which
 * each token begins.
 */
export function botName(token: string): string {
  const [id = ''] = token.split('.', 1);
  return createHash('sha256').update(`dan-nguon ${id}`).digest('hex').slice(0, NAME_LENGTH);
}

/** Milliseconds between two times that shards of one bucket identify: Discord asks for 5 s, and the way there may take longer once. */
export const BETWEEN_IDENTIFIES = 6_000;

/** Which part of the guilds a process serves. */
export interface ShardPlace {
  /** From 0. Direct messages come to shard 0. */
  readonly id: number;
  /** How many there are. */
  readonly count: number;
}

/** A bot that serves all guilds by itself. */
export const ONLY_SHARD: ShardPlace = { id: 0, count: 1 };
