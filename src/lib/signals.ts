import { hasErrorCode } from './errors.js';

/** What a shell reports of a program that Ctrl-C ended: 128 + SIGINT. */
export const INTERRUPTED = 130;

/**
 * Resolves when the program is told to stop, by SIGTERM or SIGINT; told a second time, it ends at once.
 *
 * @param isUp - false while there is nothing to finish yet: the program ends at once then, too
 * @param isShard - true of a process that stops when the one that has started it says so or is gone
 * @param kill - ends at once what the program would leave behind
 */
export async function untilToldToStop(
  isUp: () => boolean,
  { isShard, kill }: { readonly isShard: boolean; readonly kill?: () => void },
): Promise<void> {
  await new Promise<void>((resolve) => {
    let isSecond = false;
    const stop = () => {
      if (isSecond) {
        kill?.();
        process.exit(INTERRUPTED);
      }
      if (!isUp()) process.exit(0);
      isSecond = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    if (!isShard) {
      process.on('SIGINT', stop);
      return;
    }
    // Ctrl-C reaches all processes of a terminal; the one that has started the shards tells them to stop.
    process.on('SIGINT', () => undefined);
    process.once('disconnect', stop);
    process.on('error', passOverClosedChannel);
  });
}

/** discord.js goes on telling the process that has started a shard how its connection does, though it be gone. */
function passOverClosedChannel(error: unknown): void {
  if (!hasErrorCode(error, 'ERR_IPC_CHANNEL_CLOSED')) throw error;
}

/** What comes of `work`, unless `signal` aborts before: then it is nobody's, and the signal's reason is thrown. */
export async function unlessAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return await new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort);
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
