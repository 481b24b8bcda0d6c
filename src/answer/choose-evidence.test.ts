import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { chooseEvidence, sideBySide, type Candidate } from './choose-evidence.js';
import type { SentenceEvidence } from './sentence-evidence.js';

const DAYS: Record<string, string | null> = { a: '2019-10-07', b: '2024-10-17', c: null };

/** The sentence of an article ("a") that has a number ("a2"), with a score. */
function sentence(name: string, score: number): SentenceEvidence {
  const [article = '', number = '0'] = name;
  const span = { start: Number(number) * 10, end: Number(number) * 10 + 9 };
  return {
    article: { ...fakeArticle(article, article, []), publishedAt: DAYS[article] ?? null },
    passage: { articleId: article, ordinal: 0, text: name, sentences: [span], ...span },
    span,
    expected: 1,
    score,
  };
}

const RANKED = [
  sentence('a1', 1),
  sentence('a2', 0.97),
  sentence('b1', 0.9),
  sentence('c1', 0.8),
  sentence('b2', 0.7),
  sentence('a3', 0.55),
  sentence('c2', 0.2),
];

const choose = (several: boolean, order: 'newest' | 'oldest' | null, untold: readonly string[] = []) =>
  chooseEvidence({
    ranked: RANKED,
    several,
    time: { order },
    isTold: ({ passage }) => !untold.includes(passage.text),
  });
const names = (candidates: readonly Candidate[]) =>
  candidates.map(({ evidence, isStated }) => `${evidence.passage.text}${isStated ? '!' : ''}`);

describe('for one thing', () => {
  test('the best sentences are cited, and what scores about the same is said', () => {
    expect(names(choose(false, null))).toEqual(['a1!', 'a2!', 'b1', 'c1', 'b2', 'a3']);
  });
});

describe('for several', () => {
  test('the best of each article is said first, and the others follow', () => {
    expect(names(choose(true, null))).toEqual(['a1!', 'b1!', 'c1!', 'a2!', 'b2', 'a3']);
  });

  test('there is room for more articles than there is for sentences', () => {
    const [first, , , follower] = choose(true, null);
    expect(first?.most).toBeGreaterThan(follower?.most ?? Infinity);
  });

  test('an article that does not tell is left out with all its sentences, but for the best of all', () => {
    expect(names(choose(true, null, ['b1']))).toEqual(['a1!', 'c1!', 'a2!', 'a3']);
    expect(names(choose(true, null, ['a1', 'b1', 'c1']))).toEqual(['a1!', 'a2!', 'a3']);
  });
});

describe('for the newest', () => {
  test('that of the newest article is said, and what others tell is shown', () => {
    expect(names(choose(false, 'newest'))).toEqual(['b1!', 'a1', 'c1']);
    expect(names(choose(false, 'oldest'))).toEqual(['a1!', 'b1', 'c1']);
  });

  test('one that does not tell is not it', () => {
    expect(names(choose(false, 'newest', ['b1']))).toEqual(['a1!', 'c1']);
  });

  test('of several, each is said', () => {
    expect(names(choose(true, 'newest'))).toEqual(['b1!', 'a1!', 'c1!']);
  });
});

describe('for a comparison', () => {
  const candidate = (name: string, isStated: boolean): Candidate => ({
    evidence: sentence(name, 1),
    isStated,
    most: 3,
  });

  test('the best of each side is said, and one more of each is shown where it says as much', () => {
    const sides = [
      [candidate('a1', true), candidate('a2', true), candidate('a3', true)],
      [candidate('b1', true), candidate('b2', false)],
    ];
    expect(names(sideBySide(sides))).toEqual(['a1!', 'b1!', 'a2']);
  });

  test('there are no candidates without sides', () => {
    expect(sideBySide([])).toEqual([]);
  });
});

test('nothing is chosen where nothing was found', () => {
  for (const several of [true, false]) {
    for (const order of ['newest', null] as const) {
      const found = { ranked: [], several, time: { order }, isTold: () => true };
      expect(chooseEvidence(found)).toEqual([]);
    }
  }
});
