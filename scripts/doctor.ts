/**
 * Looks at everything that the program needs, and says what is wrong and how to mend it:
 *
 *     npm run doctor [-- --json]
 *
 * Exit code 0 when all is well, 1 when there are warnings only, 2 when something is broken.
 */
import { parseArgs } from 'node:util';
import { examine, type GivenSettings, settingsDespiteErrors } from '../src/operations/doctor/examine.js';
import { exitCodeOf, type Finding, verdictOf } from '../src/operations/doctor/finding.js';
import { renderFinding, renderVerdict, reportJson } from '../src/operations/doctor/report.js';
import { StepHint } from '../src/operations/doctor/step-hint.js';
import { wordsIn } from '../src/locales/catalogue.js';
import { runProgram } from '../src/terminal/run-program.js';
import { loadEnvironment } from '../src/config/settings.js';
import { supportsColour } from '../src/terminal/layout.js';
import { afterTimeout, Printer } from '../src/terminal/printer.js';

async function main(given: GivenSettings): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const { stdout, stderr } = process;
  const words = wordsIn(given.settings.language);
  const colour = supportsColour(stdout);
  const printer = new Printer(stdout);
  const hint = new StepHint({
    output: stderr,
    isTerminal: stderr.isTTY,
    after: afterTimeout,
    words: words.doctor.looking,
  });
  const findings: Finding[] = [];
  for await (const finding of examine(given, hint)) {
    findings.push(finding);
    if (!values.json) await printer.print(`${renderFinding(finding, words, colour)}\n`);
  }
  const verdict = verdictOf(findings);
  const end = values.json ? reportJson(findings, words) : `\n${renderVerdict(verdict, words, colour)}`;
  await printer.print(`${end}\n`);
  process.exitCode = exitCodeOf(verdict);
}

const given = settingsDespiteErrors(loadEnvironment());
await runProgram(
  () => main(given),
  () => given.settings,
);
