import type { Wording } from '../wording.js';
import type { Check, Code, Facts, Verdict } from '../../operations/doctor/finding.js';

/** What was found, and what to do about it where something is to be done. Neither ends in a full stop. */
export interface Saying {
  readonly what: string;
  readonly todo?: string;
}

/** What the doctor says, in one language. */
export interface DoctorWords {
  /** Words for errors and numbers. */
  readonly wording: Wording;
  /** Names of what is looked at, as headings. */
  readonly checks: Readonly<Record<Check, string>>;
  readonly sayings: { readonly [C in Code]: (facts: Facts[C]) => Saying };
  /** Said when a check takes its time. */
  readonly looking: (check: Check) => string;
  /** Ends the report. */
  readonly verdict: (verdict: Verdict) => string;
}
