import { z } from 'zod';
import type { IndexedArticle } from '../index-store.js';
import { identitySchema, passagesSchema, toStoredPassages } from './stored-index.js';

const count = z.int().nonnegative();

/** What a generation holds, but for the articles' texts and the vectors. */
export const manifestSchema = z.object({
  identity: identitySchema,
  generation: z.string(),
  builtAt: z.iso.datetime(),
  totals: z.object({ articles: count, passages: count }),
  articles: z.array(
    z.object({ id: z.string(), path: z.string(), contentHash: z.string(), passages: passagesSchema }),
  ),
});

/** See {@link manifestSchema}. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The part of a manifest that every version of the format has. */
export const manifestVersionSchema = z.object({ identity: z.object({ formatVersion: z.int() }) });

/** The manifest's entry of an article. */
export function toManifestArticle(indexed: IndexedArticle): Manifest['articles'][number] {
  const { id, path, contentHash } = indexed.article;
  return { id, path, contentHash, passages: toStoredPassages(indexed) };
}
