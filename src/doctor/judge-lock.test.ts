import { expect, test } from 'vitest';
import { judgeLock, type LockHolder } from './judge-lock.js';

const FILE = '/index/writer.lock';
const SINCE = '2024-10-17T21:19:00.000Z';
const MACHINE = { pid: 7, host: 'here', boot: 'this boot', isAlive: (pid: number) => pid < 100 };

test.each<[string, Partial<LockHolder>, string]>([
  ['of a process that lives', { pid: 42 }, 'well writer-at-work'],
  ['of one that lives, of the same boot', { pid: 42, boot: 'this boot' }, 'well writer-at-work'],
  ['of one that has ended', { pid: 100 }, 'warning lock-left-behind'],
  ['of a number that is another’s after a boot', { boot: 'another' }, 'warning lock-left-behind'],
  ['of the number that is now the doctor’s', { pid: 7 }, 'warning lock-left-behind'],
  ['of a machine that nobody here knows', { host: 'there' }, 'warning lock-of-another-machine'],
])('a lock %s', (_, holder, expected) => {
  const { level, code } = judgeLock(FILE, { pid: 42, host: 'here', since: SINCE, ...holder }, MACHINE);
  expect(`${level} ${code}`).toBe(expected);
});

test('a lock that says nothing', () => {
  expect(judgeLock(FILE, null, MACHINE)).toMatchObject({ code: 'lock-unreadable', facts: { file: FILE } });
});
