import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import type { Socket } from 'node:net';
import { parentPort, type Worker } from 'node:worker_threads';
import { createBirpc, type BirpcReturn } from 'birpc';
import { messageOf, UserError, type ErrorCode } from './errors.js';

/** Functions that the other side may call. What they take and give is cloned (structured clone); what they throw arrives as an error. */
export type Functions<T> = { readonly [Name in keyof T]: (...args: never[]) => unknown };

/** How a thread or process offers {@link Functions}: what they give may come later. */
export type Offered<T> = {
  [Name in keyof T]: T[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Result | Promise<Result>
    : never;
};

/** The functions of the other side of a channel, each giving a promise, and `asEvent` to call one without waiting. */
export type Remote<T extends object, Own extends object = object> = BirpcReturn<T, Own>;

interface Port {
  readonly post: (message: unknown) => void;
  readonly on: (hear: (message: unknown) => void) => void;
}

/** An error on its way: structured clone would keep neither the class nor the fields of a {@link UserError}. */
interface SerializedError {
  readonly message: string;
  /** For the log. */
  readonly stack: string | undefined;
  /** What makes it a {@link UserError}. */
  readonly user: { readonly code: ErrorCode; readonly hint: string } | null;
}

/**
 * One request/reply channel to a worker thread or child process. Calls have no deadline of their own: whoever ends the other side closes
 * the channel (`$close`), which rejects them.
 *
 * @param own - what the other side may call
 */
export function openChannel<T extends object, Own extends Functions<Own> & object>(
  port: Port,
  own: Own,
): Remote<T, Own> {
  return createBirpc<T, Own>(own, {
    post: port.post,
    // It gives nothing: what is given here would be waited for before each call.
    on: (hear) => {
      port.on(hear);
    },
    serialize: (message: object) => ('e' in message ? { ...message, e: serializeError(message.e) } : message),
    deserialize: (message: object) =>
      'e' in message ? { ...message, e: deserializeError(message.e as SerializedError) } : message,
    timeout: -1,
  });
}

export function workerPort(worker: Worker): Port {
  return {
    post: (message) => {
      worker.postMessage(message);
    },
    on: (hear) => worker.on('message', hear),
  };
}

/** The way to whoever started this thread or process. Nothing is sent to one that has gone. */
export function starterPort(): Port {
  return {
    post: (message) => {
      if (parentPort !== null) parentPort.postMessage(message);
      else if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    on: (hear) => (parentPort ?? process).on('message', hear),
  };
}

/** Characters kept of what a program last wrote to standard error, for the message when it stops. */
const KEPT_OF_STDERR = 2_000;

interface ProgramOptions {
  /** What calls reject with once the process has stopped. @param how - its exit code or signal; @param lastWords - on standard error */
  readonly stopped: (how: string, lastWords: Error | undefined) => Error;
  readonly nodeOptions?: readonly string[];
}

/**
 * A program in a process of its own, and the functions that it offers. It keeps this process alive only while calls are under way.
 */
export class Program<T extends object> {
  readonly child: ChildProcess;
  /** Resolves when nothing is left of the process, with what later calls reject with. */
  readonly ended: Promise<Error>;
  readonly #remote: Remote<T>;
  #calls = 0;
  #end: Error | undefined;

  /**
   * @param entry - compiled or not
   * @param own - what the program may call
   */
  constructor(entry: URL, own: object, { stopped, nodeOptions = [] }: ProgramOptions) {
    // From source it needs the loader that compiles it; `process.execArgv` has it under tsx but not in tests.
    const loader = entry.pathname.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [];
    this.child = fork(entry, {
      execArgv: [...nodeOptions, ...loader],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let stderr = '';
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_OF_STDERR);
    });
    this.#remote = openChannel<T, object>(
      {
        // What cannot be sent means that the process has gone; its end says why.
        post: (message) => this.child.send(message as Serializable, () => undefined),
        on: (hear) => this.child.on('message', hear),
      },
      own,
    );
    this.ended = new Promise((resolve) => {
      const end = (how: string) => {
        const words = stderr.trim();
        const reason = stopped(how, words === '' ? undefined : new Error(words));
        this.close(reason);
        resolve(reason);
      };
      this.child.on('error', (error) => {
        end(messageOf(error));
      });
      this.child.on('close', (code, signal) => {
        end(signal ?? `exit code ${code ?? 'unknown'}`);
      });
    });
    this.#keepAlive(false);
  }

  /**
   * Calls the program, and waits for what comes back.
   *
   * @throws what the program's function throws, and what {@link ended} resolves with
   */
  async call<Result>(ask: (remote: Remote<T>) => Promise<Result>): Promise<Result> {
    if (this.#end !== undefined) throw this.#end;
    this.#calls += 1;
    this.#keepAlive(true);
    try {
      return await ask(this.#remote);
    } finally {
      this.#calls -= 1;
      this.#keepAlive(this.#calls > 0);
    }
  }

  close(reason: Error): void {
    if (this.#end !== undefined) return;
    this.#end = reason;
    void this.#remote.$rejectPendingCalls(({ reject }) => {
      reject(reason);
    });
    this.#remote.$close();
  }

  async kill(): Promise<void> {
    this.#calls += 1;
    this.#keepAlive(true);
    this.child.kill('SIGKILL');
    await this.ended;
  }

  #keepAlive(yes: boolean): void {
    const change = yes ? 'ref' : 'unref';
    this.child[change]();
    this.child.channel?.[change]();
    // Typed as a stream only, but a pipe to a process is a socket.
    (this.child.stderr as Socket | null)?.[change]();
  }
}

function serializeError(thrown: unknown): SerializedError {
  return {
    message: messageOf(thrown),
    stack: thrown instanceof Error ? thrown.stack : undefined,
    user: thrown instanceof UserError ? { code: thrown.code, hint: thrown.hint } : null,
  };
}

/** The error again, with the stack of the thread that it was thrown in. */
function deserializeError({ message, stack, user }: SerializedError): Error {
  const error = user === null ? new Error(message) : new UserError(user.code, message, user.hint);
  if (stack !== undefined) error.stack = stack;
  return error;
}
