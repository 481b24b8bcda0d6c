import { expect, test } from 'vitest';
import { judgeLock } from './judge-lock.js';

const FILE = '/index/writer.lock';
const HOLDER = { pid: 42, host: 'there', since: '2024-10-17T21:19:00.000Z', token: 'other' };

test.each([
  ['of a process that lives', 'alive', 'well writer-at-work', { pid: 42, since: HOLDER.since }],
  ['of one that has ended', 'dead', 'warning lock-left-behind', { pid: 42, since: HOLDER.since }],
  ['of another machine', 'unknown', 'warning lock-of-another-machine', { file: FILE, host: 'there' }],
] as const)('a lock %s', (_, liveness, expected, told) => {
  const { level, code, facts } = judgeLock({ file: FILE, holder: HOLDER, liveness });
  expect(`${level} ${code}`).toBe(expected);
  expect(facts).toMatchObject(told);
});

test('a lock that says nothing', () => {
  expect(judgeLock({ file: FILE, holder: null, liveness: 'unknown' })).toMatchObject({
    code: 'lock-unreadable',
    facts: { file: FILE },
  });
});
