import type { Article, CorpusProblem } from '../corpus/article.js';
import type { IndexedArticle } from './index-store.js';
import { passageKey } from './passage-key.js';
import type { CorpusFile, FileStatus, ReindexPlan } from './plan-reindex.js';
import type { ReindexOptions, ReindexParts } from './reindex-parts.js';

/** The articles of the index to be, before anything is embedded. */
export interface GatheredArticles {
  /** Ordered by path. */
  readonly articles: readonly IndexedArticle[];
  /** By key, the texts to embed of the passages that were cut now. */
  readonly texts: ReadonlyMap<string, string>;
  /** How many of the files read had each status. */
  readonly read: Readonly<Record<FileStatus, number>>;
  readonly problems: readonly CorpusProblem[];
  /** Paths of the articles whose last good version is taken because their file cannot be read. */
  readonly retained: readonly string[];
}

/**
 * Does the reading and cutting of a plan, one article at a time.
 *
 * @param previous - the articles indexed before, by id.
 * @param recut - cut the last good versions of unreadable articles again: the index they are from is of other rules.
 */
export async function gatherArticles(
  parts: Pick<ReindexParts, 'readArticle' | 'cut' | 'describe' | 'embedder'>,
  plan: ReindexPlan,
  previous: ReadonlyMap<string, IndexedArticle>,
  recut: boolean,
  options: Pick<ReindexOptions, 'onProgress' | 'signal'>,
): Promise<GatheredArticles> {
  const articles: IndexedArticle[] = plan.keep.map((file) => indexed(previous, file));
  const texts = new Map<string, string>();
  const read = { added: 0, changed: 0, unchanged: 0 };
  const problems: CorpusProblem[] = [];
  const retained: string[] = [];

  const cut = async (article: Article): Promise<IndexedArticle> => {
    const passages = (await parts.cut(article)).map((passage) => {
      const text = parts.describe(article, passage);
      const key = passageKey(parts.embedder.fingerprint, text);
      texts.set(key, text);
      return { passage, key };
    });
    return { article, passages };
  };
  const retain = async (lastGood: IndexedArticle): Promise<void> => {
    retained.push(lastGood.article.path);
    articles.push(recut ? await cut(lastGood.article) : lastGood);
  };

  for (const file of plan.retain) await retain(indexed(previous, file));
  for (const [done, { file, status }] of plan.read.entries()) {
    options.signal?.throwIfAborted();
    options.onProgress?.({ phase: 'reading', done, total: plan.read.length });
    const result = await parts.readArticle(file);
    if ('article' in result) {
      read[status] += 1;
      articles.push(await cut(result.article));
    } else {
      problems.push(result.problem);
      const lastGood = previous.get(file.id);
      if (lastGood !== undefined) await retain(lastGood);
    }
  }
  options.onProgress?.({ phase: 'reading', done: plan.read.length, total: plan.read.length });
  articles.sort((a, b) => (a.article.path < b.article.path ? -1 : 1));
  return { articles, texts, read, problems, retained };
}

function indexed(previous: ReadonlyMap<string, IndexedArticle>, file: CorpusFile): IndexedArticle {
  const article = previous.get(file.id);
  if (article === undefined) throw new Error(`The plan takes over ${file.path}, which was never indexed.`);
  return article;
}
