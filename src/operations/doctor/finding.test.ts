import { expect, test } from 'vitest';
import { exitCodeOf, type Finding, type Level, verdictOf, worstLevel } from './finding.js';

const found = (level: Level): Finding => ({ check: 'settings', level, code: 'settings-right', facts: {} });
const trouble: Finding = { check: 'model', level: 'broken', error: new Error('boom') };

test.each([
  ['nothing', [], 'well', 0],
  ['all well', [found('well'), found('well')], 'well', 0],
  ['a warning', [found('well'), found('warning'), found('well')], 'warning', 1],
  ['a trouble and warnings', [found('warning'), trouble, found('well')], 'broken', 2],
] as const)('of %s', (_, findings, level, exitCode) => {
  const verdict = verdictOf(findings);
  expect(worstLevel(verdict)).toBe(level);
  expect(exitCodeOf(verdict)).toBe(exitCode);
  expect(verdict.well + verdict.warning + verdict.broken).toBe(findings.length);
});
