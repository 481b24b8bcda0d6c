/**
 * Lists the questions that the bot could not answer and how its answers were rated, the most troublesome first:
 *
 *     npm run feedback [-- --json] [--since 2026-01-31]
 */
import { parseArgs } from 'node:util';
import { parseStatedDay } from '../src/language/dates.js';
import { UserError } from '../src/lib/errors.js';
import { groupFeedback } from '../src/operations/group-feedback.js';
import { readFeedback } from '../src/operations/feedback-log.js';
import { runProgram } from '../src/terminal/run-program.js';
import type { Settings } from '../src/config/settings.js';
import { Printer } from '../src/terminal/printer.js';
import { renderFeedback, renderUnreadable } from '../src/terminal/render-feedback.js';
import { outputView } from './output-view.js';

async function main(settings: Settings): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, since: { type: 'string' } },
  });
  const since = values.since === undefined ? undefined : firstDay(values.since);
  const { entries, unreadable } = await readFeedback(settings.feedbackFile);
  const questions = groupFeedback(entries, since);
  const view = outputView(settings.language);
  if (unreadable.length > 0) process.stderr.write(`${renderUnreadable(unreadable, view)}\n`);
  const text = values.json ? JSON.stringify(questions) : renderFeedback(questions, view);
  await new Printer(process.stdout).print(`${text}\n`);
}

function firstDay(typed: string): string {
  const day = parseStatedDay(typed);
  if (day !== null) return day;
  throw new UserError('usage', `--since: ${typed} is not a day.`, 'Write it as 2026-01-31 or 31/1/2026.');
}

await runProgram(main);
