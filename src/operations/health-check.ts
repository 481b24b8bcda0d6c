/**
 * Tells whether the bot works, for whatever watches over it (the container's HEALTHCHECK): exit code 0 when the file that
 * HEALTH_FILE names is fresh, otherwise 1 and a line that says why.
 */
import { isFresh } from './health-file.js';
import { messageOf } from '../lib/errors.js';
import { loadSettings } from '../config/settings.js';

/** Null when all is well. */
function trouble(): string | null {
  try {
    const { healthFile } = loadSettings();
    if (healthFile === null) return 'HEALTH_FILE is not set, so nothing tells whether the bot works.';
    return isFresh(healthFile) ? null : `${healthFile} was not written in the last minute.`;
  } catch (error) {
    return messageOf(error);
  }
}

const why = trouble();
if (why !== null) {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
