import { messageOf, UserError } from '../../lib/errors.js';
import type { Code, Finding, Observation } from './finding.js';
import type { DoctorWords, Saying } from '../../locales/doctor/doctor-words.js';

/** Puts a finding into words. They may hold names of files and channels, which nobody vouches for. */
export function say(finding: Finding, words: DoctorWords): Saying {
  if ('code' in finding) return sayObservation(finding, words);
  const { error } = finding;
  const { wrong, todo } =
    error instanceof UserError ? words.wording.error(error) : words.wording.unexpectedError(messageOf(error));
  return { what: wrong, todo };
}

function sayObservation<C extends Code>({ code, facts }: Observation<C>, { sayings }: DoctorWords): Saying {
  return sayings[code](facts);
}
