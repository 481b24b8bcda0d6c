import type { WorkerOptions } from 'node:worker_threads';

/**
 * What a thread needs to run `entry`: from source, the loader that compiles it; compiled, nothing.
 *
 * `--import tsx` is not enough: on Node 20 that does nothing in a thread, nor do threads take over the loaders of the one
 * that started them. Its API can be told to.
 */
export function threadOptions(entry: URL): WorkerOptions {
  if (!entry.pathname.endsWith('.ts')) return {};
  const api = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const code = `import { register } from ${api}; register();`;
  return { execArgv: ['--import', `data:text/javascript,${encodeURIComponent(code)}`] };
}
