import type { MessageComponentInteraction } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Settings } from '../config/settings.js';
import type { Logger } from '../lib/log.js';
import type { Words } from '../locales/english.js';
import type { FeedbackLog } from '../operations/feedback-log.js';
import type { ReindexRunner } from '../operations/reindex-runner.js';
import type { QuestionEvents } from './bot-events.js';
import type { Answering } from '../service/answering.js';
import type { Suggestions } from './features/suggestions.js';
import type { Cooldown, Shares } from './guards/rate-limits.js';

/** What the bot works with; made once at its start. */
export interface BotContext {
  readonly settings: Pick<Settings, 'allowedChannels' | 'language' | 'logQuestions'>;
  readonly answering: Answering;
  readonly suggestions: Suggestions;
  readonly reindexing: ReindexRunner;
  readonly feedback: FeedbackLog;
  readonly ratings: Ratings;
  readonly cooldown: Cooldown;
  readonly shares: Shares;
  /** Whom the bot has told a moment ago what it lacks, and where. */
  readonly told: RecentlyTold;
  /** The answers below people's messages. */
  readonly replies: SentReplies;
  /** Questions being answered: a stop waits for them. */
  readonly tasks: InFlightTasks;
  /** From a question's coming to its answer's going out. */
  readonly times: RecentTimes;
  readonly events: QuestionEvents;
  readonly log: Logger;
}

/** A component that was used, and what is needed to do what it means. */
export interface ComponentCall {
  readonly interaction: MessageComponentInteraction;
  readonly context: BotContext;
  /** In the language of the one who used it. */
  readonly words: Words;
}

/** Work that has begun and must be finished before the bot may leave. */
export class InFlightTasks {
  private readonly running = new Set<Promise<void>>();
  private readonly onFailure: (error: unknown) => void;
  private closed = false;

  /** @param onFailure - hears what a task rejects with, which nobody else would: Node.js itself would end the process */
  constructor(onFailure: (error: unknown) => void) {
    this.onFailure = onFailure;
  }

  get isClosed(): boolean {
    return this.closed;
  }

  get size(): number {
    return this.running.size;
  }

  add(task: Promise<void>): void {
    const whole = task.catch(this.onFailure).finally(() => this.running.delete(whole));
    this.running.add(whole);
  }

  /**
   * Takes no new work and waits for what is under way, at most until `deadline` resolves.
   *
   * @returns the number of tasks left unfinished
   */
  async close(deadline: Promise<void>): Promise<number> {
    this.closed = true;
    await Promise.race([Promise.allSettled(this.running), deadline]);
    return this.running.size;
  }
}

/** Ratings, notices and answers remembered. */
const REMEMBERED = 10_000;

export type RatingOutcome = 'kept' | 'question-gone' | 'rating-lost';

/** Who has rated what, so that a button pressed again and again counts once. Forgotten with the process: names are never kept. */
export class Ratings {
  private readonly last = new LRUCache<
    string,
    { readonly good: boolean; readonly outcome: Promise<RatingOutcome> }
  >({
    max: REMEMBERED,
  });

  isChange(messageId: string, userId: string, good: boolean): boolean {
    const before = this.last.get(`${messageId}:${userId}`);
    return before !== undefined && before.good !== good;
  }

  /**
   * Has a rating kept that says something new: the first of its person for a message, or another than their last.
   *
   * @returns what became of it, or of the one before that said the same, which may still be under way
   */
  async keep(
    messageId: string,
    userId: string,
    good: boolean,
    add: () => Promise<RatingOutcome>,
  ): Promise<RatingOutcome> {
    const key = `${messageId}:${userId}`;
    const before = this.last.get(key);
    if (before?.good === good) return await before.outcome;
    const outcome = add();
    this.last.set(key, { good, outcome });
    const forget = () => {
      if (this.last.get(key)?.outcome === outcome) this.last.set(key, before);
    };
    try {
      if ((await outcome) !== 'kept') forget();
    } catch (error) {
      forget();
      throw error;
    }
    return await outcome;
  }
}

/** Milliseconds for which nobody is told the same again unasked: it takes a person to mend what the bot lacks. */
const TOLD_FOR = 10 * 60_000;

/** What people have been told without asking for it, so that a bot in trouble does not write to them again and again. */
export class RecentlyTold {
  private readonly keys = new LRUCache<string, true>({ max: REMEMBERED, ttl: TOLD_FOR });

  /** Whether it is time to tell `what` there; the next time is in a while. */
  isDue(...what: readonly string[]): boolean {
    const key = what.join(' ');
    if (this.keys.has(key)) return false;
    this.keys.set(key, true);
    return true;
  }
}

/** What stands below people's messages, so that it can go with them: a question that its author takes back is nobody else's business. */
export class SentReplies {
  private readonly sent = new LRUCache<string, readonly string[]>({ max: REMEMBERED });
  private readonly deleted = new LRUCache<string, true>({ max: REMEMBERED });

  /** Whether the message was deleted, as far as is known. */
  isGone(messageId: string): boolean {
    return this.deleted.has(messageId);
  }

  /** @param replyId - id of what was sent below the message: the whole of it, ten thousand times, would take a hundred megabytes */
  add(messageId: string, replyId: string): void {
    this.sent.set(messageId, [...(this.sent.get(messageId) ?? []), replyId]);
  }

  countBelow(messageId: string): number {
    return this.sent.get(messageId)?.length ?? 0;
  }

  /** A message was deleted: gives the ids of what stands below it. */
  drop(messageId: string): readonly string[] {
    this.deleted.set(messageId, true);
    const there = this.sent.get(messageId) ?? [];
    this.sent.delete(messageId);
    return there;
  }
}

const KEPT_TIMES = 100;

/** The latest durations, for a median that forgets. */
export class RecentTimes {
  private readonly kept: number[] = [];

  /** @param ms - milliseconds */
  add(ms: number): void {
    this.kept.push(ms);
    if (this.kept.length > KEPT_TIMES) this.kept.shift();
  }

  /** Milliseconds; null before the first. */
  median(): number | null {
    return this.kept.toSorted((a, b) => a - b)[Math.floor(this.kept.length / 2)] ?? null;
  }
}
