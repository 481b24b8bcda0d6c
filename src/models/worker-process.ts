import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fromCarried } from '../lib/serialized-error.js';
import { messageOf, UserError } from '../lib/errors.js';
import type { WorkerReply, WorkerRequest, WorkerResult, WorkerTask } from './protocol.js';

/** Characters kept of what the worker last wrote to standard error, for the message when it stops. */
const KEPT_OF_STDERR = 2_000;

interface Pending {
  readonly onResult: (result: WorkerResult) => void;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * A process of its own that runs tasks, and the calls that wait for it.
 *
 * It is a process and not a thread because onnxruntime-node 1.14 survives no ending of a thread: terminating one that
 * runs a model aborts the whole program, a second thread that loads the addon corrupts its memory, and after the last
 * one has gone it cannot be loaded again.
 *
 * When the process stops unasked, every call under way and every later one rejects; it is not started again, since
 * what stopped it (too little memory, a broken installation) would stop it again. It keeps this process alive only
 * while calls are under way.
 */
export class WorkerProcess {
  readonly #what: string;
  readonly #child: ChildProcess;
  readonly #closed: Promise<void>;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;
  /** Why calls reject from now on; undefined while the worker is in use. */
  #ended: Error | undefined;

  /** @param what - what the worker runs, in messages to people: "embedding model vi-en-mini" */
  constructor(entry: URL, what: string) {
    this.#what = what;
    this.#child = fork(entry, {
      execArgv: execArgvFor(entry),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let stderr = '';
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_OF_STDERR);
    });
    this.#child.on('message', (reply) => {
      this.#receive(reply as WorkerReply);
    });
    this.#closed = new Promise((resolve) => {
      const end = (reason: string) => {
        this.#end(stopped(this.#what, reason, stderr));
        resolve();
      };
      this.#child.on('error', (error) => {
        end(messageOf(error));
      });
      this.#child.on('close', (code, signal) => {
        end(signal ?? `exit code ${code ?? 'unknown'}`);
      });
    });
    this.#keepAlive(false);
  }

  /** Resolves when the worker has done the task, after `onResult` has heard its results in their order. */
  run(task: WorkerTask, onResult: (result: WorkerResult) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#ended);
        return;
      }
      const id = this.#nextId++;
      this.#pending.set(id, { onResult, resolve, reject });
      this.#keepAlive(true);
      // A message that cannot be sent means that the worker has gone; its 'close' event says why and rejects.
      this.#child.send({ id, task } satisfies WorkerRequest, () => undefined);
    });
  }

  /** Ends the process at once; calls under way reject. */
  async close(): Promise<void> {
    this.#end(new Error(`The ${this.#what} is closed.`));
    this.#keepAlive(true);
    // It holds nothing that would have to be put in order, and a batch under way hears no gentler signal.
    this.#child.kill('SIGKILL');
    await this.#closed;
  }

  #receive({ id, body }: WorkerReply): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) {
      return;
    }
    if (body.kind !== 'done' && body.kind !== 'failed') {
      pending.onResult(body);
      return;
    }
    this.#pending.delete(id);
    this.#keepAlive(this.#pending.size > 0);
    if (body.kind === 'done') {
      pending.resolve();
    } else {
      pending.reject(fromCarried(body.error));
    }
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#pending.values()) {
      reject(this.#ended);
    }
    this.#pending.clear();
  }

  #keepAlive(yes: boolean): void {
    const change = yes ? 'ref' : 'unref';
    this.#child[change]();
    this.#child.channel?.[change]();
    // Typed as a stream only, but a pipe to a process is a socket.
    (this.#child.stderr as Socket | null)?.[change]();
  }
}

/**
 * Options of Node for the worker. What it does takes place in onnxruntime, so a smaller heap saves some 20 MB and costs it no time. Run
 * from source, it needs the loader that compiles it; `process.execArgv` has it under tsx but not in tests.
 */
function execArgvFor(entry: URL): string[] {
  const loader = entry.pathname.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [];
  return ['--optimize-for-size', ...loader];
}

function stopped(what: string, reason: string, stderr: string): UserError {
  const lastWords = stderr.trim();
  return new UserError(
    'model-broken',
    `The process that runs the ${what} stopped (${reason}).`,
    'Start the program again. If it stops again, the machine may have too little memory for this model.',
    lastWords === '' ? undefined : { cause: new Error(lastWords) },
  );
}
