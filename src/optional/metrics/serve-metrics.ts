import type { BotReading, QuestionEvents } from './bot-metrics.js';
import { healthOf } from './health.js';
import { MetricsServer, type Address } from './metrics-server.js';
import { PrometheusMetrics } from './prometheus-metrics.js';

/** Metrics that are served. */
export interface ServedMetrics {
  /** To be told what becomes of questions. */
  readonly events: QuestionEvents;
  /** The port that they are served on. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves `/metrics` in Prometheus' text format and `/health` as JSON: status 200 while the bot can be asked, else 503.
 *
 * @param read - how the bot is doing, asked at each request
 * @throws {@link UserError} `metrics-unavailable`
 */
export async function serveMetrics(address: Address, read: () => BotReading): Promise<ServedMetrics> {
  const metrics = new PrometheusMetrics(read);
  const server = await MetricsServer.start(address, {
    '/metrics': async () => ({ status: 200, contentType: metrics.contentType, body: await metrics.text() }),
    '/health': () => {
      const health = healthOf(read(), Date.now());
      return {
        status: health.ok ? 200 : 503,
        contentType: 'application/json',
        body: `${JSON.stringify(health)}\n`,
      };
    },
  });
  return { events: metrics.events, port: server.port, close: () => server.close() };
}
