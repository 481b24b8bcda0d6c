import type { CorpusProblem } from '../corpus/article.js';
import { UserError } from '../errors.js';
import { gatherArticles } from './gather-articles.js';
import { identityDifferences, identityFor } from './index-identity.js';
import type { IndexStore, PublishedIndex } from './index-store.js';
import { planReindex } from './plan-reindex.js';
import type { ReindexOptions, ReindexParts, ReindexSummary } from './reindex-parts.js';

/** Texts handed to the embedder at once: between two such batches a reindex can be stopped. */
const EMBEDDING_BATCH = 256;

/**
 * Brings the index up to date with the articles folder: reads what is new or changed, embeds the passages that have
 * no vector yet, and publishes the result as one new generation. An index of another model, other chunking or
 * another format is rebuilt.
 *
 * @throws {@link UserError} `articles-folder-empty` when no article is left to index, `index-locked`, `index-damaged`
 * (not with `full`), and what the parts throw. Whatever is thrown, readers keep the index that they had.
 */
export async function reindex(parts: ReindexParts, options: ReindexOptions = {}): Promise<ReindexSummary> {
  const run = () => reindexAlone(parts, options);
  return options.dryRun ? run() : parts.store.exclusively(run);
}

async function reindexAlone(parts: ReindexParts, options: ReindexOptions): Promise<ReindexSummary> {
  const started = parts.now();
  const full = options.full ?? false;
  const identity = identityFor(parts.embedder, parts.chunking);
  const [previous, listing] = await Promise.all([readPublished(parts.store, full), parts.listFiles()]);
  const rebuild = full || previous === null || identityDifferences(previous.identity, identity).length > 0;

  const before = previous?.articles ?? [];
  const plan = planReindex(
    before.map(({ article }) => article),
    listing.files,
    listing.problems,
    rebuild,
  );
  const beforeById = new Map(before.map((indexed) => [indexed.article.id, indexed]));
  const gathered = await gatherArticles(parts, plan, beforeById, rebuild, options);
  const problems = [...listing.problems, ...gathered.problems];
  if (gathered.articles.length === 0) throw nothingToIndex(problems);

  const keys = gathered.articles.flatMap(({ passages }) => passages.map(({ key }) => key));
  const known = new Set(full ? [] : before.flatMap(({ passages }) => passages.map(({ key }) => key)));
  const missing = new Map([...gathered.texts].filter(([key]) => !known.has(key)));
  const changes = gathered.read.added + gathered.read.changed + plan.remove.length;
  let generation: string | null = null;
  if ((rebuild || changes > 0) && !options.dryRun) {
    const embedded = await embedMissing(parts, missing, options);
    const reused = keys.some((key) => known.has(key)) ? await previous?.vectors() : undefined;
    options.signal?.throwIfAborted();
    options.onProgress?.({ phase: 'publishing', done: 0, total: 1 });
    generation = await parts.store.publish({
      identity,
      builtAt: parts.now(),
      articles: gathered.articles,
      vectors: new Map([...(reused ?? []), ...embedded]),
    });
    options.onProgress?.({ phase: 'publishing', done: 1, total: 1 });
  }

  return {
    added: gathered.read.added,
    changed: gathered.read.changed,
    removed: plan.remove.length,
    unchanged: gathered.read.unchanged + plan.keep.length,
    failed: problems.length,
    passages: keys.length,
    embedded: missing.size,
    reused: keys.length - missing.size,
    seconds: (parts.now().getTime() - started.getTime()) / 1000,
    generation,
    problems,
    retained: [...gathered.retained].sort(),
  };
}

/** With `full`, a damaged index is as good as none: it is about to be replaced. */
async function readPublished(store: IndexStore, full: boolean): Promise<PublishedIndex | null> {
  try {
    return await store.published();
  } catch (error) {
    if (full && error instanceof UserError && error.code === 'index-damaged') return null;
    throw error;
  }
}

async function embedMissing(
  parts: ReindexParts,
  missing: ReadonlyMap<string, string>,
  options: ReindexOptions,
): Promise<Map<string, Float32Array>> {
  const entries = [...missing];
  const vectors = new Map<string, Float32Array>();
  for (let at = 0; at < entries.length; at += EMBEDDING_BATCH) {
    options.signal?.throwIfAborted();
    options.onProgress?.({ phase: 'embedding', done: at, total: entries.length });
    const batch = entries.slice(at, at + EMBEDDING_BATCH);
    const embedded = await parts.embedder.embedPassages(
      batch.map(([, text]) => text),
      (done) => options.onProgress?.({ phase: 'embedding', done: at + done, total: entries.length }),
    );
    for (const [place, [key]] of batch.entries()) {
      const vector = embedded[place];
      if (vector === undefined)
        throw new Error(`The embedder gave ${embedded.length} vectors for ${batch.length} texts.`);
      vectors.set(key, vector);
    }
  }
  return vectors;
}

function nothingToIndex(problems: readonly CorpusProblem[]): UserError {
  const named = problems.map((problem) => `${problem.path}: ${problem.message}`).join('; ');
  return new UserError(
    'articles-folder-empty',
    problems.length === 0
      ? 'There is no article to index.'
      : `There is no article to index; none of the files could be read (${named}).`,
    problems[0]?.hint ?? 'Put .txt, .md or .html articles into the folder that ARTICLES_DIR names.',
  );
}
