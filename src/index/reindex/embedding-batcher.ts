import type { Embedder } from '../../embedding/embedder.js';
import type { EmbeddingProgress } from '../index-store.js';
import type { ReindexOptions } from './reindex-parts.js';

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
  readonly #waiting = new Map<string, string>();
  readonly #vectors = new Map<string, Float32Array>();
  #batch: Promise<void> | null = null;
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
    this.#waiting.set(key, text);
    this.#total += 1;
    this.#goOn();
  }

  /**
   * Embeds what is left.
   *
   * @returns the vectors by the same keys, of all texts
   */
  async finish(): Promise<ReadonlyMap<string, Float32Array>> {
    this.#tells = true;
    this.#tell(0);
    for (;;) {
      await this.idle();
      if (this.#failure !== null) throw this.#failure.error;
      this.#options.signal?.throwIfAborted();
      if (this.#waiting.size === 0) return this.#vectors;
      this.#begin();
    }
  }

  /** Resolves once no batch is under way. */
  async idle(): Promise<void> {
    while (this.#batch !== null) await this.#batch;
  }

  /** Begins with a batch when there is a whole one and nothing against it. */
  #goOn(): void {
    const isFree = this.#batch === null && this.#failure === null && this.#options.signal?.aborted !== true;
    if (isFree && this.#waiting.size >= EMBEDDING_BATCH) this.#begin();
  }

  #begin(): void {
    const batch: [key: string, text: string][] = [];
    // Not by copying them all: many more than a batch may wait.
    for (const [key, text] of this.#waiting) {
      if (batch.length === EMBEDDING_BATCH) break;
      batch.push([key, text]);
      this.#waiting.delete(key);
    }
    this.#batch = this.#embed(batch)
      .catch((error: unknown) => {
        this.#failure = { error };
      })
      .then(() => {
        this.#batch = null;
        this.#goOn();
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
