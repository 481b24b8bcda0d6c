import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import type { Folders } from './lean-program.js';

/** Every setting given, so that a developer's environment and .env have no say. */
const NO_SETTINGS = { INDEX_URL: '', EMBEDDING_MODEL: '', READER_MODEL: '', LANGUAGE: 'en', LOG_LEVEL: '' };

/** What a writer has come to. Each is seen on disk, a moment later than it happened. */
export const STAGES = ['started', 'locked', 'building'] as const;
export type Stage = (typeof STAGES)[number];

/** How a writer ended; its exit code is null when it was killed. */
export interface WriterEnding {
  readonly exitCode: number | null;
  readonly stderr: string;
  /** Milliseconds from its start to each stage and to its end. */
  readonly times: Readonly<Partial<Record<Stage, number>>> & { readonly ended: number };
}

/** A process that reindexes, in a group of its own with what it starts itself. */
export class WriterProcess {
  readonly #child: ChildProcess;
  readonly #began = performance.now();
  readonly #times: Partial<Record<Stage, number>> = { started: 0 };
  readonly #ended: Promise<WriterEnding>;
  readonly #stopWatching: () => void;

  private constructor(nodeArgs: readonly string[], { articlesDir, indexDir }: Folders) {
    this.#stopWatching = this.#watch(indexDir);
    this.#child = spawn(process.execPath, nodeArgs, {
      cwd: PROJECT_ROOT,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...NO_SETTINGS, ARTICLES_DIR: articlesDir, INDEX_DIR: indexDir },
    });
    let stderr = '';
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const exited = once(this.#child, 'exit') as Promise<[number | null]>;
    this.#ended = exited.then(([exitCode]) => {
      this.#stopWatching();
      return { exitCode, stderr, times: { ...this.#times, ended: performance.now() - this.#began } };
    });
  }

  /** @param nodeArgs - of Node.js: a program and what comes before and behind it */
  static async start(nodeArgs: readonly string[], folders: Folders): Promise<WriterProcess> {
    // There is nothing to watch before.
    await mkdir(path.join(folders.indexDir, 'generations'), { recursive: true });
    return new WriterProcess(nodeArgs, folders);
  }

  get pid(): number {
    return this.#child.pid ?? NaN;
  }

  get ended(): Promise<WriterEnding> {
    return this.#ended;
  }

  /** Kills it with SIGKILL some milliseconds after a stage, unless it has ended by then. */
  async killAfter(stage: Stage, ms: number): Promise<WriterEnding> {
    const reached = this.#reached(stage).then(() => sleep(ms));
    await Promise.race([reached, this.#ended]);
    this.#child.kill('SIGKILL');
    return await this.#ended;
  }

  /** True when something that it had started is still there after some seconds. */
  async hasLeftProcesses(): Promise<boolean> {
    for (let tries = 0; tries < 100; tries += 1) {
      try {
        process.kill(-this.pid, 0);
      } catch {
        return false;
      }
      await sleep(100);
    }
    process.kill(-this.pid, 'SIGKILL');
    return true;
  }

  async #reached(stage: Stage): Promise<void> {
    while (this.#times[stage] === undefined) await once(this.#child, stage);
  }

  #watch(indexDir: string): () => void {
    const note = (stage: Stage) => {
      if (this.#times[stage] !== undefined) return;
      this.#times[stage] = performance.now() - this.#began;
      this.#child.emit(stage);
    };
    const watchers = [
      watch(indexDir, (_, name) => {
        if (name === 'writer.lock') note('locked');
      }),
      watch(path.join(indexDir, 'generations'), (_, name) => {
        if (name?.endsWith('.building')) note('building');
      }),
    ];
    return () => {
      for (const watcher of watchers) watcher.close();
    };
  }
}
