import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fromCarried } from '../../lib/serialized-error.js';
import { messageOf } from '../../lib/errors.js';
import type { ReindexProgress, ReindexSummary } from '../../index/reindex/reindex-parts.js';
import type { Settings } from '../../config/settings.js';
import type { ReindexEnding, ReindexReply, ReindexRequest } from './protocol.js';

/** Compiled or not, the process's program lies beside this file with the same extension. */
const PROGRAM = new URL(`./reindex-process${path.extname(import.meta.url)}`, import.meta.url);
/** Milliseconds that a run which is told to stop may take to put its files in order. */
const STOP_WITHIN = 5_000;
/** Characters kept of what the process last wrote to standard error, for the message when it stops. */
const KEPT_OF_STDERR = 2_000;

/** How {@link runReindex} runs. */
export interface RunReindexOptions {
  /** Stops the run with the signal's reason; nothing is published then, unless it had been already. */
  readonly signal?: AbortSignal;
  /** What the process runs, in place of the program that reindexes: for tests of how processes end. */
  readonly program?: URL;
}

/**
 * Brings the index up to date in a process of its own. Resolves or rejects when that process has ended, so that the next
 * run finds the index free.
 *
 * @throws {@link UserError} as `Application.open` and `Application.reindex`; a plain error when the process dies
 */
export async function runReindex(
  settings: Settings,
  onProgress: (progress: ReindexProgress) => void,
  { signal, program = PROGRAM }: RunReindexOptions = {},
): Promise<ReindexSummary> {
  signal?.throwIfAborted();
  const child = fork(program, {
    execArgv: execArgvFor(program),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const stop = () => {
    stopChild(child);
  };
  signal?.addEventListener('abort', stop);
  try {
    send(child, { kind: 'start', settings: { ...settings, discordToken: null } });
    const ending = await endingOf(child, onProgress);
    if (ending.kind === 'done') return ending.summary;
    throw fromCarried(ending.error);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/**
 * Resolves, when the process has ended, with what it said of the run.
 *
 * @throws when it died without a word
 */
async function endingOf(
  child: ChildProcess,
  onProgress: (progress: ReindexProgress) => void,
): Promise<ReindexEnding> {
  let said: ReindexEnding | undefined;
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-KEPT_OF_STDERR);
  });
  child.on('message', (message) => {
    const reply = message as ReindexReply;
    if (reply.kind === 'progress') onProgress(reply.progress);
    else said = reply;
  });
  const reason = await new Promise<string>((resolve) => {
    child.on('error', (error) => {
      resolve(messageOf(error));
    });
    child.on('close', (code, signal) => {
      resolve(signal ?? `exit code ${code ?? 'unknown'}`);
    });
  });
  if (said !== undefined) return said;
  const lastWords = stderr.trim();
  throw new Error(
    `The process that reindexes stopped (${reason}).`,
    lastWords === '' ? undefined : { cause: new Error(lastWords) },
  );
}

function stopChild(child: ChildProcess): void {
  send(child, { kind: 'stop' });
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
  child.once('close', () => {
    clearTimeout(timer);
  });
}

function send(child: ChildProcess, request: ReindexRequest): void {
  // A message that cannot be sent means that the process has gone; its 'close' event says why.
  child.send(request, () => undefined);
}

/** Run from source, the process needs the loader that compiles it; `process.execArgv` has it under tsx but not in tests. */
function execArgvFor(program: URL): string[] {
  return program.pathname.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [];
}
