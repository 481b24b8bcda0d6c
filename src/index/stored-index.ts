import { z } from 'zod';
import type { Article } from '../corpus/article.js';
import type { IndexedArticle } from './index-store.js';
import type { IndexIdentity } from './passage-index.js';

const offset = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What an index was built with, as JSON keeps it. */
export const identitySchema = z.object({
  formatVersion: z.int(),
  modelName: z.string(),
  modelFingerprint: z.string(),
  dimensions: z.int().positive(),
  chunking: z.string(),
}) satisfies z.ZodType<IndexIdentity>;

/** An article, as JSON keeps it. */
export const articleSchema = z.object({
  id: z.string(),
  path: z.string(),
  contentHash: z.string(),
  title: z.string(),
  publisher: z.string().nullable(),
  author: z.string().nullable(),
  publishedAt: z.string().nullable(),
  publishedAtInferred: z.boolean(),
  url: z.string().nullable(),
  originalTitle: z.string().nullable(),
  text: z.string(),
}) satisfies z.ZodType<Article>;

/** An article's passages as JSON keeps them, in order of their ordinals: the places of their texts, which the article holds. */
export const passagesSchema = z.array(
  z.object({
    start: offset,
    end: offset,
    /** Start and end of each sentence. */
    sentences: z.array(z.tuple([offset, offset])),
    key: sha256,
  }),
);

/** See {@link passagesSchema}. */
export type StoredPassages = z.infer<typeof passagesSchema>;

/** What is kept of an article's passages. */
export function toStoredPassages({ passages }: IndexedArticle): StoredPassages {
  return passages.map(({ passage, key }) => ({
    start: passage.start,
    end: passage.end,
    sentences: passage.sentences.map(({ start, end }) => [start, end]),
    key,
  }));
}

/** The opposite of {@link toStoredPassages}. */
export function fromStored(article: Article, passages: StoredPassages): IndexedArticle {
  return {
    article,
    passages: passages.map(({ start, end, sentences, key }, ordinal) => ({
      passage: {
        articleId: article.id,
        ordinal,
        start,
        end,
        text: article.text.slice(start, end),
        sentences: sentences.map(([from, to]) => ({ start: from, end: to })),
      },
      key,
    })),
  };
}
