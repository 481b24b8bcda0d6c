import { spawn, type ChildProcess } from 'node:child_process';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import { compiledProgram } from './compiled-program.js';

/** What a run of the program left behind. */
export interface ScriptRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the program is run. */
export interface ScriptOptions {
  readonly args?: readonly string[];
  /** What is piped to standard input; nothing when left out. */
  readonly input?: string;
  /** Settings of this run, over {@link NO_SETTINGS}. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Every setting given as not set, so that a developer's own environment and .env have no say. */
const NO_SETTINGS: Readonly<Record<string, string>> = {
  ARTICLES_DIR: '',
  INDEX_DIR: '',
  INDEX_URL: '',
  REINDEX: '',
  EMBEDDING_MODEL: '',
  READER_MODEL: '',
  MODEL_THREADS: '1',
  MODEL_CACHE_DIR: '',
  // Nothing listens on the discard port: a test that needs the network fails.
  MODEL_HUB: 'http://127.0.0.1:9/',
  LANGUAGE: 'en',
  LOG_LEVEL: '',
  LOG_QUESTIONS: '',
  DISCORD_TOKEN: '',
  // Nor is there a Discord, but where a test names one.
  DISCORD_API_URL: 'http://127.0.0.1:9/api',
  GUILD_ID: '',
  ALLOWED_CHANNELS: '',
  COOLDOWN: '',
  FEEDBACK_FILE: '',
  HEALTH_FILE: '',
  SHARDS: '',
  SHARD_LEASE: '',
  LOCK_DIR: '',
  METRICS_PORT: '',
  METRICS_HOST: '',
};

/** The environment of a program with these settings and no others. */
export function environmentWith(
  settings: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], ...NO_SETTINGS, ...settings };
}

/** Those that a test has given up waiting for end with it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Runs a script as its npm script does, but compiled, from the project's folder and without a terminal, and waits for its end. */
export function runScript(
  script: string,
  { args = [], input = '', settings }: ScriptOptions,
): Promise<ScriptRun> {
  const child = spawn(process.execPath, [...compiledProgram(script), ...args], {
    cwd: PROJECT_ROOT,
    env: environmentWith(settings),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  running.add(child);
  child.once('close', () => running.delete(child));
  // A program that ends without reading its input is no failure of the test.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
  });
}
