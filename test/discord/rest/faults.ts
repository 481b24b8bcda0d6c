/** Which requests a fault is for. What is absent matches all. */
export interface RequestMatch {
  readonly method?: string;
  /** Against the path below `/api/v10`: `/^\/channels\/\d+\/messages$/`. */
  readonly path?: RegExp;
}

/** An answer in place of the real one, or none: the request has no effect unless it says so. */
export interface Failure extends RequestMatch {
  /** `lost`: the connection is reset before the request has an effect; `unheard`: after it; `torn`: amid the answer's body. */
  readonly status: number | 'lost' | 'unheard' | 'torn';
  /** Discord's error code; 0 when absent. */
  readonly code?: number;
  /** In place of `{code, message}`. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the answer is a page for people, as of what stands between the bot and Discord. */
  readonly isPage?: boolean;
  /** Of a 429: seconds. */
  readonly retryAfter?: number;
  /** Of a 429: whether it is the limit over all routes. */
  readonly global?: boolean;
  /** How many requests fail; 1 when absent. */
  readonly times?: number;
}

/** Holds the answers to matching requests, which have their effect at once, until it is released. */
export class Gate {
  readonly match: RequestMatch;
  readonly #open: Promise<void>;
  #release: () => void = () => undefined;
  /** How many answers it has held so far. */
  held = 0;

  constructor(match: RequestMatch) {
    this.match = match;
    this.#open = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  /** Lets the answers go, and all that come later. */
  release(): void {
    this.#release();
  }

  pass(): Promise<void> {
    this.held += 1;
    return this.#open;
  }
}

/** The faults that a test has asked for. */
export class Faults {
  readonly #failures: { readonly failure: Failure; left: number }[] = [];
  readonly #gates: Gate[] = [];

  fail(failure: Failure): void {
    this.#failures.push({ failure, left: failure.times ?? 1 });
  }

  delay(match: RequestMatch): Gate {
    const gate = new Gate(match);
    this.#gates.push(gate);
    return gate;
  }

  /** The failure that a request meets, which is used up by it; null when it meets none. */
  failureOf(method: string, path: string): Failure | null {
    const found = this.#failures.find(({ failure, left }) => left > 0 && matches(failure, method, path));
    if (found === undefined) return null;
    found.left -= 1;
    return found.failure;
  }

  /** The gate that a request's answer is held at; null when there is none. */
  gateOf(method: string, path: string): Gate | null {
    return this.#gates.find(({ match }) => matches(match, method, path)) ?? null;
  }

  /** Lets every answer go. */
  releaseAll(): void {
    for (const gate of this.#gates) gate.release();
  }
}

function matches({ method, path }: RequestMatch, requestMethod: string, requestPath: string): boolean {
  return (method === undefined || method === requestMethod) && (path === undefined || path.test(requestPath));
}
