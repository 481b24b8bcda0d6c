import type { Attachment } from '../world/message.js';

/** A request that has found its route. */
export interface RestRequest {
  /** What stands for `:name` in the pattern. */
  readonly param: (name: string) => string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly Attachment[];
  /** Unix milliseconds of the stand-in's clock. */
  readonly arrivedAt: number;
}

/** An answer; without a body it is empty. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** What is done at a method and a path. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Such as `/channels/:channel/messages`. */
  readonly pattern: string;
  /** Whether the token in the path is enough; else the bot's token must be in the header. */
  readonly isOpen?: boolean;
  /** @throws {@link ApiError} to refuse. */
  readonly handle: (request: RestRequest) => RestAnswer;
}

/** A route with what its pattern's names stand for. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
}

/** The first route for a request; null when there is none. */
export function findRoute(routes: readonly Route[], method: string, path: string): RouteMatch | null {
  const parts = path.split('/');
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matched(route.pattern.split('/'), parts);
    if (params !== null) return { route, params };
  }
  return null;
}

function matched(pattern: readonly string[], parts: readonly string[]): Map<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params = new Map<string, string>();
  for (const [at, expected] of pattern.entries()) {
    const part = decodeURIComponent(parts[at] ?? '');
    if (expected.startsWith(':')) params.set(expected.slice(1), part);
    else if (expected !== part) return null;
  }
  return params;
}

/** 200 with a body. */
export function ok(body: unknown): RestAnswer {
  return { status: 200, body };
}

/** 204: done, and nothing to say. */
export const done: RestAnswer = { status: 204 };
