import { setImmediate as turn } from 'node:timers/promises';
import type { Article, CorpusProblem, DroppedBlock } from '../../corpus/article.js';
import { parseContent, readFileContent } from '../../corpus/read/read-corpus.js';
import { type ArticleFile, listArticleFiles } from '../../corpus/read/read-folder.js';

/** Files read before other things get their turn: signals, progress, the news that a file has changed. */
const FILES_AT_ONCE = 32;

/** A file of the articles folder, before it is read. */
export interface CorpusFile {
  /** As {@link Article.path}. */
  readonly path: string;
  /** As {@link Article.id}: no two files have the same. */
  readonly id: string;
  /** SHA-256 (hex) of the file's bytes. */
  readonly contentHash: string;
}

/** What the articles folder holds. */
export interface CorpusListing {
  readonly files: readonly CorpusFile[];
  /** Files and folders that could not be looked at. */
  readonly problems: readonly CorpusProblem[];
}

/** An article and what of its file is not in its text, or why there is none. */
export type ReadResult =
  | { readonly article: Article; readonly dropped: readonly DroppedBlock[] }
  | { readonly problem: CorpusProblem };

/** The articles folder as a reindex sees it: what is there, by its bytes, and each article when it is asked for. */
export class CorpusFiles {
  private readonly articlesDir: string;
  private readonly found = new Map<string, ArticleFile>();

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
    return { files, problems };
  }

  /** Reads a listed file again and parses it; if it has changed meanwhile, the article is the newer one. */
  async read({ path }: CorpusFile): Promise<ReadResult> {
    const file = this.found.get(path);
    if (file === undefined) throw new Error(`${path} was not listed.`);
    await turn();
    const content = readFileContent(file);
    const parsed = content.ok ? parseContent(file, content.value) : content;
    if (!parsed.ok) return { problem: parsed.problem };
    const { dropped, ...article } = parsed.value;
    return { article, dropped };
  }
}
