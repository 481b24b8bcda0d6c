import { UserError } from '../src/lib/errors.js';
import { migrate } from '../src/optional/postgres/tables.js';
import { runProgram } from '../src/terminal/run-program.js';
import { wordsIn } from '../src/locales/catalogue.js';
import { Printer } from '../src/terminal/layout.js';

const PROGRAM = {
  command: 'npm run migrate',
  about:
    'Creates the tables of the index in the PostgreSQL database that INDEX_URL names, or changes them to those of this version. It may be run at any time; what is there is kept.',
  options: {},
};

await runProgram(PROGRAM, async ({ settings: { indexUrl, language } }) => {
  if (indexUrl === null) {
    throw new UserError(
      'usage',
      'INDEX_URL names no database.',
      'Set INDEX_URL to a PostgreSQL database; an index in a folder (INDEX_DIR) needs no preparation.',
    );
  }
  const { place, from, to } = await migrate(indexUrl);
  const words = wordsIn(language);
  await new Printer(process.stdout).print(
    `${words.terminal.migrated(place, from, to)}\n${words.terminal.afterMigration}\n`,
  );
});
