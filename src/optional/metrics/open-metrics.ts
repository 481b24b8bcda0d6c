import type { AnswerService } from '../../service/answer-service.js';
import type { BotActivity } from '../../discord/bot.js';
import type { Logger } from '../../lib/log.js';
import type { BotReading } from './bot-metrics.js';
import { serveMetrics, type ServedMetrics } from './serve-metrics.js';
import type { ModelProcess } from '../../models/model-process.js';
import type { ProcessReader } from '../../reading/process-reader.js';
import type { Settings } from '../../config/settings.js';

/** What metrics are read from. */
export interface MetricSources {
  readonly answering: Pick<AnswerService, 'catalogue' | 'waiting'>;
  /** Null where passages are only found. */
  readonly reader: Pick<ProcessReader, 'trouble'> | null;
  readonly modelProcess: Pick<ModelProcess, 'isUp'>;
  /** What the bot is doing; null before it is logged in. */
  readonly activity: () => BotActivity | null;
  readonly log: Logger;
}

/** Before the bot is logged in. */
const STARTING: BotActivity = { gateway: 'connecting', api: 'working', pingMs: null, underWay: 0 };

/**
 * Serves the bot's metrics where the settings say so; null where they name no port.
 *
 * @throws {@link UserError} `metrics-unavailable`
 */
export async function openMetrics(
  { metricsHost: host, metricsPort: port }: Pick<Settings, 'metricsHost' | 'metricsPort'>,
  { answering, reader, modelProcess, activity, log }: MetricSources,
): Promise<ServedMetrics | null> {
  if (port === null) return null;
  const served = await serveMetrics({ host, port }, () => ({
    ...indexReading(answering),
    models: modelProcess.isUp ? 'working' : 'restarting',
    reader: reader === null ? 'off' : reader.trouble === null ? 'working' : 'failing',
    ...(activity() ?? STARTING),
  }));
  log.info({ host, port: served.port }, 'metrics served');
  return served;
}

function indexReading({
  catalogue,
  waiting,
}: MetricSources['answering']): Omit<BotReading, keyof BotActivity | 'models' | 'reader'> {
  const { generation, builtAt, modelName, articles, passages } = catalogue;
  return { generation, builtAt, modelName, articles: articles.length, passages, waiting };
}
