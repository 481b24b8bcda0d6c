import { createHash } from 'node:crypto';
import { vectraStore } from '../../src/index/storage/vectra-index.js';

/**
 * Makes an index look as if another model had built it, and its articles tell something else. The hashes of the files
 * stay as they are: a program that trusted the index would find every article unchanged.
 *
 * @param from - text of the articles
 * @param to - what stands there instead, of the same length
 */
export async function makeForeign(indexDir: string, from: string, to: string): Promise<void> {
  const store = vectraStore(indexDir, () => new Date());
  const published = await store.published();
  if (published === null) throw new Error(`There is no index in ${indexDir}.`);
  const vectors = await published.vectors();
  await store.exclusively(async () =>
    store.publish({
      identity: { ...published.identity, modelFingerprint: 'f'.repeat(64) },
      builtAt: new Date(),
      articles: published.articles.map(({ article, passages }) => ({
        article: { ...article, text: article.text.replaceAll(from, to) },
        passages: passages.map(({ passage, key }) => ({ passage, key: foreignKey(key) })),
      })),
      vectors: new Map([...vectors].map(([key, vector]) => [foreignKey(key), vector])),
    }),
  );
}

/** A key names the model, so the same text has another one. */
function foreignKey(key: string): string {
  return createHash('sha256').update(`foreign ${key}`).digest('hex');
}
