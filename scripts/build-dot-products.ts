/**
 * Assembles src/index/storage/dot-products.wat into the TypeScript file beside it that holds the WebAssembly. Run it after changing
 * the source, by `npx tsx scripts/build-dot-products.ts`; a test compares the two.
 */
import { writeFile } from 'node:fs/promises';
import { assembleDotProducts, ASSEMBLED_FILE, assembledSource } from './assembly/dot-products.js';

await writeFile(ASSEMBLED_FILE, assembledSource(await assembleDotProducts()));
