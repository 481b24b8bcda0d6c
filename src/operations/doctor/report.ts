import { messageOf, UserError } from '../../lib/errors.js';
import { paletteFor } from '../../terminal/palette.js';
import { printableLine } from '../../lib/printable.js';
import {
  type Code,
  type Finding,
  type Level,
  type Observation,
  type Verdict,
  verdictOf,
  worstLevel,
} from './finding.js';
import type { DoctorWords, Saying } from '../../locales/doctor/doctor-words.js';

const MARKS: Readonly<Record<Level, string>> = { well: '✓', warning: '!', broken: '✗' };

/** A finding on one line: `! Index: behind the articles: 1 added, … → run …`. A terminal breaks it where it must. */
export function renderFinding(finding: Finding, words: DoctorWords, colour: boolean): string {
  const palette = paletteFor(colour);
  const paint = { well: palette.accent, warning: palette.keyword, broken: palette.trouble }[finding.level];
  const { what, todo } = say(finding, words);
  const line = [`${words.checks[finding.check]}: ${what}`, ...(todo === undefined ? [] : [`→ ${todo}`])];
  return `${paint(MARKS[finding.level])} ${printableLine(line.join(' '))}`;
}

/** What all findings come to, on one line. */
export function renderVerdict(verdict: Verdict, words: DoctorWords, colour: boolean): string {
  return paletteFor(colour).strong(words.verdict(verdict));
}

/** A finding as `--json` prints it: the codes and facts are for programs, the words for people. */
interface FindingRecord {
  readonly check: string;
  readonly level: Level;
  /** Of an error the code of `errors.ts`; `unexpected` of a defect. */
  readonly code: string;
  readonly message: string;
  /** What to do; null when nothing is to be done. */
  readonly todo: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** All findings as one line of JSON. */
export function reportJson(findings: readonly Finding[], words: DoctorWords): string {
  return JSON.stringify({
    status: worstLevel(verdictOf(findings)),
    findings: findings.map((finding) => recordOf(finding, words)),
  });
}

function recordOf(finding: Finding, words: DoctorWords): FindingRecord {
  const { check, level } = finding;
  const { what, todo } = say(finding, words);
  const coded =
    'code' in finding
      ? { code: finding.code, facts: { ...finding.facts } }
      : { code: finding.error instanceof UserError ? finding.error.code : 'unexpected', facts: {} };
  return { check, level, ...coded, message: what, todo: todo ?? null };
}

/** Puts a finding into words. They may hold names of files and channels, which nobody vouches for. */
function say(finding: Finding, words: DoctorWords): Saying {
  if ('code' in finding) return sayObservation(finding, words);
  const { error } = finding;
  const { wrong, todo } =
    error instanceof UserError ? words.wording.error(error) : words.wording.unexpectedError(messageOf(error));
  return { what: wrong, todo };
}

function sayObservation<C extends Code>({ code, facts }: Observation<C>, { sayings }: DoctorWords): Saying {
  return sayings[code](facts);
}
