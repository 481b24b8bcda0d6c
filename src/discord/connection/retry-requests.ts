import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { DiscordUnavailable, REQUEST_TIMEOUT } from './errors.js';

/** Sends one request; what discord.js takes as its `rest.makeRequest`. */
type MakeRequest = RESTOptions['makeRequest'];
type Answer = Awaited<ReturnType<MakeRequest>>;

/** A clock, and a way to wait by it. Milliseconds. */
export interface Pace {
  now(): number;
  wait(ms: number): Promise<void>;
}

/** Between two attempts, in ms: doubled from the first to the longest. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 15_000;
/** Attempts at most before Discord has ever taken the token: whoever starts the bot stands by and is told. */
const ATTEMPTS_AT_LOGIN = 3;
/** Ms of nothing but 401 after which the token is taken to be reset. A fault of Discord's own has passed by then. */
const TOKEN_DOUBTED = 30_000;
/** Ms of nothing but faults after which the bot is said not to work. */
const FAULT_PASSES = 15_000;
/**
 * Ms without one request that went well after which the bot is said not to work, though none may have failed yet: a look goes out every
 * quarter of a minute, and waits where Discord does not answer, or has told the client to wait.
 */
const SILENCE_PASSES = 45_000;

/** The status of what is to be sent later. */
const TOO_MANY = 429;

/** How the path of a first response to an interaction ends. */
const CALLBACK = '/callback';

/** Ms for which a request is tried again: as long as somebody can still be answered by it. */
function patienceFor(method: string, path: string): number {
  if (path.endsWith('/typing')) return 0;
  // Discord waits 3 s for the first response to an interaction, and a quarter of an hour for the rest of it.
  if (path.endsWith(CALLBACK)) return 2_500;
  return method === 'GET' ? 20_000 : LONGEST_PATIENCE;
}

/** The longest that a request is tried again. */
export const LONGEST_PATIENCE = 14 * 60_000;

interface Fault {
  readonly status: number | null;
  readonly cause?: unknown;
}

/**
 * Requests to Discord that outlast its faults: no connection, an answer that breaks off, 5xx, what is refused by something else that stands before
 * Discord, and a 401 to a token that it has taken before, at which discord.js itself would forget the token. They are tried again with growing
 * waits, each for as long as it can still be of use.
 */
export class PatientRequests {
  /** Resolves when Discord has taken the token no more for {@link TOKEN_DOUBTED}. */
  readonly tokenRefused: Promise<void>;
  readonly #send: MakeRequest;
  readonly #pace: Pace;
  readonly #mayWrite: () => Promise<boolean>;
  #refuseToken: () => void = () => undefined;
  #isAccepted = false;
  #isClosed = false;
  /** When what fails now began to, and when the token was first refused since it was last taken; null while all is well. */
  #failingSince: number | null = null;
  #doubtedSince: number | null = null;
  #workedAt: number;

  /** @param mayWrite - asked before each attempt at what changes anything: false when another process has taken over from this one */
  constructor(
    pace: Pace = REAL_TIME,
    send: MakeRequest = DefaultRestOptions.makeRequest,
    mayWrite: () => Promise<boolean> = () => Promise.resolve(true),
  ) {
    this.#pace = pace;
    this.#send = send;
    this.#mayWrite = mayWrite;
    this.#workedAt = pace.now();
    this.tokenRefused = new Promise((resolve) => {
      this.#refuseToken = resolve;
    });
  }

  /** False once whatever was tried has failed for {@link FAULT_PASSES}, or nothing has gone well for {@link SILENCE_PASSES}. */
  get isWorking(): boolean {
    if (this.idleMs >= SILENCE_PASSES) return false;
    return this.#failingSince === null || this.#pace.now() - this.#failingSince < FAULT_PASSES;
  }

  /** Milliseconds since a request last went well. */
  get idleMs(): number {
    return this.#pace.now() - this.#workedAt;
  }

  /** Has requests under way be given up when they fail next. */
  close(): void {
    this.#isClosed = true;
  }

  /** @throws {@link DiscordUnavailable} */
  readonly make: MakeRequest = async (url, init) => {
    const method = init.method ?? 'GET';
    const { pathname } = new URL(url);
    const hasToken = init.headers !== undefined && 'Authorization' in init.headers;
    const until = this.#pace.now() + patienceFor(method.toUpperCase(), pathname);
    let isUncertain = false;
    for (let attempt = 1; ; attempt++) {
      if (method.toUpperCase() !== 'GET' && !(await this.#mayWrite())) {
        throw new DiscordUnavailable(method, null, new Error('another process serves this shard now'));
      }
      const answer = await this.#attempt(url, init);
      if ('headers' in answer && !this.#isFault(answer, hasToken)) {
        // How long the client is to wait says nothing of whether Discord does what is asked.
        if (answer.status !== TOO_MANY) this.#hasWorked(hasToken && answer.status !== 401);
        return isUncertain && pathname.endsWith(CALLBACK) ? await firstOfTwo(answer) : answer;
      }
      const fault: Fault = 'headers' in answer ? { status: answer.status } : answer;
      this.#hasFailed(fault);
      isUncertain ||= fault.status !== 401;
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
      const isOver = this.#isAccepted ? this.#pace.now() + wait > until : attempt >= ATTEMPTS_AT_LOGIN;
      if (isOver || this.#isClosed || init.signal?.aborted === true) {
        throw new DiscordUnavailable(method, fault.status, fault.cause);
      }
      await this.#pace.wait(wait);
    }
  };

  async #attempt(url: string, init: Parameters<MakeRequest>[1]): Promise<Answer | Fault> {
    const controller = new AbortController();
    const abort = () => {
      controller.abort();
    };
    const timer = setTimeout(abort, REQUEST_TIMEOUT);
    init.signal?.addEventListener('abort', abort);
    try {
      const answer = await this.#send(url, { ...init, signal: controller.signal });
      // With its body: a connection may break off or fall silent after the headers, too.
      const body = await answer.arrayBuffer();
      const { status, statusText } = answer;
      const headers = Object.fromEntries(answer.headers);
      return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
    } catch (cause) {
      return { status: null, cause };
    } finally {
      clearTimeout(timer);
      init.signal?.removeEventListener('abort', abort);
    }
  }

  #isFault({ status, headers }: Answer, hasToken: boolean): boolean {
    if (status >= 500) return true;
    if (status === 401) return hasToken && this.#isAccepted;
    // Discord itself says in JSON what it refuses.
    return status >= 400 && status !== TOO_MANY && !(headers.get('content-type') ?? '').includes('json');
  }

  #hasWorked(isAccepted: boolean): void {
    this.#workedAt = this.#pace.now();
    this.#failingSince = null;
    if (!isAccepted) return;
    this.#isAccepted = true;
    this.#doubtedSince = null;
  }

  #hasFailed({ status }: Fault): void {
    const now = this.#pace.now();
    this.#failingSince ??= now;
    if (status !== 401) return;
    this.#doubtedSince ??= now;
    if (now - this.#doubtedSince < TOKEN_DOUBTED) return;
    this.close();
    this.#refuseToken();
  }
}

const REAL_TIME: Pace = {
  now: () => performance.now(),
  wait: (ms) => sleep(ms, undefined, { ref: false }),
};

/** Discord's code for an interaction that has had its first response. */
const ALREADY_ACKNOWLEDGED = 40060;

/** The answer to a first response that is sent again: it may have arrived before, though nobody heard so. */
async function firstOfTwo(answer: Answer): Promise<Answer> {
  if (answer.status !== 400) return answer;
  const body = await answer.text();
  const isThere = (JSON.parse(body || '{}') as { code?: number }).code === ALREADY_ACKNOWLEDGED;
  return isThere
    ? new Response(null, { status: 204 })
    : new Response(body, { status: 400, headers: { 'Content-Type': 'application/json' } });
}
