/** Run this after changing the source; a test compares the two. */
import { writeFile } from 'node:fs/promises';
import { runProgram } from '../src/terminal/run-program.js';
import { assembleDotProducts, ASSEMBLED_FILE, assembledSource } from './assembly/dot-products.js';

const PROGRAM = {
  command: 'npx tsx scripts/build-dot-products.ts',
  about:
    'Assembles src/index/storage/dot-products.wat into the TypeScript file beside it that holds the WebAssembly.',
  options: {},
};

await runProgram(PROGRAM, async () => {
  await writeFile(ASSEMBLED_FILE, assembledSource(await assembleDotProducts()));
});
