import { expect, test } from 'vitest';
import { addUp, memoryOfTree, parseStatus } from './process-memory.js';

test('a status as Linux writes it', () => {
  const text =
    'Name:\tnode\nTgid:\t12\nPid:\t12\nPPid:\t7\nVmPeak:\t 9000 kB\nVmHWM:\t  300 kB\nVmRSS:\t  200 kB\n' +
    'RssAnon:\t  120 kB\nRssFile:\t  70 kB\nRssShmem:\t  10 kB\n';
  expect(parseStatus(text)).toEqual({
    pid: 12,
    parent: 7,
    own: 130 * 1024,
    files: 70 * 1024,
    peak: 300 * 1024,
  });
});

test('a process that has gone has no memory', () => {
  expect(parseStatus('')).toEqual({ pid: 0, parent: 0, own: 0, files: 0, peak: 0 });
});

test('a tree is a process, its children and theirs, whose files are the same', () => {
  const statuses = [
    { pid: 30, parent: 20, own: 4, files: 300, peak: 40 },
    { pid: 10, parent: 1, own: 1, files: 500, peak: 10 },
    { pid: 20, parent: 10, own: 2, files: 100, peak: 20 },
    { pid: 99, parent: 1, own: 1000, files: 1000, peak: 1000 },
  ];
  expect(addUp(10, statuses)).toEqual({ now: 507, peak: 70 });
});

test('of this process, where the system tells', async () => {
  const memory = await memoryOfTree(process.pid);
  if (process.platform === 'linux') expect(memory?.peak).toBeGreaterThanOrEqual(memory?.now ?? Infinity);
  else expect(memory).toBeNull();
});
