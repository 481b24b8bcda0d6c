import { z } from 'zod';
import type { Article } from '../../corpus/article.js';
import type { IndexedArticle } from '../index-store.js';
import type { IndexIdentity } from '../passage-index.js';

const offset = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const passageSchema = z.object({
  start: offset,
  end: offset,
  /** Start and end of each sentence. */
  sentences: z.array(z.tuple([offset, offset])),
  key: sha256,
});

/** What a generation holds, but for the articles' texts and the vectors. */
export const manifestSchema = z.object({
  identity: z.object({
    formatVersion: z.int(),
    modelName: z.string(),
    modelFingerprint: z.string(),
    dimensions: z.int().positive(),
    chunking: z.string(),
  }) satisfies z.ZodType<IndexIdentity>,
  generation: z.string(),
  builtAt: z.iso.datetime(),
  totals: z.object({ articles: offset, passages: offset }),
  articles: z.array(
    z.object({ id: z.string(), path: z.string(), contentHash: z.string(), passages: z.array(passageSchema) }),
  ),
});

/** See {@link manifestSchema}. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The part of a manifest that every version of the format has. */
export const manifestVersionSchema = z.object({ identity: z.object({ formatVersion: z.int() }) });

/** One line of the file of articles. */
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

/** The manifest's entry of an article. */
export function toManifestArticle({ article, passages }: IndexedArticle): Manifest['articles'][number] {
  return {
    id: article.id,
    path: article.path,
    contentHash: article.contentHash,
    passages: passages.map(({ passage, key }) => ({
      start: passage.start,
      end: passage.end,
      sentences: passage.sentences.map(({ start, end }) => [start, end]),
      key,
    })),
  };
}

/** The opposite of {@link toManifestArticle}. */
export function fromManifestArticle(
  article: Article,
  { passages }: Manifest['articles'][number],
): IndexedArticle {
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
