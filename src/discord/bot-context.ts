import type { Answering } from '../answering/answering.js';
import type { FeedbackLog } from '../feedback/feedback-log.js';
import type { Logger } from '../log.js';
import type { QuestionEvents } from '../metrics/bot-metrics.js';
import type { ReindexRunner } from '../reindexing/reindex-runner.js';
import type { Settings } from '../settings.js';
import type { Cooldown } from './cooldown.js';
import type { Jobs } from './jobs.js';
import type { Ratings } from './ratings.js';
import type { RecentTimes } from './recent-times.js';
import type { Suggestions } from './suggestions.js';

/** What the bot works with; made once at its start. */
export interface BotContext {
  readonly settings: Pick<Settings, 'allowedChannels' | 'language' | 'logQuestions'>;
  readonly answering: Answering;
  readonly suggestions: Suggestions;
  readonly reindexing: ReindexRunner;
  readonly feedback: FeedbackLog;
  readonly ratings: Ratings;
  readonly cooldown: Cooldown;
  /** Questions being answered: a stop waits for them. */
  readonly jobs: Jobs;
  /** From a question's coming to its answer's going out. */
  readonly times: RecentTimes;
  /** Who counts what becomes of questions. */
  readonly events: QuestionEvents;
  readonly log: Logger;
}
