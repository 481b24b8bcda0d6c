import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { messageOf } from '../errors.js';
import type { Article, CorpusProblem } from './article.js';
import { sha256 } from './article-id.js';
import { fail, succeed, type Outcome } from './outcome.js';
import { parseArticle, type FileContent } from './parse-article.js';
import { listArticleFiles, type ArticleFile } from './read-folder.js';

/** Largest file that is read, in bytes: a long article is a tenth of a megabyte, so more is a mistake. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** The articles of a folder, sorted by path, and what kept the other files from being one. */
export interface Corpus {
  readonly articles: readonly Article[];
  readonly problems: readonly CorpusProblem[];
}

/**
 * Reads every article below `articlesDir`; a file that is no article becomes a problem and the rest goes on.
 *
 * Where some articles are known already, use `listArticleFiles`, {@link readFileContent} and {@link parseContent}
 * instead: the hash of a file's bytes tells whether it must be parsed.
 *
 * @throws {@link UserError} `articles-folder-missing`, `articles-folder-empty`, see `listArticleFiles`.
 */
export async function readCorpus(articlesDir: string): Promise<Corpus> {
  const { files, problems: listingProblems } = await listArticleFiles(articlesDir);
  const articles: Article[] = [];
  const problems: CorpusProblem[] = [...listingProblems];
  for (const file of files) {
    const content = await readFileContent(file);
    const article = content.ok ? parseContent(file, content.value) : content;
    if (article.ok) articles.push(article.value);
    else problems.push(article.problem);
  }
  return { articles, problems };
}

/** Reads a listed file's bytes and their hash. Never throws for what may be wrong with a file. */
export async function readFileContent(file: ArticleFile): Promise<Outcome<FileContent, CorpusProblem>> {
  let handle: FileHandle | undefined;
  try {
    // O_NONBLOCK: opening a FIFO would wait for a writer for ever.
    handle = await open(file.location, constants.O_RDONLY | constants.O_NONBLOCK);
    return named(file, await readHandle(handle));
  } catch (error) {
    return named(file, problemOf(error));
  } finally {
    await handle?.close();
  }
}

/** Parses what {@link readFileContent} read; see `parseArticle`. */
export function parseContent(file: ArticleFile, content: FileContent): Outcome<Article, CorpusProblem> {
  return named(file, parseArticle(file.path, content));
}

async function readHandle(handle: FileHandle): Promise<Outcome<FileContent>> {
  const stat = await handle.stat();
  if (!stat.isFile()) return fail('It is not a regular file.', 'Put the article there as an ordinary file.');
  if (stat.size > MAX_FILE_BYTES) {
    return fail(
      `The file is too large: ${(stat.size / 1024 / 1024).toFixed(1)} MB of at most ${MAX_FILE_BYTES / 1024 / 1024} MB.`,
      'Split it into one file an article.',
    );
  }
  const bytes = await handle.readFile();
  return succeed({ bytes, contentHash: sha256(bytes) });
}

function problemOf(error: unknown): Outcome<never> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT')
    return fail('The file vanished while the folder was being read.', 'Run the command again.');
  if (code === 'EACCES' || code === 'EPERM') {
    return fail(
      'The file may not be read by this user.',
      'Give the user who runs this program read permission.',
    );
  }
  return fail(`The file cannot be read: ${messageOf(error)}.`, 'Check the file and the disk it is on.');
}

function named<Value>({ path }: ArticleFile, outcome: Outcome<Value>): Outcome<Value, CorpusProblem> {
  return outcome.ok ? outcome : { ok: false, problem: { path, ...outcome.problem } };
}
