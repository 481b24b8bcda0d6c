import type { Client } from 'discord.js';
import type { Logger } from '../../lib/log.js';
import type { GatewaySession, ShardLease } from '../../optional/sharding/shard-lease.js';
import { errorFields } from './errors.js';
import { leaveResumable, SessionBefore, sessionOf } from './gateway-session.js';
import type { UnansweredMessages } from './unanswered-messages.js';

/**
 * The session of a shard over the processes that serve it one after the other. Kept with the lease is always a session over which all that is
 * not answered comes again: that of the process before, until its questions are dealt with, then the client's own.
 */
export class LeasedSession {
  readonly #client: Client;
  readonly #lease: ShardLease;
  readonly #messages: UnansweredMessages;
  readonly #log: Logger;
  #before: SessionBefore | null = null;
  /** What is kept while the client has none; null where there is none that anybody could go on with. */
  #last: GatewaySession | null;
  #isOwn = false;

  constructor(client: Client, lease: ShardLease, messages: UnansweredMessages, log: Logger) {
    this.#client = client;
    this.#lease = lease;
    this.#messages = messages;
    this.#log = log;
    this.#last = lease.before;
    lease.keepSession(() => this.#kept());
  }

  /** Has Discord tell what has come since the process before this one, before the client is logged in. */
  catchUp(token: string): void {
    const { place, before } = this.#lease;
    if (before === null) return;
    const parts = { place, before, messages: this.#messages, log: this.#log };
    this.#before = new SessionBefore(this.#client, token, parts);
  }

  /** The client is ready: what was missed is dealt with, and then its own session kept. */
  begin(): void {
    void this.#takeOver().catch((error: unknown) => {
      this.#log.warn(errorFields(error), 'what was missed could not be caught up with');
    });
  }

  /** Leaves the gateway, so that another process can go on with the session that is kept. */
  async leave(): Promise<void> {
    this.#kept();
    this.#isOwn = false;
    const own = this.#client.ws.shards.size === 0 ? null : leaveResumable(this.#client, this.#lease.place);
    await Promise.all([this.#before?.abandon(), own]);
  }

  /** Says that nobody is to go on with the session. */
  async giveUp(): Promise<void> {
    this.#last = null;
    this.#isOwn = false;
    await this.#before?.close();
  }

  async #takeOver(): Promise<void> {
    const before = this.#before;
    if (before !== null) {
      before.giveTo(this.#client);
      const events = await before.caughtUp;
      if (events > 0) this.#log.info({ events }, 'caught up with what was missed');
    }
    this.#isOwn = true;
    if (before === null) return;
    // It is still needed if this process dies before its own session is kept.
    do await this.#lease.nextRenewal();
    while (!this.#messages.isCaughtUp && !this.#lease.isOver);
    await this.#lease.nextRenewal();
    await this.#lease.nextRenewal();
    // The session may have ended meanwhile.
    const isStillOwn = () => this.#isOwn;
    if (!this.#lease.isOver && isStillOwn()) await before.close();
  }

  #kept(): GatewaySession | null {
    const session =
      this.#isOwn && this.#messages.isCaughtUp ? sessionOf(this.#client, this.#lease.place) : null;
    if (session !== null) this.#last = session;
    if (this.#last === null || this.#last.id === this.#lease.before?.id) return this.#last;
    return { ...this.#last, sequence: this.#messages.dealtWithUpTo(this.#last.sequence) };
  }
}
