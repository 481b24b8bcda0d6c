import type { LiveAnswering } from './answering/live-answering.js';
import type { BotActivity } from './discord/bot.js';
import type { Logger } from './log.js';
import type { BotReading } from './metrics/bot-metrics.js';
import { serveMetrics, type ServedMetrics } from './metrics/serve-metrics.js';
import type { Settings } from './settings.js';

/** What metrics are read from. */
export interface MetricSources {
  readonly answering: Pick<LiveAnswering, 'catalogue' | 'waiting'>;
  /** What the bot is doing; null before it is logged in. */
  readonly activity: () => BotActivity | null;
  readonly log: Logger;
}

/** Before the bot is logged in. */
const STARTING: BotActivity = { gateway: 'connecting', pingMs: null, underWay: 0 };

/**
 * Serves the bot's metrics where the settings say so; null where they name no port.
 *
 * @throws {@link UserError} `metrics-unavailable`
 */
export async function openMetrics(
  { metricsHost: host, metricsPort: port }: Pick<Settings, 'metricsHost' | 'metricsPort'>,
  { answering, activity, log }: MetricSources,
): Promise<ServedMetrics | null> {
  if (port === null) return null;
  const served = await serveMetrics({ host, port }, () => ({
    ...indexReading(answering),
    ...(activity() ?? STARTING),
  }));
  log.info({ host, port: served.port }, 'metrics served');
  return served;
}

function indexReading({
  catalogue,
  waiting,
}: MetricSources['answering']): Omit<BotReading, keyof BotActivity> {
  const { generation, builtAt, modelName, articles, passages } = catalogue;
  return { generation, builtAt, modelName, articles: articles.length, passages, waiting };
}
