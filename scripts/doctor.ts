import { examine, settingsDespiteErrors } from '../src/operations/doctor/examine.js';
import { exitCodeOf, type Finding, verdictOf } from '../src/operations/doctor/finding.js';
import { renderFinding, renderVerdict, reportJson, StepHint } from '../src/operations/doctor/report.js';
import { mistakenSettings } from '../src/config/settings.js';
import { wordsIn } from '../src/locales/catalogue.js';
import { flag, type ProgramRun, runProgram } from '../src/terminal/run-program.js';
import { supportsColour, afterTimeout, Printer } from '../src/terminal/layout.js';

const PROGRAM = {
  command: 'npm run doctor',
  about: 'Looks at everything that the program needs, and says what is wrong and how to mend it.',
  options: { json: flag('print all findings as one JSON object') },
  exitCodes: 'Exit code 0: all is well. 1: there are warnings only. 2: something is broken.',
};

await runProgram(PROGRAM, examineAll, {
  // What is wrong with them is one of its findings.
  settingsOf: (environment) => settingsDespiteErrors(environment.variables).settings,
  isQuiet: true,
});

async function examineAll({
  environment,
  options,
}: Pick<ProgramRun<typeof PROGRAM.options>, 'environment' | 'options'>): Promise<void> {
  const given = {
    ...settingsDespiteErrors(environment.variables),
    mistaken: mistakenSettings(environment),
    oddLines: environment.oddLines,
  };
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
    if (!options.json) await printer.print(`${renderFinding(finding, words, colour)}\n`);
  }
  const verdict = verdictOf(findings);
  const end = options.json ? reportJson(findings, words) : `\n${renderVerdict(verdict, words, colour)}`;
  await printer.print(`${end}\n`);
  process.exitCode = exitCodeOf(verdict);
}
