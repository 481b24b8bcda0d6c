import { expect, test } from 'vitest';
import { addUp, memoryOfTree, parseStatus } from './process-memory.js';

test('a status as Linux writes it', () => {
  const text =
    'Name:\tnode\nTgid:\t12\nPid:\t12\nPPid:\t7\nVmPeak:\t 9000 kB\nVmHWM:\t  300 kB\nVmRSS:\t  200 kB\n';
  expect(parseStatus(text)).toEqual({ pid: 12, parent: 7, now: 204_800, peak: 307_200 });
});

test('a process that has gone has no memory', () => {
  expect(parseStatus('')).toEqual({ pid: 0, parent: 0, now: 0, peak: 0 });
});

test('a tree is a process, its children and theirs', () => {
  const statuses = [
    { pid: 30, parent: 20, now: 4, peak: 40 },
    { pid: 10, parent: 1, now: 1, peak: 10 },
    { pid: 20, parent: 10, now: 2, peak: 20 },
    { pid: 99, parent: 1, now: 1000, peak: 1000 },
  ];
  expect(addUp(10, statuses)).toEqual({ now: 7, peak: 70 });
});

test('of this process, where the system tells', async () => {
  const memory = await memoryOfTree(process.pid);
  if (process.platform === 'linux') expect(memory?.peak).toBeGreaterThanOrEqual(memory?.now ?? Infinity);
  else expect(memory).toBeNull();
});
