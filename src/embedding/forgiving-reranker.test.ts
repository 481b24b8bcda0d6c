import { expect, test } from 'vitest';
import { ForgivingReranker } from './forgiving-reranker.js';
import type { Reranker } from './reranker.js';

/** Fails at the questions that are named, and gives every text the length of the question otherwise. */
function failingAt(...questions: readonly string[]): Reranker {
  return {
    name: 'judge',
    score: (question, texts) =>
      questions.includes(question)
        ? Promise.reject(new Error(`failed at ${question}`))
        : Promise.resolve(texts.map(() => question.length)),
    close: () => Promise.resolve(),
  };
}

test('judges no text of a question at which the reranker fails, and tells of the first failure only', async () => {
  const told: unknown[] = [];
  const reranker = new ForgivingReranker(failingAt('a', 'bb'), (error) => told.push(error));
  expect(reranker.name).toBe('judge');
  await expect(reranker.score('a', ['x', 'y'])).resolves.toEqual([NaN, NaN]);
  await expect(reranker.score('bb', ['x'])).resolves.toEqual([NaN]);
  await expect(reranker.score('ccc', ['x', 'y'])).resolves.toEqual([3, 3]);
  expect(told).toEqual([new Error('failed at a')]);
});

test('tells nothing of calls that reject because it is closed', async () => {
  let reject: (error: Error) => void = () => undefined;
  const told: unknown[] = [];
  const reranker = new ForgivingReranker(
    {
      ...failingAt(),
      score: () => new Promise((_, rejectCall) => (reject = rejectCall)),
      close: () => {
        reject(new Error('closed'));
        return Promise.resolve();
      },
    },
    (error) => told.push(error),
  );
  const call = reranker.score('a', ['x']);
  await reranker.close();
  await expect(call).resolves.toEqual([NaN]);
  expect(told).toEqual([]);
});
