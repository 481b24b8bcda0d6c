import { z } from 'zod';
import type { Article } from '../../corpus/article.js';
import type { IndexedArticle } from '../index-store.js';
import type { IndexIdentity } from '../passage-index.js';

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
export type StoredPassages = readonly StoredPassage[];

interface StoredPassage {
  readonly start: number;
  readonly end: number;
  /** Start and end of each sentence. */
  readonly sentences: readonly (readonly [number, number])[];
  readonly key: string;
}

/** Checked by hand: an index has a hundred numbers an article, which a schema of each would take longer over than all the rest. */
export const passagesSchema = z.custom<StoredPassages>(
  (value) => Array.isArray(value) && value.every(isStoredPassage),
  'expected passages',
);

const SHA256 = /^[0-9a-f]{64}$/;

function isStoredPassage(value: unknown): value is StoredPassage {
  if (typeof value !== 'object' || value === null) return false;
  const { start, end, sentences, key } = value as Partial<Record<keyof StoredPassage, unknown>>;
  return (
    isOffset(start) &&
    isOffset(end) &&
    typeof key === 'string' &&
    SHA256.test(key) &&
    Array.isArray(sentences) &&
    sentences.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isOffset))
  );
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

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
