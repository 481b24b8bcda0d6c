import { groupFeedback, readFeedback } from '../src/operations/feedback-log.js';
import { day, flag, runProgram } from '../src/terminal/run-program.js';
import { viewOf, Printer } from '../src/terminal/layout.js';
import { renderFeedback, renderUnreadable } from '../src/terminal/render-reports.js';

const PROGRAM = {
  command: 'npm run feedback',
  about:
    'Lists the questions that the bot could not answer and how its answers were rated, the most troublesome first.',
  options: {
    since: day('only what was said on this day or later', 'first'),
    json: flag('print the questions as JSON'),
  },
};

await runProgram(PROGRAM, async ({ settings, options: { since, json } }) => {
  const { entries, unreadable } = await readFeedback(settings.feedbackFile);
  const questions = groupFeedback(entries, since);
  const view = viewOf(process.stdout, settings.language);
  if (unreadable.length > 0) process.stderr.write(`${renderUnreadable(unreadable, view)}\n`);
  const shown = json ? JSON.stringify(questions) : renderFeedback(questions, view);
  await new Printer(process.stdout).print(`${shown}\n`);
});
