import type { Check, Finding } from './finding.js';
import type { Report, StepHint } from './step-hint.js';

/** Does a check; whatever it throws is a finding, too, so that no check stops another. */
export async function attempt(
  check: Check,
  hint: StepHint,
  work: (report: Report) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await hint.during(check, work);
  } catch (error) {
    return [{ check, level: 'broken', error }];
  }
}
