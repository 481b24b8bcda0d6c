import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import type { Passage } from './article.js';
import {
  chunkingName,
  chunkPassages,
  MAX_EXCERPT_LENGTH,
  embeddingText,
  type ChunkingRules,
} from './chunk.js';
import { MAX_SENTENCE_LENGTH, splitSentences } from './sentences.js';

const ARTICLE = fakeArticle('a.txt', 'Tựa', ['Một hai. Ba bốn. Năm sáu. Bảy tám.']);

/** Cuts {@link ARTICLE} into passages of at most `maxTokens`, its sentences holding `tokenCounts`. */
function cut(tokenCounts: readonly number[], rules: Partial<ChunkingRules> = {}): Passage[] {
  const limits = { maxTokens: 10, maxLength: MAX_EXCERPT_LENGTH, ...rules };
  return chunkPassages(ARTICLE, splitSentences(ARTICLE.text), tokenCounts, limits);
}

const textsOf = (passages: readonly Passage[]) => passages.map(({ text }) => text);

describe('chunkPassages', () => {
  test('keeps an article that fits in one passage', () => {
    expect(textsOf(cut([2, 3, 2, 3]))).toEqual([ARTICLE.text]);
  });

  test('begins each passage with the last sentence of the one before', () => {
    expect(textsOf(cut([5, 5, 5, 5]))).toEqual(['Một hai. Ba bốn.', 'Ba bốn. Năm sáu.', 'Năm sáu. Bảy tám.']);
  });

  test('leaves the overlap out where the next sentence would not fit beside it', () => {
    expect(textsOf(cut([2, 6, 6, 2]))).toEqual(['Một hai. Ba bốn.', 'Năm sáu. Bảy tám.']);
  });

  test('gives a sentence over the budget a passage of its own', () => {
    expect(textsOf(cut([2, 30, 2, 2]))).toEqual(['Một hai.', 'Ba bốn.', 'Năm sáu. Bảy tám.']);
  });

  test('holds the limit on length as well', () => {
    expect(textsOf(cut([1, 1, 1, 1], { maxLength: 'Một hai. Ba bốn.'.length }))).toEqual([
      'Một hai. Ba bốn.',
      'Ba bốn. Năm sáu.',
      'Bảy tám.',
    ]);
  });

  test('says where each passage stands', () => {
    expect(cut([5, 5, 9, 5])[1]).toEqual({
      articleId: ARTICLE.id,
      ordinal: 1,
      text: 'Năm sáu.',
      start: 17,
      end: 25,
      sentences: [{ start: 17, end: 25 }],
    });
  });

  test('makes no passage of an article without text', () => {
    expect(chunkPassages(fakeArticle('a.txt', 'Tựa', []), [], [], { maxTokens: 1, maxLength: 1 })).toEqual(
      [],
    );
  });
});

test('a sentence always fits in an excerpt, so a passage can be shown whole', () => {
  expect(MAX_SENTENCE_LENGTH).toBeLessThanOrEqual(MAX_EXCERPT_LENGTH);
});

/** An article of sentences of any length, how many tokens each holds, and rules to cut it by. */
const cutting = fc
  .record({
    sentences: fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 12 }))),
    maxTokens: fc.integer({ min: 1, max: 20 }),
    maxLength: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ sentences, ...rules }) => {
    const paragraphs = sentences.map(([length], at) => `${at}${'x'.repeat(length)}.`);
    const article = fakeArticle('a.txt', 'Tựa', paragraphs);
    const spans = splitSentences(article.text);
    const tokenCounts = sentences.map(([, count]) => count);
    return {
      article,
      spans,
      tokenCounts,
      rules,
      passages: chunkPassages(article, spans, tokenCounts, rules),
    };
  });

describe('for any article and rules, the passages', () => {
  test('are runs of whole sentences, each exactly where it says', () => {
    fc.assert(
      fc.property(cutting, ({ article, spans, passages }) => {
        passages.forEach((passage, at) => {
          expect(passage.ordinal).toBe(at);
          expect(passage.text).toBe(article.text.slice(passage.start, passage.end));
          const first = spans.findIndex(({ start }) => start === passage.start);
          expect(passage.sentences).toEqual(spans.slice(first, first + passage.sentences.length));
          expect(passage.sentences.at(-1)?.end).toBe(passage.end);
        });
      }),
    );
  });

  test('lose no sentence, keep their order and repeat only the last sentence of the one before', () => {
    fc.assert(
      fc.property(cutting, ({ spans, passages }) => {
        let next = 0;
        for (const { sentences } of passages) {
          const first = spans.findIndex(({ start }) => start === sentences[0]?.start);
          expect([next - 1, next]).toContain(first);
          expect(first + sentences.length).toBeGreaterThan(next);
          next = first + sentences.length;
        }
        expect(next).toBe(spans.length);
      }),
    );
  });

  test('overlap wherever the repeated and the next sentence fit together', () => {
    fc.assert(
      fc.property(cutting, ({ spans, tokenCounts, rules, passages }) => {
        passages.slice(1).forEach(({ start }, at) => {
          const before = passages[at]?.sentences ?? [];
          const last = spans.findIndex((span) => span.start === before.at(-1)?.start);
          const tokens = (tokenCounts[last] ?? 0) + (tokenCounts[last + 1] ?? 0);
          const length = (spans[last + 1]?.end ?? 0) - (spans[last]?.start ?? 0);
          const fits = tokens <= rules.maxTokens && length <= rules.maxLength;
          expect(start).toBe(spans[fits ? last : last + 1]?.start);
        });
      }),
    );
  });

  test('hold the budget of tokens and length unless they are one sentence', () => {
    fc.assert(
      fc.property(cutting, ({ spans, tokenCounts, rules, passages }) => {
        for (const { start, end, sentences } of passages.filter((passage) => passage.sentences.length > 1)) {
          const first = spans.findIndex((span) => span.start === start);
          const tokens = tokenCounts.slice(first, first + sentences.length).reduce((sum, n) => sum + n, 0);
          expect(tokens).toBeLessThanOrEqual(rules.maxTokens);
          expect(end - start).toBeLessThanOrEqual(rules.maxLength);
        }
      }),
    );
  });
});

describe('embeddingText', () => {
  const [passage] = cut([1, 1, 1, 1]);

  test.each([
    ['the title and the date', { title: 'Tựa', publishedAt: '2024-10-07' }, 'Tựa. 07/10/2024. '],
    ['the title alone when the date is unknown', { title: 'Tựa', publishedAt: null }, 'Tựa. '],
    ['nothing when there is neither', { title: '', publishedAt: null }, ''],
  ])('puts %s before the passage', (_, metadata, expected) => {
    if (passage === undefined) throw new Error('No passage was cut.');
    expect(embeddingText({ ...ARTICLE, ...metadata }, passage)).toBe(expected + ARTICLE.text);
  });
});

test('chunkingName tells any two rules apart', () => {
  const names = [
    { maxTokens: 128, maxLength: 700 },
    { maxTokens: 127, maxLength: 700 },
    { maxTokens: 128, maxLength: 600 },
  ].map(chunkingName);
  expect(new Set(names).size).toBe(3);
});
