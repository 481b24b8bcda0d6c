import { expect, test, vi } from 'vitest';
import type { Answerer } from '../answer/answer.js';
import type { CitedAnswer } from '../answer/cited-answer.js';
import { withCache } from './answering.js';

/** An answer that holds nothing but its question. */
function answerTo(text: string): CitedAnswer {
  const question: CitedAnswer['question'] = {
    text,
    normalized: text,
    asTyped: { text, tokens: [] },
    language: 'vi',
    accented: true,
    kind: 'other',
    tokens: [],
    alternatives: [],
    terms: [],
  };
  return {
    question,
    outcome: 'not-told',
    statements: [],
    citations: [],
    closest: null,
    confidence: 0.5,
    tookMs: 40,
  };
}

/** What answers, counting how often it is asked. */
const answering = () => vi.fn<Answerer['answer']>((text) => Promise.resolve(answerTo(text)));

test('a question asked again is not worked out again, and keeps its own text', async () => {
  const answer = answering();
  const times = [0, 100, 103];
  const remembered = withCache({ answer, failures: 0 }, { now: () => times.shift() ?? NaN });
  await remembered.answer('ai là Chánh Văn phòng?');
  const again = await remembered.answer(' ai là  Chánh Văn phòng?\n'.normalize('NFD'));
  expect(answer).toHaveBeenCalledTimes(1);
  expect(again).toMatchObject({ confidence: 0.5, tookMs: 3 });
  expect(again.question.text).toBe(' ai là  Chánh Văn phòng?\n'.normalize('NFD'));
});

test('another question, filter, number of citations or conversation is', async () => {
  const answer = answering();
  const remembered = withCache({ answer, failures: 0 });
  await remembered.answer('ai?');
  await remembered.answer('Ai?');
  await remembered.answer('ai?', { limit: 1 });
  await remembered.answer('ai?', { earlier: ['khi nào?'] });
  await remembered.answer('ai?', { filter: { from: '2020-01-01' } });
  await remembered.answer('ai?', { filter: { to: '2020-01-01' } });
  await remembered.answer('ai?', { filter: { publisher: '2020-01-01' } });
  expect(answer).toHaveBeenCalledTimes(7);
});

test('two who ask at the same time get one answer', async () => {
  const answer = answering();
  const remembered = withCache({ answer, failures: 0 });
  await Promise.all([remembered.answer('ai?'), remembered.answer('ai?')]);
  expect(answer).toHaveBeenCalledTimes(1);
});

test('a failure is not kept', async () => {
  const answer = answering().mockRejectedValueOnce(new Error('the model has stopped'));
  const remembered = withCache({ answer, failures: 0 });
  await expect(remembered.answer('ai?')).rejects.toThrow('the model has stopped');
  await expect(remembered.answer('ai?')).resolves.toMatchObject({ confidence: 0.5 });
});

test('an answer during which something failed is not kept; the next is', async () => {
  const answer = answering();
  const answerer = { answer, failures: 0 };
  answer.mockImplementationOnce((text) => {
    answerer.failures += 1;
    return Promise.resolve(answerTo(text));
  });
  const remembered = withCache(answerer);
  for (let time = 1; time <= 3; time += 1) await remembered.answer('ai?');
  expect(answer).toHaveBeenCalledTimes(2);
});

test('only so many are kept, those used last', async () => {
  const answer = answering();
  const remembered = withCache({ answer, failures: 0 }, { most: 2 });
  for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await remembered.answer(text);
  expect(answer.mock.calls.map(([text]) => text)).toEqual(['a', 'b', 'c', 'b']);
});
