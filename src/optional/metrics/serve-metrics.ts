import type { AnswerService } from '../../service/answer-service.js';
import type { Logger } from '../../lib/log.js';
import type { QuestionEvents, BotActivity } from '../../discord/bot-events.js';
import { healthOf, shardsHealthOf, type BotReading } from './health.js';
import type { ModelProcess } from '../../models/model-process.js';
import type { ProcessReader } from '../../reading/process-reader.js';
import type { HeldShard } from '../sharding/shard-lease.js';
import type { Settings } from '../../config/settings.js';
import { PrometheusMetrics } from './prometheus-metrics.js';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, UserError, hasErrorCode } from '../../lib/errors.js';

export type ServerActivity = BotActivity & Pick<BotReading, 'shards'>;

export interface MetricSources {
  readonly answering: Pick<AnswerService, 'catalogue' | 'storage' | 'waiting'>;
  /** Null where passages are only found. */
  readonly reader: Pick<ProcessReader, 'trouble'> | null;
  readonly modelProcess: Pick<ModelProcess, 'isUp'>;
  /** What the bot is doing; null before it is logged in. */
  readonly activity: () => ServerActivity | null;
  /** All shards of the bot, here and elsewhere, and whether another process serves those of this one, which stands by. */
  readonly shards: {
    readonly count: number;
    held(): Promise<readonly HeldShard[]>;
    isStandBy(): Promise<boolean>;
  };
  readonly log: Logger;
}

/** Before the bot is logged in. */
const STARTING: ServerActivity = {
  gateway: 'connecting',
  api: 'working',
  pingMs: null,
  underWay: 0,
  shards: { served: 0, uncertain: 0, waitedFor: 0 },
};

/** Milliseconds between two tries to listen where the process that this one stands by for does. */
const LISTEN_AGAIN_AFTER = 1_000;

export interface ServedMetrics {
  /** To be told what becomes of questions. */
  readonly events: QuestionEvents;
  close(): Promise<void>;
}

/**
 * Serves the bot's metrics where the settings say so; null where they name no port: `/metrics` in Prometheus' text format, and
 * `/health` as JSON, with status 200 while the bot can be asked, else 503; and `/health/shards`, which tells of the shards of all processes,
 * with status 200 while each is served. A process that stands by leaves a port that is in use to the other, and serves there as soon as it is free.
 *
 * @throws {@link UserError} `metrics-unavailable`
 */
export async function openMetrics(
  { metricsHost: host, metricsPort: port }: Pick<Settings, 'metricsHost' | 'metricsPort'>,
  { answering, reader, modelProcess, activity, shards, log }: MetricSources,
): Promise<ServedMetrics | null> {
  if (port === null) return null;
  const read = (): BotReading => {
    const { catalogue, storage, waiting } = answering;
    const { generation, builtAt, modelName, articles, passages } = catalogue;
    return {
      generation,
      builtAt,
      modelName,
      articles: articles.length,
      passages,
      storage,
      waiting,
      models: modelProcess.isUp ? 'working' : 'restarting',
      reader: reader === null ? 'off' : reader.trouble === null ? 'working' : 'failing',
      ...(activity() ?? STARTING),
    };
  };
  const metrics = new PrometheusMetrics(read);
  const pages: Pages = {
    '/metrics': async () => ({ status: 200, contentType: metrics.contentType, body: await metrics.text() }),
    '/health': () => healthPage(healthOf(read(), Date.now())),
    '/health/shards': async () => healthPage(shardsHealthOf(shards.count, await shards.held())),
  };
  let server: PageServer | null = null;
  const open = async () => {
    server = await servePages(host, port, pages);
    log.info({ host, port: server.port }, 'metrics served');
  };
  const closing = new AbortController();
  const { signal } = closing;
  let opened = open();
  await opened.catch(async (error: unknown) => {
    const isTaken = error instanceof UserError && hasErrorCode(error.cause, 'EADDRINUSE');
    if (!isTaken || !(await shards.isStandBy())) throw error;
    log.warn({ host, port }, 'another process has the port: metrics are served here when that ends');
    opened = again(open, signal);
  });
  return {
    events: metrics.events,
    close: async () => {
      closing.abort();
      await opened;
      await server?.close();
    },
  };
}

/** Tries until it succeeds, or `signal` aborts. */
async function again(open: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(LISTEN_AGAIN_AFTER, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await open();
      return;
    } catch {
      // It was said once, and is so still.
    }
  }
}

interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** By path, what makes the page there. */
type Pages = Readonly<Record<string, () => Page | Promise<Page>>>;

export interface PageServer {
  readonly port: number;
  /** Ends it at once, and every connection with it. */
  readonly close: () => Promise<void>;
}

/**
 * Serves pages over HTTP until it is closed. It does not keep the process alive.
 *
 * @param port - 0 for any free one
 * @throws {@link UserError} `metrics-unavailable` when it cannot listen there
 */
export async function servePages(host: string, port: number, pages: Pages): Promise<PageServer> {
  const server = createServer((request, response) => {
    void respond(pages, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server
      .once('error', (error) => {
        reject(unavailable(host, port, error));
      })
      .listen(port, host, resolve);
  });
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(pages: Pages, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, contentType, body } = await pageFor(pages, request);
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(status === 405 && { Allow: 'GET, HEAD' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function pageFor(pages: Pages, { method, url = '/' }: IncomingMessage): Promise<Page> {
  const path = url.split('?', 1)[0] ?? '/';
  const make = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (make === undefined) return plain(404, `There is ${Object.keys(pages).join(', ')}.`);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET and HEAD.');
  try {
    return await make();
  } catch (error) {
    return plain(500, messageOf(error));
  }
}

function healthPage(health: { readonly ok: boolean }): Page {
  return {
    status: health.ok ? 200 : 503,
    contentType: 'application/json',
    body: `${JSON.stringify(health)}\n`,
  };
}

function plain(status: number, line: string): Page {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${line}\n` };
}

function unavailable(host: string, port: number, error: unknown): UserError {
  const why = hasErrorCode(error, 'EADDRINUSE')
    ? 'another program listens there already'
    : hasErrorCode(error, 'EACCES')
      ? 'this account may not listen there'
      : messageOf(error);
  return new UserError(
    'metrics-unavailable',
    `METRICS_PORT: metrics cannot be served on port ${port} of ${host}: ${why}.`,
    'Give each process of the bot a METRICS_PORT of its own that is free and above 1023 (0: any), and set METRICS_HOST to an address of this machine; or leave METRICS_PORT out.',
    { cause: error },
  );
}
