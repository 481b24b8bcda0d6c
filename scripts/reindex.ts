/**
 * Brings the index up to date with the articles folder:
 *
 *     npm run reindex [-- --full] [--dry-run] [--json]
 *
 * follows the folder and does so whenever its articles have changed:
 *
 *     npm run reindex -- --watch [--json]
 *
 * or goes back to the index before:
 *
 *     npm run reindex -- --rollback [--json]
 *
 * Exit code 0 when all is well, 1 when some article could not be read (the rest is indexed), 2 when nothing could be done.
 */
import { parseArgs } from 'node:util';
import { UserError } from '../src/lib/errors.js';
import { runProgram } from '../src/terminal/run-program.js';
import type { Settings } from '../src/config/settings.js';
import { reindexOnce } from './reindexing/reindex-once.js';
import { rollBack } from './reindexing/roll-back.js';
import { watchArticles } from './reindexing/watch-articles.js';

function readOptions() {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      rollback: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { json, ...ways } = values;
  const chosen = Object.entries(ways).flatMap(([name, isGiven]) => (isGiven ? [`--${name}`] : []));
  if ((ways.watch || ways.rollback) && chosen.length > 1) {
    throw new UserError(
      'usage',
      `${chosen.join(' and ')} do not go together.`,
      'Give --watch or --rollback alone, or with --json.',
    );
  }
  return { full: ways.full, dryRun: ways['dry-run'], watch: ways.watch, rollback: ways.rollback, json };
}

async function main(settings: Settings): Promise<void> {
  const { watch, rollback, ...options } = readOptions();
  if (rollback) await rollBack(settings, options);
  else if (watch) await watchArticles(settings, options);
  else await reindexOnce(settings, options);
}

await runProgram(main);
