import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { PROJECT_ROOT } from '../../src/config/settings.js';

/** The files of a writer that is started hundreds of times, compiled: its start costs half of what it does from source. */
export interface BundledWriter {
  /** {@link file://./writer.ts} */
  readonly writer: string;
  /** {@link file://./kill-at-write.ts} */
  readonly killAtWrite: string;
}

/** Compiles the writer. The packages that it imports are found from where it lies. */
export async function bundleWriter(): Promise<BundledWriter> {
  const outdir = path.join(PROJECT_ROOT, 'node_modules/.cache/torture');
  const here = path.dirname(fileURLToPath(import.meta.url));
  await build({
    entryPoints: ['writer', 'kill-at-write'].map((name) => path.join(here, `${name}.ts`)),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  });
  return { writer: path.join(outdir, 'writer.mjs'), killAtWrite: path.join(outdir, 'kill-at-write.mjs') };
}
