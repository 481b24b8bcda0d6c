import { messageOf, UserError } from '../../lib/errors.js';
import { paletteFor, type After } from '../../terminal/layout.js';
import { printableLine } from '../../lib/printable.js';
import {
  type Code,
  type Finding,
  type Level,
  type Observation,
  type Verdict,
  verdictOf,
  worstLevel,
  type Check,
} from './finding.js';
import type { Words, Saying } from '../../locales/english.js';
import { clearLine, cursorTo } from 'node:readline';
import type { Writable } from 'node:stream';

const MARKS: Readonly<Record<Level, string>> = { well: '✓', warning: '!', broken: '✗' };

/** A finding on one line: `! Index: behind the articles: 1 added, … → run …`. A terminal breaks it where it must. */
export function renderFinding(finding: Finding, words: Words, colour: boolean): string {
  const palette = paletteFor(colour);
  const paint = { well: palette.accent, warning: palette.keyword, broken: palette.trouble }[finding.level];
  const [what, todo] = say(finding, words);
  const line = [
    `${words.doctor.checks[finding.check]}: ${what}`,
    ...(todo === undefined ? [] : [`→ ${todo}`]),
  ];
  return `${paint(MARKS[finding.level])} ${printableLine(line.join(' '))}`;
}

/** What all findings come to, on one line. */
export function renderVerdict(verdict: Verdict, words: Words, colour: boolean): string {
  return paletteFor(colour).strong(words.doctor.verdict(verdict));
}

export function reportJson(findings: readonly Finding[], words: Words): string {
  return JSON.stringify({
    status: worstLevel(verdictOf(findings)),
    findings: findings.map((finding) => recordOf(finding, words)),
  });
}

/** A finding as `--json` prints it: the code (of an error that of `errors.ts`) and facts are for programs, the words for people. */
function recordOf(finding: Finding, words: Words) {
  const { check, level } = finding;
  const [what, todo] = say(finding, words);
  const coded =
    'code' in finding
      ? { code: finding.code, facts: { ...finding.facts } }
      : { code: finding.error instanceof UserError ? finding.error.code : 'unexpected', facts: {} };
  return { check, level, ...coded, message: what, todo: todo ?? null };
}

/** Puts a finding into words. They may hold names of files and channels, which nobody vouches for. */
function say(finding: Finding, words: Words): Saying {
  if ('code' in finding) return sayObservation(finding, words);
  const { error } = finding;
  const { wrong, todo } =
    error instanceof UserError ? words.error(error) : words.unexpectedError(messageOf(error));
  return [wrong, todo];
}

function sayObservation<C extends Code>({ code, facts }: Observation<C>, { doctor }: Words): Saying {
  return doctor.sayings[code](facts);
}

/** Milliseconds after which somebody wonders whether anything is going on. */
const HINT_DELAY = 1_000;

/** Hears how far a check has come. */
export type Report = (done: number, total: number) => void;

interface StepHintOptions {
  /** Standard error, where standard output carries the findings. */
  readonly output: Writable;
  /** A line that is kept up to date on a terminal, one for each slow check elsewhere. */
  readonly isTerminal: boolean;
  readonly after: After;
  /** What is said of a check that takes its time. */
  readonly words: (check: Check) => string;
}

/** Says what is being looked at where that takes more than a second. */
export class StepHint {
  readonly #options: StepHintOptions;

  constructor(options: StepHintOptions) {
    this.#options = options;
  }

  /** Settles as `work` does, with the hint taken off the screen again. */
  async during<T>(check: Check, work: (report: Report) => Promise<T>): Promise<T> {
    const { output, isTerminal, after, words } = this.#options;
    let figures = '';
    let isShown = false as boolean;
    const show = () => {
      const text = `${words(check)}${figures}`;
      if (!isTerminal) {
        output.write(`${text}\n`);
        return;
      }
      if (isShown) cursorTo(output, 0);
      output.write(text);
      isShown = true;
      callOff = after(HINT_DELAY, show);
    };
    let callOff = after(HINT_DELAY, show);
    try {
      return await work((done, total) => {
        figures = ` ${done}/${total}`;
      });
    } finally {
      callOff();
      if (isShown) {
        cursorTo(output, 0);
        clearLine(output, 0);
      }
    }
  }

  /** Does a check; whatever it throws is a finding, too, so that no check stops another. */
  async attempt(
    check: Check,
    work: (report: Report) => Promise<readonly Finding[]>,
  ): Promise<readonly Finding[]> {
    try {
      return await this.during(check, work);
    } catch (error) {
      return [{ check, level: 'broken', error }];
    }
  }
}
