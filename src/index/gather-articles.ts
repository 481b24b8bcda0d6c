import { hash } from 'node:crypto';
import type { Article, CorpusProblem } from '../corpus/article.js';
import type { IndexedArticle } from './passage-index.js';
import type {
  CorpusFile,
  CorpusListing,
  LeftOut,
  ReadResult,
  ReindexOptions,
  ReindexParts,
} from './reindex-parts.js';
import { setImmediate as turn } from 'node:timers/promises';
import { parseContent, readFileContent } from '../corpus/read/read-corpus.js';
import { copiedFrom, type ArticleFile, listArticleFiles } from '../corpus/read/read-folder.js';
import { DocumentReader } from '../corpus/read/read-documents.js';

/** Files read before other things get their turn: signals, progress, the news that a file has changed. */
const FILES_AT_ONCE = 32;

/** The articles folder as a reindex sees it: what is there, by its bytes, and each article when it is asked for. To be closed. */
export class CorpusFiles {
  private readonly articlesDir: string;
  private readonly found = new Map<string, ArticleFile>();
  private readonly documents = new DocumentReader();

  constructor(articlesDir: string) {
    this.articlesDir = articlesDir;
  }

  /** @throws {@link UserError} `articles-folder-missing`, `articles-folder-empty` */
  async list(): Promise<CorpusListing> {
    const listing = await listArticleFiles(this.articlesDir);
    const files: CorpusFile[] = [];
    const problems: CorpusProblem[] = [...listing.problems];
    for (const [at, file] of listing.files.entries()) {
      if (at % FILES_AT_ONCE === 0) await turn();
      this.found.set(file.path, file);
      const content = readFileContent(file);
      if (content.ok) files.push({ path: file.path, id: file.id, contentHash: content.value.contentHash });
      else problems.push(content.problem);
    }
    const copies = copiesAmong(files);
    const left = files.filter(({ path }) => !copies.has(path));
    const passedOver = [...copies].map(([path, original]) => ({
      path,
      reason: `It is a copy of ${original}.`,
    }));
    return { files: left, problems, passedOver: [...listing.passedOver, ...passedOver] };
  }

  /** Reads a listed file again and parses it; if it has changed meanwhile, the article is the newer one. */
  async read({ path }: CorpusFile): Promise<ReadResult> {
    const file = this.found.get(path);
    if (file === undefined) throw new Error(`${path} was not listed.`);
    await turn();
    const content = readFileContent(file);
    const parsed = content.ok ? await parseContent(file, content.value, this.documents) : content;
    if (!parsed.ok) return { problem: parsed.problem };
    const { dropped, ...article } = parsed.value;
    return { article, dropped };
  }

  async close(): Promise<void> {
    await this.documents.close();
  }
}

/** Files that are copies of another by their name and in every byte, with the path of that one. */
function copiesAmong(files: readonly CorpusFile[]): ReadonlyMap<string, string> {
  const hashes = new Map(files.map(({ path, contentHash }) => [path, contentHash]));
  return new Map(
    files.flatMap(({ path, contentHash }) => {
      const original = copiedFrom(path);
      return original !== null && hashes.get(original) === contentHash ? [[path, original]] : [];
    }),
  );
}

/** How a file's content stands to the index published last. */
type FileStatus = 'added' | 'changed' | 'unchanged';

/** What a reindex does with each file and each article indexed before. */
interface ReindexPlan {
  /** Files to read, chunk and embed anew, ordered by path. */
  readonly read: readonly { readonly file: CorpusFile; readonly status: FileStatus }[];
  /** Indexed articles taken over as they are. */
  readonly keep: readonly CorpusFile[];
  /** Indexed articles whose file cannot be read now: their last good version stays. */
  readonly retain: readonly CorpusFile[];
  /** Indexed articles whose file is gone. */
  readonly remove: readonly CorpusFile[];
}

/**
 * Decides what to do, from what was indexed (`previous`) and what the folder holds now.
 *
 * @param problems - what the folder holds but nobody can read. The path of a folder stands for all files in it.
 * @param rebuild - read every file, even those that have not changed.
 */
export function planReindex(
  previous: readonly CorpusFile[],
  files: readonly CorpusFile[],
  problems: readonly CorpusProblem[],
  rebuild: boolean,
): ReindexPlan {
  const previousById = new Map(previous.map((article) => [article.id, article]));
  const judged = files
    .map((file) => ({ file, status: statusOf(file, previousById.get(file.id)) }))
    .sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  const kept = (one: { status: FileStatus }) => one.status === 'unchanged' && !rebuild;

  const present = new Set(files.map((file) => file.id));
  const absent = previous.filter((article) => !present.has(article.id));
  const unreadable = (article: CorpusFile) => problems.some((problem) => covers(problem.path, article.path));
  return {
    read: judged.filter((one) => !kept(one)),
    keep: judged.filter(kept).map((one) => one.file),
    retain: absent.filter(unreadable),
    remove: absent.filter((article) => !unreadable(article)),
  };
}

function statusOf(file: CorpusFile, before: CorpusFile | undefined): FileStatus {
  if (before === undefined) return 'added';
  return before.contentHash === file.contentHash ? 'unchanged' : 'changed';
}

function covers(problemPath: string, articlePath: string): boolean {
  return articlePath === problemPath || articlePath.startsWith(`${problemPath}/`);
}

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

interface GatheringOptions extends Pick<ReindexOptions, 'onProgress' | 'signal' | 'dryRun'> {
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
  { rechunk, onText, onProgress, signal, dryRun = false }: GatheringOptions,
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
  // A dry run tells of the whole folder; what is wrong with a file that has not changed was told when it was read.
  for (const file of dryRun ? plan.keep : []) {
    signal?.throwIfAborted();
    const result = await parts.readArticle(file);
    if ('article' in result && result.dropped.length > 0)
      leftOut.push({ path: file.path, blocks: result.dropped });
  }
  leftOut.sort((a, b) => (a.path < b.path ? -1 : 1));
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
  return hash('sha256', `${modelFingerprint}\0${embeddedText}`);
}
