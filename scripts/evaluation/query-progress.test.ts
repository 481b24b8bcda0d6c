import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { queryProgress } from './query-progress.js';

test('tells where the work begins, now and then how far it is, and its end', () => {
  const output = new PassThrough({ encoding: 'utf8' });
  let now = 0;
  const tell = queryProgress(output, () => now);
  for (let done = 0; done <= 6; done++) {
    tell(done, 6);
    now += 700;
  }
  expect(output.read()).toBe('Asked 0/6 queries\nAsked 3/6 queries\nAsked 6/6 queries\n');
});
