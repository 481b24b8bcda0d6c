/**
 * A writer to be killed: reindexes once, by the lean program.
 *
 *     node --import tsx lab/torture/writer.ts ARTICLES_DIR INDEX_DIR
 */
import { UserError } from '../../src/lib/errors.js';
import { leanProgram } from './lean-program.js';

const [articlesDir = '', indexDir = ''] = process.argv.slice(2);
try {
  await leanProgram({ articlesDir, indexDir }).reindex();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exitCode = 2;
}
