import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf, UserError } from '../../lib/errors.js';
import { hasErrorCode } from '../../lib/error-code.js';

/** What is served at a path. */
interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Where to listen. */
export interface Address {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** By path, what makes the page there. */
export type Pages = Readonly<Record<string, () => Page | Promise<Page>>>;

/** Serves pages over HTTP until it is closed. It does not keep the process alive. */
export class MetricsServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @throws {@link UserError} `metrics-unavailable` when it cannot listen there */
  static async start({ host, port }: Address, pages: Pages): Promise<MetricsServer> {
    const server = createServer((request, response) => {
      void respond(pages, request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server
        .once('error', (error) => {
          reject(unavailable({ host, port }, error));
        })
        .listen(port, host, resolve);
    });
    server.unref();
    return new MetricsServer(server);
  }

  /** The port that it listens on. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends it at once, and every connection with it. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
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

function plain(status: number, line: string): Page {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${line}\n` };
}

function unavailable({ host, port }: Address, error: unknown): UserError {
  const why = hasErrorCode(error, 'EADDRINUSE')
    ? 'another program listens there already'
    : hasErrorCode(error, 'EACCES')
      ? 'this account may not listen there'
      : messageOf(error);
  return new UserError(
    'metrics-unavailable',
    `METRICS_PORT: metrics cannot be served on port ${port} of ${host}: ${why}.`,
    'Set METRICS_PORT to a free port above 1023 and METRICS_HOST to an address of this machine, or leave METRICS_PORT out.',
    { cause: error },
  );
}
