import { createHash } from 'node:crypto';
import type { Article, CorpusProblem } from '../../corpus/article.js';
import type { IndexedArticle } from '../index-store.js';
import type { CorpusFile } from './corpus-files.js';
import type { FileStatus, ReindexPlan } from './plan-reindex.js';
import type { LeftOut, ReindexOptions, ReindexParts } from './reindex-parts.js';

/** The articles of the index to be, before anything is embedded. */
interface GatheredArticles {
  /** Ordered by path. */
  readonly articles: readonly IndexedArticle[];
  /** How many of the files read had each status. */
  readonly read: Readonly<Record<FileStatus, number>>;
  readonly problems: readonly CorpusProblem[];
  /** As {@link ReindexSummary.leftOut}. */
  readonly leftOut: readonly LeftOut[];
  /** Paths of the articles whose last good version is taken because their file cannot be read. */
  readonly retained: readonly string[];
}

/** Articles that are chunked at once: counting their tokens waits for the model, which embeds meanwhile. */
const CHUNKED_AT_ONCE = 8;

/** How to gather. */
interface GatheringOptions extends Pick<ReindexOptions, 'onProgress' | 'signal'> {
  /** Chunk the last good versions of unreadable articles again: the index they are from is of other rules. */
  readonly rechunk: boolean;
  /** Hears of the text to embed of every passage, with its key. */
  readonly onText: (key: string, text: string) => void;
}

/**
 * Does the reading and chunking of a plan, a few articles at a time.
 *
 * @param previous - the articles indexed before, by id.
 */
export async function gatherArticles(
  parts: Pick<ReindexParts, 'readArticle' | 'chunk' | 'embeddingText' | 'embedder'>,
  plan: ReindexPlan,
  previous: ReadonlyMap<string, IndexedArticle>,
  { rechunk, onText, onProgress, signal }: GatheringOptions,
): Promise<GatheredArticles> {
  const articles: IndexedArticle[] = plan.keep.map((file) => indexed(previous, file));
  const read = { added: 0, changed: 0, unchanged: 0 };
  const problems: CorpusProblem[] = [];
  const retained: string[] = [];
  const leftOut: LeftOut[] = [];

  const chunk = async (article: Article): Promise<IndexedArticle> => {
    const passages = (await parts.chunk(article)).map((passage) => {
      const text = parts.embeddingText(article, passage);
      const key = passageKey(parts.embedder.fingerprint, text);
      onText(key, text);
      return { passage, key };
    });
    return { article, passages };
  };
  const toChunk: Article[] = [];
  const chunkAll = async (): Promise<void> => {
    articles.push(...(await Promise.all(toChunk.splice(0).map(chunk))));
  };
  const retain = (lastGood: IndexedArticle): void => {
    retained.push(lastGood.article.path);
    if (rechunk) toChunk.push(lastGood.article);
    else articles.push(lastGood);
  };

  for (const file of plan.retain) retain(indexed(previous, file));
  for (const [done, { file, status }] of plan.read.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ phase: 'reading', done, total: plan.read.length });
    const result = await parts.readArticle(file);
    if ('article' in result) {
      read[status] += 1;
      if (result.dropped.length > 0) leftOut.push({ path: file.path, blocks: result.dropped });
      toChunk.push(result.article);
    } else {
      problems.push(result.problem);
      const lastGood = previous.get(file.id);
      if (lastGood !== undefined) retain(lastGood);
    }
    if (toChunk.length >= CHUNKED_AT_ONCE) await chunkAll();
  }
  await chunkAll();
  onProgress?.({ phase: 'reading', done: plan.read.length, total: plan.read.length });
  articles.sort((a, b) => (a.article.path < b.article.path ? -1 : 1));
  return { articles, read, problems, retained, leftOut };
}

function indexed(previous: ReadonlyMap<string, IndexedArticle>, file: CorpusFile): IndexedArticle {
  const article = previous.get(file.id);
  if (article === undefined) throw new Error(`The plan takes over ${file.path}, which was never indexed.`);
  return article;
}

/**
 * SHA-256 (hex) of what is embedded and of what embeds it. Vectors are kept under it, so a passage that moves to
 * another place or file keeps its vector, and a vector never outlives its model.
 */
export function passageKey(modelFingerprint: string, embeddedText: string): string {
  return createHash('sha256').update(modelFingerprint).update('\0').update(embeddedText).digest('hex');
}
