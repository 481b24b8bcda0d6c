import type { Failure } from './faults.js';

/** What an injected failure answers with. */
export interface FailureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The answer that `failure` stands for; a 429 gets the headers and the body that Discord's have. */
export function failureAnswer(failure: Failure & { readonly status: number }): FailureAnswer {
  const { status, code = 0, headers = {}, retryAfter = 1, global = false } = failure;
  if (status !== 429)
    return { status, headers, body: failure.body ?? { code, message: `${status}: injected` } };
  return {
    status,
    headers: {
      'Retry-After': String(retryAfter),
      'X-RateLimit-Limit': '5',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(Date.now() / 1000 + retryAfter),
      'X-RateLimit-Reset-After': String(retryAfter),
      'X-RateLimit-Bucket': 'stand-in',
      'X-RateLimit-Scope': global ? 'global' : 'user',
      ...(global && { 'X-RateLimit-Global': 'true' }),
      ...headers,
    },
    body: failure.body ?? { message: 'You are being rate limited.', retry_after: retryAfter, global, code },
  };
}
