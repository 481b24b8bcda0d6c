/**
 * The process that takes documents apart, started by `DocumentReader`. Nothing in it is trusted to end or to be content with
 * the memory there is: whoever started it ends it when it is late, and a thread of its own when it grows too large.
 */
import { Worker } from 'node:worker_threads';
import { openChannel, starterPort } from '../../lib/channel.js';
import type { Outcome } from '../article.js';
import type { DocumentKind } from '../formats/parse-article.js';
import type { RawPage } from '../formats/raw-page.js';

openChannel<object, object>(starterPort(), { read });

/** What takes each kind apart; loaded when the first of it comes. */
const PARSERS: Readonly<
  Record<DocumentKind, () => Promise<(bytes: Uint8Array) => Promise<Outcome<RawPage>>>>
> = {
  docx: async () => (await import('../formats/docx.js')).parseDocx,
  pdf: async () => (await import('../formats/pdf.js')).parsePdf,
};

let isWatched = false;

async function read(kind: DocumentKind, bytes: Uint8Array, memoryLimit: number): Promise<Outcome<RawPage>> {
  if (!isWatched) watchMemory(memoryLimit);
  isWatched = true;
  const parse = await PARSERS[kind]();
  return await parse(bytes);
}

/** Milliseconds between two looks at the memory: what unpacks grows by some 300 MB a second. */
const WATCHED_EVERY = 50;

/**
 * Ends this process once it has more memory than the limit, in megabytes, or nobody is left who started it; what holds up its
 * main thread can't hold up this.
 */
function watchMemory(limit: number): void {
  const watch = `const look = () => {
    const isLarge = process.memoryUsage.rss() > ${limit * 1024 * 1024};
    if (isLarge || process.ppid !== ${process.ppid}) process.kill(process.pid, 'SIGKILL');
  };
  look();
  setInterval(look, ${WATCHED_EVERY});`;
  new Worker(watch, { eval: true }).unref();
}
