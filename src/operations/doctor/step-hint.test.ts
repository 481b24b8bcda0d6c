import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { After } from '../../terminal/printer.js';
import { StepHint } from './step-hint.js';

/** A hint with a clock that the test moves. */
function open(isTerminal: boolean) {
  const output = new PassThrough();
  const waiting = new Set<() => void>();
  const after: After = (_, run) => {
    waiting.add(run);
    return () => {
      waiting.delete(run);
    };
  };
  const passSecond = () => {
    const due = [...waiting];
    waiting.clear();
    for (const run of due) run();
  };
  const hint = new StepHint({ output, isTerminal, after, words: (check) => `looking at ${check}…` });
  return { hint, passSecond, waiting, text: () => String(output.read() ?? '') };
}

test('quick work shows nothing', async () => {
  const { hint, waiting, text } = open(true);
  expect(await hint.during('model', () => Promise.resolve('done'))).toBe('done');
  expect(text()).toBe('');
  expect(waiting.size).toBe(0);
});

test('off the terminal slow work is told once, with how far it is', async () => {
  const { hint, passSecond, text } = open(false);
  await hint.during('articles', (report) => {
    report(120, 1000);
    passSecond();
    report(800, 1000);
    passSecond();
    return Promise.resolve();
  });
  expect(text()).toBe('looking at articles… 120/1000\n');
});

test('on a terminal the line is kept up to date, and gone when the work fails', async () => {
  const { hint, passSecond, waiting, text } = open(true);
  const failing = hint.during('articles', (report) => {
    report(120, 1000);
    passSecond();
    report(800, 1000);
    passSecond();
    return Promise.reject(new Error('boom'));
  });
  await expect(failing).rejects.toThrow('boom');
  expect(text()).toBe(
    'looking at articles… 120/1000\u001B[1Glooking at articles… 800/1000\u001B[1G\u001B[2K',
  );
  expect(waiting.size).toBe(0);
});
