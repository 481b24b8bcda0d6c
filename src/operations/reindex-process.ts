/**
 * The process that reindexes, started by `runReindex`, so that reading and embedding hold up no one who asks a question
 * meanwhile. It ends when it is told to, when it is signalled, and when the process that started it has gone.
 */
import { constants, setPriority } from 'node:os';
import { Application } from '../application.js';
import type { Settings } from '../config/settings.js';
import type { ReindexSummary } from '../index/reindex-parts.js';
import { openChannel, starterPort } from '../lib/channel.js';
import type { ReindexListener } from './reindex-runner.js';

const stopped = new AbortController();
let application: Application | undefined;

// Questions go first; the process that embeds inherits this.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const starter = openChannel<ReindexListener, object>(starterPort(), { reindex, stop });
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
process.on('disconnect', stop);

async function reindex(settings: Settings): Promise<ReindexSummary> {
  try {
    application = await Application.open(settings);
    return await application.reindex({
      signal: stopped.signal,
      onProgress: (progress) => void starter.tellProgress.asEvent(progress),
    });
  } catch (error) {
    throw stopped.signal.aborted ? stopped.signal.reason : error;
  } finally {
    await application?.close();
    // Once what comes of this is sent, nothing shall keep the process alive.
    setImmediate(() => {
      if (process.connected) process.disconnect();
    });
  }
}

/**
 * A reindex heeds its signal only between two batches of passages, and one of them may take a minute; without a model it
 * ends at once, and gives back the writer's lock. Before there is a model nothing has to be put in order.
 */
function stop(): void {
  stopped.abort(new Error('The reindex was stopped.'));
  if (application === undefined) process.exit(1);
  void application.close();
}
