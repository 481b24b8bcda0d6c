import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import { COMPILED_FOLDER } from './compiled-folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where src/, scripts/ and, for its tests, lab/ lie compiled. */
    readonly compiledFolder: string;
    /** For what test files leave: removed after the last test. */
    readonly scratchFolder: string;
  }
}

/** How long what a test has told to end may take to. */
const MOST_LOOKS = 100;
const LOOK_EVERY_MS = 100;

/** What tests and programs of the laboratory have in common. */
const SHARED_WITH_LABORATORY = 'test/support/hostile-runs.ts';

/** The settings find the project's folder by their own place, and so are told that of their source. */
const SETTINGS = path.join(PROJECT_ROOT, 'src/config/settings.ts');

const OPTIONS: BuildOptions = {
  absWorkingDir: PROJECT_ROOT,
  outbase: PROJECT_ROOT,
  outdir: COMPILED_FOLDER,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  sourcesContent: false,
};

/**
 * Compiles the programs once for all tests that start one: to compile it anew takes each start as long as the rest of it.
 * Vitest runs this before the first test, and what it returns after the last.
 */
export default async function compilePrograms(project: TestProject): Promise<() => Promise<void>> {
  const sources = await sourcesFor(project.config.root);
  const compile = () => compileAll(sources);
  await compile();
  const scratch = await mkdtemp(path.join(tmpdir(), 'dan-nguon-tests-'));
  project.provide('compiledFolder', COMPILED_FOLDER);
  project.provide('scratchFolder', scratch);
  project.onTestsRerun(compile);
  return async () => {
    const left = await leftBehind();
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    await rm(COMPILED_FOLDER, { recursive: true, force: true });
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    if (left.length > 0) {
      const commands = left.map(({ pid, command }) => `${pid} ${command}`);
      throw new Error(`The tests have left processes behind, which are ended now:\n${commands.join('\n')}`);
    }
  };
}

/** Processes of this run that are still there a while after the last test; their programs lie in a folder of this run alone. */
async function leftBehind(): Promise<{ pid: number; command: string }[]> {
  // Not the whole path: a package's own processes name it without symbolic links.
  const ofThisRun = `/${path.basename(COMPILED_FOLDER)}/`;
  for (let looks = 0; ; looks++) {
    const names = await readdir('/proc').catch(() => []);
    const running = await Promise.all(
      names
        .filter((name) => /^\d+$/u.test(name))
        .map(async (name) => {
          const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
          return { pid: Number(name), command: command.replaceAll('\0', ' ').trim() };
        }),
    );
    const left = running.filter(({ command }) => command.includes(ofThisRun));
    if (left.length === 0 || looks === MOST_LOOKS) return left;
    await sleep(LOOK_EVERY_MS);
  }
}

/** What esbuild is to compile: the programs, and those of the folder beside them whose tests run, without its packages. */
async function sourcesFor(testedFolder: string): Promise<string[]> {
  const programs = ['src/**/*.ts', 'scripts/**/*.ts'];
  const beside = path.relative(PROJECT_ROOT, testedFolder);
  if (beside === '') return programs;
  const entries = await readdir(testedFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules');
  return [...programs, SHARED_WITH_LABORATORY, ...folders.map(({ name }) => `${beside}/${name}/**/*.ts`)];
}

async function compileAll(entryPoints: string[]): Promise<void> {
  await rm(COMPILED_FOLDER, { recursive: true, force: true });
  await mkdir(COMPILED_FOLDER, { recursive: true });
  await writeFile(path.join(COMPILED_FOLDER, 'package.json'), '{ "type": "module" }\n');
  await build({ ...OPTIONS, entryPoints });
  const settingsUrl = JSON.stringify(pathToFileURL(SETTINGS).href);
  await build({ ...OPTIONS, entryPoints: [SETTINGS], define: { 'import.meta.url': settingsUrl } });
}
