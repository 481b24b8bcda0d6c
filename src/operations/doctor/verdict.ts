import type { Finding, Level } from './finding.js';

/** How many of the findings are of each level. */
export type Verdict = Readonly<Record<Level, number>>;

/** Counts findings. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const counts = { well: 0, warning: 0, broken: 0 };
  for (const { level } of findings) counts[level] += 1;
  return counts;
}

/** The worst level among the findings. */
export function worstLevel({ warning, broken }: Verdict): Level {
  if (broken > 0) return 'broken';
  return warning > 0 ? 'warning' : 'well';
}

/** What `npm run doctor` ends with: 0 when all is well, 1 when there are warnings only, 2 when something is broken. */
export function exitCodeOf(verdict: Verdict): 0 | 1 | 2 {
  return ({ well: 0, warning: 1, broken: 2 } as const)[worstLevel(verdict)];
}
