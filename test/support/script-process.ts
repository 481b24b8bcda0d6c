import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import { compiledProgram } from './compiled-program.js';
import { environmentWith } from './run-script.js';

/** A script that runs on while the test goes on; killed when the test is over. */
export class ScriptProcess {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown[]>;
  /** What it has written so far and has not been waited for, by stream. */
  readonly #unread = { stdout: '', stderr: '' };

  constructor(script: string, args: readonly string[], settings: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [...compiledProgram(script), ...args], {
      cwd: PROJECT_ROOT,
      env: environmentWith(settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#closed = once(this.#child, 'close');
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name]?.setEncoding('utf8').on('data', (text: string) => {
        this.#unread[name] += text;
        this.#child.emit('written');
      });
    }
    onTestFinished(() => void this.#child.kill('SIGKILL'));
  }

  /** Waits for a line that matches; lines before it are passed over. Rejects when the script ends without one. */
  async line(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string> {
    for (;;) {
      const [line, ...rest] = this.#unread[stream].split('\n');
      if (line !== undefined && rest.length > 0) {
        this.#unread[stream] = rest.join('\n');
        if (pattern.test(line)) return line;
      } else {
        await Promise.race([once(this.#child, 'written'), this.#endedEarly(pattern)]);
      }
    }
  }

  /** Sends a signal and waits for the end; gives the exit code, null when the signal was the end of it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    const [exitCode] = (await this.#closed) as [number | null];
    return exitCode;
  }

  async #endedEarly(pattern: RegExp): Promise<never> {
    await this.#closed;
    throw new Error(`The script ended without a line like ${String(pattern)}: ${this.#unread.stderr}`);
  }
}
