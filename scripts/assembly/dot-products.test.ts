import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { assembledSource, assembleDotProducts, ASSEMBLED_FILE } from './dot-products.js';

test('the WebAssembly kept is that of the source', async () => {
  expect(await readFile(ASSEMBLED_FILE, 'utf8')).toBe(assembledSource(await assembleDotProducts()));
});
