import { wordsIn } from '../src/locales/catalogue.js';
import { isFresh, isOfStandBy } from '../src/operations/health-file.js';
import { runProgram } from '../src/terminal/run-program.js';

const PROGRAM = {
  command: 'npm run health',
  about:
    'Tells whether the bot works, for whatever watches over it: whether the file that HEALTH_FILE names was written within the last minute.',
  options: {},
  exitCodes: 'Exit code 0: it works. 1: it does not, or nobody can tell, and a line says why.',
};

await runProgram(
  PROGRAM,
  ({ settings: { healthFile, language } }) => {
    const trouble =
      healthFile === null
        ? 'HEALTH_FILE is not set, so nothing tells whether the bot works.'
        : isFresh(healthFile)
          ? null
          : `${healthFile} was not written in the last minute.`;
    const { message } = wordsIn(language);
    if (trouble !== null) {
      process.stderr.write(`${message(trouble)}\n`);
      process.exitCode = 1;
    } else if (healthFile !== null && isOfStandBy(healthFile)) {
      process.stdout.write(
        `${message('The bot stands by: another process answers, and this one takes over when it ends.')}\n`,
      );
    }
    return Promise.resolve();
  },
  { isQuiet: true },
);
// Docker keeps 2 for itself.
process.exitCode = Math.min(Number(process.exitCode ?? 0), 1);
