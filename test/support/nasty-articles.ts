import fc from 'fast-check';
import type { Article } from '../../src/corpus/article.js';
import { MAX_EXCERPT_LENGTH } from '../../src/corpus/chunk.js';
import { fakeArticle } from './fake-corpus.js';
import { untrustedText } from './untrusted-text.js';

const line = untrustedText.map((text) => text.replace(/\s+/gu, ' ').trim());
const lengthened = (length: number) => line.map((text) => text.repeat(Math.ceil(length / (text.length + 1))));
const name = fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: lengthened(500) });
const title = fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: lengthened(10_000) });
const url = fc.oneof(fc.constant(null), line, fc.webUrl());
const day = fc.constantFrom(null, '1999-12-31', '2019-10-07', '2024-10-17');
const paragraph = fc.oneof(line, lengthened(MAX_EXCERPT_LENGTH));

/** What stands at the beginning of a paragraph of {@link nastyArticles}, and nowhere else in any of them. */
export function markerOf(article: number, paragraph: number): string {
  return `mốc${article}x${paragraph}y`;
}

/**
 * Articles that are all that an article can be: with no title or one of 10,000 characters, no address or a wrong one, and full of
 * mentions, markdown and marks that cannot be seen. Each paragraph is a passage at most and can be told by its {@link markerOf}.
 */
export const nastyArticles: fc.Arbitrary<Article[]> = fc
  .array(
    fc.record({
      title,
      url,
      paragraphs: fc.array(paragraph, { minLength: 1, maxLength: 6 }),
      publisher: fc.option(name),
      author: fc.option(name),
      originalTitle: fc.option(title),
      publishedAt: day,
      publishedAtInferred: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((records) =>
    records.map(({ paragraphs: texts, ...metadata }, at) => ({
      ...fakeArticle(
        `bai-${at}.md`,
        metadata.title,
        texts.map((text, paragraph) => `${markerOf(at, paragraph)} ${text}`.slice(0, MAX_EXCERPT_LENGTH)),
      ),
      ...metadata,
    })),
  );
