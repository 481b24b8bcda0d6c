import { mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { PROJECT_ROOT } from '../../src/config/settings.js';

/** What the compiled program looks for in the project's folder. */
const BESIDE = ['data', 'package.json'];
/** What is compiled with it, and where the packages are that only the laboratory has. */
const OF_THE_LAB = ['lab/benchmark', 'lab/chance'];
const LAB_PACKAGES = 'lab/node_modules';

/**
 * Compiles the program and the benchmark file by file, as `npm run build` does, so that what is measured runs without a compiler.
 *
 * @returns a new folder, in whose `dist` the program is; to be removed
 */
export async function compileProgram(): Promise<string> {
  const cache = path.join(PROJECT_ROOT, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  // Below node_modules, where the packages are that it imports.
  const root = await mkdtemp(path.join(cache, 'benchmark-'));
  await Promise.all(BESIDE.map((name) => symlink(path.join(PROJECT_ROOT, name), path.join(root, name))));
  await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: (await Promise.all(['src', 'scripts', ...OF_THE_LAB].map(sourcesOf))).flat(),
    outbase: PROJECT_ROOT,
    outdir: path.join(root, 'dist'),
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  await symlink(path.join(PROJECT_ROOT, LAB_PACKAGES), path.join(root, 'dist', LAB_PACKAGES));
  return root;
}

async function sourcesOf(folder: string): Promise<string[]> {
  const names = await readdir(path.join(PROJECT_ROOT, folder), { recursive: true });
  return names
    .filter((name) => name.endsWith('.ts') && !/\.(?:test|d)\.ts$/u.test(name))
    .map((name) => path.join(folder, name));
}
