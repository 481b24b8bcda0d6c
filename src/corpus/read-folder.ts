import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../errors.js';
import type { CorpusProblem } from './article.js';
import { articleId } from './article-id.js';
import { isArticleName } from './parse-article.js';

/** A file of the articles folder, not opened yet. */
export interface ArticleFile {
  /** As in `Article.path`. */
  readonly path: string;
  /** As in `Article.id`. */
  readonly id: string;
  /** Where the file is: absolute, symbolic links resolved. */
  readonly location: string;
}

/** What the articles folder holds. */
export interface ArticleListing {
  /** Sorted by path (by UTF-16 code unit, so alike on every machine). */
  readonly files: readonly ArticleFile[];
  readonly problems: readonly CorpusProblem[];
}

/**
 * Lists the articles below `articlesDir`, subfolders included: .txt, .md, .html and .htm. Names that start with `.` or
 * `_`, files called README, and other extensions are passed over silently.
 *
 * A symbolic link is followed if it leads to a place inside the folder, and each real file is listed once, so links
 * neither loop nor double an article.
 *
 * @throws {@link UserError} `articles-folder-missing` where there is no folder to read; `articles-folder-empty` where
 * it holds no article.
 */
export async function listArticleFiles(articlesDir: string): Promise<ArticleListing> {
  const root = await openRoot(articlesDir);
  const walk = new FolderWalk(root);
  await walk.visit(root, '');
  await walk.followLinks();
  const { files, problems } = walk.result();
  if (files.length === 0 && problems.length === 0) {
    throw new UserError(
      'articles-folder-empty',
      `The articles folder ${articlesDir} holds no article.`,
      'Put .txt, .md or .html files into it, or set ARTICLES_DIR to the folder that holds them.',
    );
  }
  return { files, problems };
}

async function openRoot(articlesDir: string): Promise<string> {
  const hint =
    'Create the folder and put articles into it, or set ARTICLES_DIR to the folder that holds them.';
  try {
    const root = await realpath(articlesDir);
    if ((await lstat(root)).isDirectory()) {
      await readdir(root);
      return root;
    }
  } catch (error) {
    const message = isMissing(error)
      ? `The articles folder ${articlesDir} does not exist.`
      : `The articles folder ${articlesDir} cannot be read: ${messageOf(error)}.`;
    throw new UserError('articles-folder-missing', message, hint, { cause: error });
  }
  throw new UserError('articles-folder-missing', `The articles folder ${articlesDir} is not a folder.`, hint);
}

class FolderWalk {
  readonly #root: string;
  readonly #files = new Map<string, ArticleFile>();
  readonly #problems: CorpusProblem[] = [];
  /** Real places already listed. */
  readonly #seen = new Set<string>();
  /** Links found so far; followed after all real files, so that a file is listed under its own path. */
  readonly #links: { readonly location: string; readonly name: string }[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  /** Lists the real folder `location`, whose entries are named below `prefix`. */
  async visit(location: string, prefix: string): Promise<void> {
    if (this.#seen.has(location)) return;
    this.#seen.add(location);
    let names: string[];
    try {
      names = await readdir(location);
    } catch (error) {
      this.#problem(prefix, `The folder cannot be read: ${messageOf(error)}.`, 'Check its permissions.');
      return;
    }
    for (const name of names.filter(isWanted).sort())
      await this.#enter(path.join(location, name), prefix, name);
  }

  async followLinks(): Promise<void> {
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) {
      const { location, name } = link;
      const target = await realpath(location).catch(() => null);
      if (target === null) {
        if (isArticleName(name))
          this.#problem(name, 'The symbolic link leads nowhere.', 'Mend or delete the link.');
      } else if (isInside(this.#root, target)) await this.#add(target, name);
      else if (isArticleName(name) || (await isDirectory(target))) {
        this.#problem(
          name,
          'The symbolic link leads out of the articles folder.',
          'Copy what it leads to instead.',
        );
      }
    }
  }

  result(): ArticleListing {
    const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
    return { files: [...this.#files.values()].sort(byPath), problems: this.#problems.sort(byPath) };
  }

  async #enter(location: string, prefix: string, name: string): Promise<void> {
    const relative = prefix === '' ? name : `${prefix}/${name}`;
    const entry = await lstat(location).catch(() => null);
    if (entry?.isSymbolicLink() === true) this.#links.push({ location, name: relative });
    else await this.#add(location, relative);
  }

  async #add(location: string, relative: string): Promise<void> {
    if (await isDirectory(location)) {
      await this.visit(location, relative);
      return;
    }
    if (!isArticleName(relative) || this.#seen.has(location)) return;
    this.#seen.add(location);
    const normal = relative.normalize('NFC');
    if (this.#files.has(normal)) {
      this.#problem(
        normal,
        'Another file has the same name in another Unicode form; only the first is read.',
        'Rename or delete one of the two.',
      );
      return;
    }
    this.#files.set(normal, { path: normal, id: articleId(normal), location });
  }

  #problem(relative: string, message: string, hint: string): void {
    this.#problems.push({ path: relative.normalize('NFC'), message, hint });
  }
}

function isWanted(name: string): boolean {
  return !/^[._]/u.test(name) && !/^readme\.[a-z]+$/iu.test(name);
}

async function isDirectory(location: string): Promise<boolean> {
  const entry = await lstat(location).catch(() => null);
  return entry?.isDirectory() === true;
}

function isInside(root: string, location: string): boolean {
  return location === root || location.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
