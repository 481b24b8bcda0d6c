import { withWriterLock } from '../../src/index/storage/vectra-index.js';

/*
 * A writer of the index in the folder named: says that it has the lock, or why not. While it has it, it answers each message with
 * what comes of looking whether that is so still, and on `leave` lets it go.
 */
const [, , indexDir = ''] = process.argv;
const say = (word: string) => process.send?.(word);
const wordOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

try {
  await withWriterLock(
    indexDir,
    () => new Date('2031-01-01'),
    (assertHeld) =>
      new Promise<void>((resolve) => {
        process.on('message', (message) => {
          if (message === 'leave') resolve();
          else
            void assertHeld().then(
              () => say('held'),
              (error: unknown) => say(wordOf(error)),
            );
        });
        say('locked');
      }),
    { stale: 2_000, update: 1_000 },
  );
  say('left');
} catch (error) {
  say(wordOf(error));
}
process.disconnect();
