import { expect, test } from 'vitest';
import { fakeAnswer, fakeRefusal, fakeSearch } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { inOneAnswer, inOneResult } from './cited-answer.js';

const bridge = fakeArticle('cau.md', 'Cầu', ['Cầu treo dài 90 mét.']);
const market = fakeArticle('cho.md', 'Chợ', ['Chợ phiên họp ngày rằm.']);
const [long, when] = [fakeAnswer('cầu dài', [bridge]), fakeAnswer('chợ họp', [market])];

test('what several answers state and cite is numbered through', () => {
  const { statements, citations, outcome, untold } = inOneAnswer([long, when]);
  expect(citations.map(({ n, article }) => [n, article.path])).toEqual([
    [1, 'cau.md'],
    [2, 'cho.md'],
  ]);
  expect(statements.map(({ citation }) => citation)).toEqual([1, 2]);
  expect({ outcome, untold }).toEqual({ outcome: 'told', untold: [] });
});

test('a sentence that answers both is stated once, and a place that both cite is cited once', () => {
  const [said] = long.statements;
  const other = {
    ...long,
    statements: long.statements.map((one) => ({ ...one, text: 'Cầu bắc năm 2031.' })),
  };
  const { statements, citations } = inOneAnswer([long, long, other]);
  expect(citations).toHaveLength(1);
  expect(statements.map(({ text, citation }) => [text, citation])).toEqual([
    [said?.text, 1],
    ['Cầu bắc năm 2031.', 1],
  ]);
});

test('a question without an answer is named beside one that has one', () => {
  const { outcome, statements, untold } = inOneAnswer([fakeRefusal('Ai?', bridge), when]);
  expect(statements).toHaveLength(1);
  expect({ outcome, untold }).toEqual({ outcome: 'told', untold: ['Ai?'] });
});

test('it is no surer than the least sure', () => {
  expect(inOneAnswer([long, { ...when, outcome: 'perhaps', confidence: 0.4 }])).toMatchObject({
    outcome: 'perhaps',
    confidence: 0.4,
  });
});

test('one answer is itself, and none of several is the first refusal', () => {
  expect(inOneAnswer([long])).toBe(long);
  const refusal = fakeRefusal('Ai?', bridge);
  expect(inOneAnswer([refusal, fakeRefusal('Đâu?', market)])).toBe(refusal);
});

test('that only words were searched for is told of any part, shown or not', () => {
  const byWords = { ...fakeRefusal('Đâu?', market), lexicalOnly: true };
  expect(inOneAnswer([fakeRefusal('Ai?', bridge), byWords]).lexicalOnly).toBe(true);
  expect(inOneAnswer([long, byWords]).lexicalOnly).toBe(true);
});

test('what is found for several questions takes turns, each passage once', () => {
  const first = fakeSearch('cầu', [bridge, market]);
  const second = { ...fakeSearch('chợ', [market]), lexicalOnly: true };
  const { found, lexicalOnly } = inOneResult(first.question, [first, second]);
  expect(found).toEqual([first.found[0], second.found[0], first.found[1]]);
  expect(lexicalOnly).toBe(true);
  const again = { ...first, found: first.found.slice(1) };
  expect(inOneResult(first.question, [first, again])).toEqual(first);
});
