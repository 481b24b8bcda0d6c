import { readFile } from 'node:fs/promises';
import path from 'node:path';
import openWabt from 'wabt';
import { PROJECT_ROOT } from '../../src/config/settings.js';

const FOLDER = path.join(PROJECT_ROOT, 'src/index/storage');
/** The file that {@link assembledSource} is kept in. */
export const ASSEMBLED_FILE = path.join(FOLDER, 'dot-products-wasm.ts');

/** The WebAssembly of dot-products.wat. */
export async function assembleDotProducts(): Promise<Uint8Array> {
  const wabt = await openWabt();
  const source = await readFile(path.join(FOLDER, 'dot-products.wat'));
  const module = wabt.parseWat('dot-products.wat', source, { simd: true });
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

/** A TypeScript file that exports WebAssembly, so that it is there whether the program is compiled or not. */
export function assembledSource(binary: Uint8Array): string {
  return [
    '/** Made of dot-products.wat by scripts/build-dot-products.ts. */',
    'export const DOT_PRODUCTS_WASM = Buffer.from(',
    `  '${Buffer.from(binary).toString('base64')}',`,
    "  'base64',",
    ');',
    '',
  ].join('\n');
}
