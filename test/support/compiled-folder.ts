import path from 'node:path';

const PROJECT = path.resolve(import.meta.dirname, '../..');

/** Where src/ and scripts/ lie compiled for the tests that this process runs; two that run at once have nothing in common. */
export const COMPILED_FOLDER = path.join(PROJECT, 'node_modules/.cache', `tests-${process.pid}`);

/** Where a source file lies compiled: in `folder` as in the project. */
export function compiledTwin(source: string, folder: string): string {
  const file = path.relative(PROJECT, path.resolve(PROJECT, source));
  return path.join(folder, file).replace(/\.ts$/u, '.js');
}
