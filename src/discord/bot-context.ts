import type { Answering } from '../service/answering.js';
import type { FeedbackLog } from '../operations/feedback/feedback-log.js';
import type { Logger } from '../lib/log.js';
import type { QuestionEvents } from '../optional/metrics/bot-metrics.js';
import type { ReindexRunner } from '../operations/reindexing/reindex-runner.js';
import type { Settings } from '../config/settings.js';
import type { Cooldown } from './guards/cooldown.js';
import type { Jobs } from './jobs.js';
import type { Ratings } from './features/rate/ratings.js';
import type { RecentTimes } from './features/status/recent-times.js';
import type { Suggestions } from './features/search/suggestions.js';

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
