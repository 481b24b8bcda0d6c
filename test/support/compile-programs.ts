import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import { COMPILED_FOLDER } from './compiled-folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where src/ and scripts/ lie compiled. */
    readonly compiledFolder: string;
  }
}

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
  await compile();
  project.provide('compiledFolder', COMPILED_FOLDER);
  project.onTestsRerun(compile);
  return () => rm(COMPILED_FOLDER, { recursive: true, force: true });
}

async function compile(): Promise<void> {
  await rm(COMPILED_FOLDER, { recursive: true, force: true });
  await mkdir(COMPILED_FOLDER, { recursive: true });
  await writeFile(path.join(COMPILED_FOLDER, 'package.json'), '{ "type": "module" }\n');
  await build({ ...OPTIONS, entryPoints: ['src/**/*.ts', 'scripts/**/*.ts'] });
  const settingsUrl = JSON.stringify(pathToFileURL(SETTINGS).href);
  await build({ ...OPTIONS, entryPoints: [SETTINGS], define: { 'import.meta.url': settingsUrl } });
}
