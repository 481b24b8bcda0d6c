import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vectra from 'vectra';

type VectraParts = Pick<typeof vectra, 'ItemSelector' | 'ProtobufCodec'>;

const require = createRequire(import.meta.url);
const FILES = ['ItemSelector', 'codecs'];

/**
 * The parts of vectra that an index needs, out of the files that its entry point puts together. The entry point also
 * loads clients of hosted models and a server: over a second of work and 100 MB in every process and thread that opens an
 * index.
 */
export function loadVectra(): VectraParts {
  const folder = path.dirname(require.resolve('vectra'));
  return Object.assign({}, ...FILES.map((file): unknown => require(path.join(folder, file)))) as VectraParts;
}
