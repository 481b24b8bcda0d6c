import PQueue from 'p-queue';
import type { CorpusProblem } from '../corpus/article.js';
import { extensionsIn } from '../corpus/formats/file-kinds.js';
import { UserError } from '../lib/errors.js';
import { gatherArticles, planReindex } from './gather-articles.js';
import { isIndexDamage } from './storage/index-errors.js';
import {
  identityDifferences,
  identityFor,
  type IndexStore,
  type PublishedIndex,
  type EmbeddingProgress,
} from './passage-index.js';
import type { CorpusFile, ReindexOptions, ReindexParts, ReindexSummary } from './reindex-parts.js';
import type { Embedder } from '../embedding/embedder.js';

/**
 * Brings the index up to date with the articles folder: reads what is new or changed, embeds the passages that have
 * no vector yet, and publishes the result as one new generation. An index of another model, other chunking or
 * another format is rebuilt; a damaged one is built again from the last whole generation and the articles. What a run
 * embeds before it is stopped or killed the next one takes over.
 *
 * @throws {@link UserError} `articles-folder-empty` when no article is left to index, `index-locked`,
 * `index-unwritable`, `index-would-shrink` when more than half of the articles would be removed and nobody has allowed that, and what
 * the parts throw. Whatever is thrown, readers keep the index that they had.
 */
export async function reindex(parts: ReindexParts, options: ReindexOptions = {}): Promise<ReindexSummary> {
  const run = () => reindexAlone(parts, options);
  return options.dryRun ? run() : parts.store.exclusively(run);
}

async function reindexAlone(parts: ReindexParts, options: ReindexOptions): Promise<ReindexSummary> {
  const started = parts.now();
  const full = options.full ?? false;
  const identity = identityFor(parts.embedder, parts.chunking);
  const [{ previous, damage }, listing] = await Promise.all([readPublished(parts.store), parts.listFiles()]);
  const rebuild = full || previous === null || identityDifferences(previous.identity, identity).length > 0;

  const before = previous?.articles ?? [];
  const plan = planReindex(
    before.map(({ article }) => article),
    listing.files,
    listing.problems,
    rebuild,
  );
  // That there is nothing at all is told below.
  if (listing.files.length > 0 && options.mayShrink !== true && options.dryRun !== true) {
    const lost = lostArticles(plan.remove, listing.files);
    if (lost * 2 > before.length) throw wouldShrink(lost, before.length, listing.files.length);
  }
  const beforeById = new Map(before.map((indexed) => [indexed.article.id, indexed]));
  const indexed = new Set(full ? [] : before.flatMap(({ passages }) => passages.map(({ key }) => key)));
  const progress = await parts.store.embeddingProgress();
  const kept = new Map<string, Float32Array>();
  const missing = new Set<string>();
  const embedding = new EmbeddingBatcher(parts.embedder, progress, options);
  const gathered = await gatherArticles(parts, plan, beforeById, {
    ...options,
    rechunk: rebuild,
    onText: (key, text) => {
      if (indexed.has(key) || kept.has(key) || missing.has(key)) return;
      const vector = progress.vectors.get(key);
      // One of another length was made by a defect, and is made again.
      if (vector?.length === identity.dimensions) kept.set(key, vector);
      else {
        missing.add(key);
        if (!options.dryRun) embedding.add(key, text);
      }
    },
  }).finally(() => embedding.idle());
  const problems = [...listing.problems, ...gathered.problems];
  if (gathered.articles.length === 0) throw nothingToIndex(problems);

  const keys = gathered.articles.flatMap(({ passages }) => passages.map(({ key }) => key));
  const changes = gathered.read.added + gathered.read.changed + plan.remove.length;
  let generation: string | null = null;
  if ((rebuild || changes > 0 || damage !== null) && !options.dryRun) {
    const embedded = await embedding.finish();
    const isReused = keys.some((key) => indexed.has(key));
    options.signal?.throwIfAborted();
    options.onProgress?.({ phase: 'publishing', done: 0, total: 1 });
    const contents = {
      identity,
      builtAt: parts.now(),
      ...(previous !== null && { builtFrom: previous.generation }),
      articles: gathered.articles,
      vectors: new Map([...kept, ...embedded]),
      ...(previous !== null && isReused && { takenOver: previous }),
    };
    generation = await parts.store.publish(contents, (done, total) => {
      options.onProgress?.({ phase: 'publishing', done, total });
    });
    options.onProgress?.({ phase: 'publishing', done: 1, total: 1 });
  }
  if (!options.dryRun) await progress.forget();

  return {
    added: gathered.read.added,
    changed: gathered.read.changed,
    removed: plan.remove.length,
    unchanged: gathered.read.unchanged + plan.keep.length,
    failed: problems.length,
    passages: keys.length,
    embedded: missing.size,
    reused: keys.length - missing.size,
    // The clock may be set back meanwhile.
    seconds: Math.max(0, (parts.now().getTime() - started.getTime()) / 1000),
    generation,
    ...(damage !== null && { damage: damage.message }),
    problems,
    passedOver: listing.passedOver,
    retained: [...gathered.retained].sort(),
    leftOut: gathered.leftOut,
  };
}

/** The last whole generation, and what is wrong with a newer one. A wholly damaged index is as good as none. */
async function readPublished(
  store: IndexStore,
): Promise<{ readonly previous: PublishedIndex | null; readonly damage: UserError | null }> {
  try {
    const previous = await store.published();
    return { previous, damage: previous?.damage ?? null };
  } catch (error) {
    if (!isIndexDamage(error)) throw error;
    return { previous: null, damage: error };
  }
}

/** How many articles the index would have no longer: one whose file was only renamed is there. */
function lostArticles(removed: readonly CorpusFile[], files: readonly CorpusFile[]): number {
  const contents = new Set(files.map(({ contentHash }) => contentHash));
  return removed.filter(({ contentHash }) => !contents.has(contentHash)).length;
}

/** Most often the folder is another machine's, or a disk is not mounted: nobody means to throw most of an index away. */
function wouldShrink(lost: number, indexed: number, files: number): UserError {
  return new UserError(
    'index-would-shrink',
    `This reindex would remove ${lost} of the ${indexed} articles in the index; the articles folder holds ${files}.`,
    'Nothing was changed. Check ARTICLES_DIR and INDEX_URL; if they are right, run `npm run reindex -- --yes`.',
  );
}

function nothingToIndex(problems: readonly CorpusProblem[]): UserError {
  const named = problems.map((problem) => `${problem.path}: ${problem.message}`).join('; ');
  return new UserError(
    'articles-folder-empty',
    problems.length === 0
      ? 'There is no article to index.'
      : `There is no article to index; none of the files could be read (${named}).`,
    problems[0]?.hint ?? `Put ${extensionsIn('or')} articles into the folder that ARTICLES_DIR names.`,
  );
}

/** Texts handed to the embedder at once: between two such batches a reindex can be stopped, and goes on from there. */
const EMBEDDING_BATCH = 256;

/**
 * Embeds texts by key while more of them come: articles are read at the same time. Each batch is kept as soon as it is there.
 *
 * Whoever leaves without {@link EmbeddingBatcher.finish} has to wait for {@link EmbeddingBatcher.idle}.
 */
export class EmbeddingBatcher {
  readonly #embedder: Pick<Embedder, 'embedPassages'>;
  readonly #progress: Pick<EmbeddingProgress, 'keep'>;
  readonly #options: Pick<ReindexOptions, 'onProgress' | 'signal'>;
  /** Batches that wait or are under way. */
  readonly #queue = new PQueue({ concurrency: 1 });
  readonly #vectors = new Map<string, Float32Array>();
  /** The batch to come, which is not full yet. */
  #next: (readonly [key: string, text: string])[] = [];
  /** What has gone wrong meanwhile. */
  #failure: { readonly error: unknown } | null = null;
  #total = 0;
  /** Until all articles are read, their reading is the progress that people see. */
  #tells = false;

  constructor(
    embedder: Pick<Embedder, 'embedPassages'>,
    progress: Pick<EmbeddingProgress, 'keep'>,
    options: Pick<ReindexOptions, 'onProgress' | 'signal'>,
  ) {
    this.#embedder = embedder;
    this.#progress = progress;
    this.#options = options;
  }

  /** Takes up a text whose key it has not had. */
  add(key: string, text: string): void {
    this.#next.push([key, text]);
    this.#total += 1;
    if (this.#next.length === EMBEDDING_BATCH) this.#begin();
  }

  /**
   * Embeds what is left.
   *
   * @returns the vectors by the same keys, of all texts
   */
  async finish(): Promise<ReadonlyMap<string, Float32Array>> {
    this.#tells = true;
    this.#tell(0);
    this.#begin();
    await this.idle();
    if (this.#failure !== null) throw this.#failure.error;
    this.#options.signal?.throwIfAborted();
    return this.#vectors;
  }

  /** Resolves once no batch is under way. */
  async idle(): Promise<void> {
    await this.#queue.onIdle();
  }

  #begin(): void {
    const batch = this.#next;
    this.#next = [];
    void this.#queue.add(async () => {
      if (batch.length === 0 || this.#failure !== null || this.#options.signal?.aborted === true) return;
      await this.#embed(batch).catch((error: unknown) => {
        this.#failure = { error };
      });
    });
  }

  async #embed(batch: readonly (readonly [key: string, text: string])[]): Promise<void> {
    const texts = batch.map(([, text]) => text);
    const embedded = await this.#embedder.embedPassages(texts, (done) => {
      this.#tell(done);
    });
    const vectors = new Map(
      batch.map(([key], place) => {
        const vector = embedded[place];
        if (vector === undefined)
          throw new Error(`The embedder gave ${embedded.length} vectors for ${batch.length} texts.`);
        return [key, vector];
      }),
    );
    await this.#progress.keep(vectors);
    for (const [key, vector] of vectors) this.#vectors.set(key, vector);
  }

  /** @param done - texts of the batch under way that are done */
  #tell(done: number): void {
    if (!this.#tells || this.#total === 0) return;
    this.#options.onProgress?.({ phase: 'embedding', done: this.#vectors.size + done, total: this.#total });
  }
}
