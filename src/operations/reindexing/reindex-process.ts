/**
 * The process that reindexes, started by `runReindex`, so that reading and embedding hold up no one who asks a question
 * meanwhile. It ends when it is told to, when it is signalled, and when the process that started it has gone.
 */
import { constants, setPriority } from 'node:os';
import { toCarried } from '../../lib/serialized-error.js';
import { Application } from '../../application.js';
import type { ReindexSummary } from '../../index/reindex/reindex-parts.js';
import type { Settings } from '../../config/settings.js';
import type { ReindexReply, ReindexRequest } from './protocol.js';

const stop = new AbortController();
let application: Application | undefined;

// Questions go first; the process that embeds inherits this.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

process.on('message', (request: ReindexRequest) => {
  if (request.kind === 'start') void run(request.settings);
  else end();
});
process.on('SIGINT', end);
process.on('SIGTERM', end);
process.on('disconnect', end);

async function run(settings: Settings): Promise<void> {
  try {
    reply({ kind: 'done', summary: await reindex(settings) });
  } catch (error) {
    reply({ kind: 'failed', error: toCarried(stop.signal.aborted ? stop.signal.reason : error) });
  }
  // What was replied before this arrives; then nothing keeps the process alive.
  if (process.connected) process.disconnect();
}

async function reindex(settings: Settings): Promise<ReindexSummary> {
  application = await Application.open(settings);
  try {
    return await application.reindex({
      signal: stop.signal,
      onProgress: (progress) => {
        reply({ kind: 'progress', progress });
      },
    });
  } finally {
    await application.close();
  }
}

/**
 * A reindex heeds its signal only between two batches of passages, and one of them may take a minute; without a model it
 * ends at once, and gives back the writer's lock. Before there is a model nothing has to be put in order.
 */
function end(): void {
  stop.abort(new Error('The reindex was stopped.'));
  if (application === undefined) process.exit(1);
  void application.close();
}

function reply(message: ReindexReply): void {
  // A message that cannot be sent means that the parent has gone, as 'disconnect' says too.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
