import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Backend } from '../backend.js';
import { accountRoutes } from './account-routes.js';
import { ApiError, refusals } from './api-error.js';
import { channelRoutes } from './channel-routes.js';
import { commandRoutes } from './command-routes.js';
import { guildRoutes } from './guild-routes.js';
import { interactionRoutes } from './interaction-routes.js';
import { failureAnswer, type FailureAnswer } from './failure-answer.js';
import { readBody } from './request-body.js';
import { findRoute, type Route } from './route.js';

const PREFIX = /^\/api(?:\/v\d+)?(?=\/)/u;
/** Discord's codes for a body that is not as it must be. */
const BODY_ERRORS: ReadonlySet<number> = new Set([50006, 50035, 50109]);

/** Discord's REST API over HTTP, not yet listening. */
export function restServer(backend: Backend): Server {
  const routes = [
    ...accountRoutes(backend),
    ...channelRoutes(backend),
    ...guildRoutes(backend),
    ...commandRoutes(backend),
    ...interactionRoutes(backend),
  ];
  return createServer((request, response) => {
    void serve(backend, routes, request, response);
  });
}

async function serve(
  backend: Backend,
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { faults, journal, watch, clock } = backend;
  const at = clock.now();
  const started = performance.now();
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const path = url.pathname.replace(PREFIX, '');

  const failure = faults.failureOf(method, path);
  if (typeof failure?.status === 'string') {
    if (failure.status !== 'lost') await answered(backend, routes, request, { method, path, url, at });
    journal.request({
      method,
      path,
      query: url.search.slice(1),
      status: 0,
      ms: performance.now() - started,
      at,
    });
    if (failure.status === 'torn') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      await new Promise((resolve) => response.write('{', resolve));
    }
    request.socket.resetAndDestroy();
    watch.changed();
    return;
  }
  const answer =
    failure === null
      ? await answered(backend, routes, request, { method, path, url, at })
      : failureAnswer({ ...failure, status: failure.status });
  const gate = faults.gateOf(method, path);
  watch.changed();
  if (gate !== null) {
    const passed = gate.pass();
    watch.changed();
    await passed;
  }

  const ms = performance.now() - started;
  journal.request({ method, path, query: url.search.slice(1), status: answer.status, ms, at });
  const hasBody = answer.body !== undefined;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(hasBody && { 'Content-Type': failure?.isPage === true ? 'text/html' : 'application/json' }),
  });
  response.end(hasBody ? JSON.stringify(answer.body) : undefined);
  watch.changed();
}

/** Where a request goes and when it came. */
interface Target {
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly at: number;
}

async function answered(
  backend: Backend,
  routes: readonly Route[],
  request: IncomingMessage,
  { method, path, url, at }: Target,
): Promise<FailureAnswer> {
  const { journal, world } = backend;
  try {
    const { json, files } = await readBody(request);
    const found = findRoute(routes, method, path);
    if (found === null) {
      journal.violation(`${method} ${path}`, 'the stand-in has no such route');
      throw refusals.notFound();
    }
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
    const isAuthorized = scheme === 'Bot' && backend.isToken(token);
    if (found.route.isOpen !== true && !isAuthorized) throw refusals.unauthorized();
    const { status, body } = found.route.handle({
      param: (name) => found.params.get(name) ?? '',
      query: url.searchParams,
      body: json,
      files: files.map((file) => ({ ...file, id: world.ids.next() })),
      arrivedAt: at,
    });
    return { status, body, headers: {} };
  } catch (error) {
    return refusal(backend, `${method} ${path}`, error);
  }
}

function refusal({ journal }: Backend, where: string, error: unknown): FailureAnswer {
  if (error instanceof ApiError) {
    const body = error.toJSON();
    if (BODY_ERRORS.has(error.code)) journal.violation(where, JSON.stringify(body.errors ?? body.message));
    return { status: error.status, body, headers: {} };
  }
  // A defect of the stand-in: a test that asserts that nothing was refused shows it.
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  journal.violation(where, `the stand-in failed: ${told}`);
  return { status: 500, body: { code: 0, message: '500: Internal Server Error' }, headers: {} };
}
