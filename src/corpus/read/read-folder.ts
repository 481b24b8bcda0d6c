import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../../lib/errors.js';
import { type CorpusProblem, type PassedOver, articleId } from '../article.js';
import { extensionOf, extensionsIn, isArticleName, whyUnread } from '../formats/file-kinds.js';

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
  /** What is there but is no article: by name where it may hold one, otherwise counted by extension (`*.png`). */
  readonly passedOver: readonly PassedOver[];
}

/**
 * Lists the articles below `articlesDir`, subfolders included, by their extensions (`ARTICLE_EXTENSIONS`). Names that start
 * with `.` or `_`, files called README and what systems keep for themselves are passed over silently.
 *
 * A file that a cloud drive has not downloaded is a problem: what was indexed of it stays.
 *
 * A symbolic link is followed if it leads to a place inside the folder, and each real file is listed once, so links
 * neither loop nor double an article. One that leads out or nowhere is a problem, where it may stand for articles, and so
 * is a pipe, socket or device with an article's name; none is opened.
 *
 * @throws {@link UserError} `articles-folder-missing` where there is no folder to read; `articles-folder-empty` where
 * it holds no article.
 */
export async function listArticleFiles(articlesDir: string): Promise<ArticleListing> {
  const walk = await walkFolder(articlesDir);
  const listing = walk.result();
  if (listing.files.length === 0 && listing.problems.length === 0) {
    const others = listing.passedOver.slice(0, OTHERS_TOLD).map(({ path, reason }) => `${path}: ${reason}`);
    throw new UserError(
      'articles-folder-empty',
      [`The articles folder ${articlesDir} holds no article.`, ...others].join('\n'),
      `Put ${extensionsIn('or')} files into it, or set ARTICLES_DIR to the folder that holds them.`,
    );
  }
  return listing;
}

/** Files passed over that are named where there is no article at all. */
const OTHERS_TOLD = 3;

async function walkFolder(articlesDir: string): Promise<FolderWalk> {
  const missing = (message: string, cause?: unknown): UserError =>
    new UserError(
      'articles-folder-missing',
      message,
      'Create the folder and put articles into it, or set ARTICLES_DIR to the folder that holds them.',
      { cause },
    );
  try {
    const root = await realpath(articlesDir);
    if (!(await lstat(root)).isDirectory())
      throw missing(`The articles folder ${articlesDir} is not a folder.`);
    const walk = new FolderWalk(root);
    await walk.visit(root, '');
    await walk.followLinks();
    return walk;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const message = isMissing(error)
      ? `The articles folder ${articlesDir} does not exist.`
      : `The articles folder ${articlesDir} cannot be read: ${reasonOf(error)}.`;
    throw missing(message, error);
  }
}

/** What an entry of a folder is, without opening it. */
type FileKind = Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

class FolderWalk {
  readonly #root: string;
  readonly #files = new Map<string, ArticleFile>();
  readonly #problems: CorpusProblem[] = [];
  readonly #passedOver: PassedOver[] = [];
  /** Files of a kind that holds no articles, by extension. */
  readonly #others = new Map<string, number>();
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
    let entries: Dirent[];
    try {
      entries = await readdir(location, { withFileTypes: true });
    } catch (error) {
      // Of the folder itself no article would be left, and none may be taken for deleted.
      if (prefix === '') throw error;
      this.#problem(prefix, `The folder cannot be read: ${reasonOf(error)}.`, 'Check its permissions.');
      return;
    }
    const within = (name: string) => (prefix === '' ? name : `${prefix}/${name}`);
    const wanted = entries.filter(({ name }) => isWanted(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const { setAside, notDownloaded } = judgeNames(entries);
    for (const name of notDownloaded.filter(isWanted)) {
      this.#problem(
        within(name),
        'A cloud drive keeps this file elsewhere; it is not on this machine.',
        'Download it, and have the drive keep the folder on this machine.',
      );
    }
    for (const entry of wanted) {
      const reason = setAside.get(entry.name);
      if (reason === undefined) await this.#add(entry, path.join(location, entry.name), within(entry.name));
      else this.#passedOver.push({ path: within(entry.name).normalize('NFC'), reason });
    }
  }

  async followLinks(): Promise<void> {
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) {
      const { location, name } = link;
      const target = await realpath(location).catch(() => null);
      const entry = target === null ? null : await lstat(target).catch(() => null);
      if (target === null || entry === null) {
        if (isArticleName(name) || path.extname(name) === '')
          this.#problem(name, 'The symbolic link leads nowhere.', 'Mend or delete the link.');
      } else if (isInside(this.#root, target)) await this.#add(entry, target, name);
      else if (isArticleName(name) || entry.isDirectory()) {
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
    const others = [...this.#others].map(([extension, count]): PassedOver => ({
      path: `*${extension}`,
      reason:
        count === 1
          ? 'One file is of a kind that is not read.'
          : `${count} files are of a kind that is not read.`,
    }));
    return {
      files: [...this.#files.values()].sort(byPath),
      problems: this.#problems.sort(byPath),
      passedOver: [...this.#passedOver.sort(byPath), ...others.sort(byPath)],
    };
  }

  async #add(entry: FileKind, location: string, relative: string): Promise<void> {
    if (entry.isSymbolicLink()) this.#links.push({ location, name: relative });
    else if (entry.isDirectory()) await this.visit(location, relative);
    else this.#addFile(entry, location, relative);
  }

  #addFile(entry: FileKind, location: string, relative: string): void {
    if (this.#seen.has(location)) return;
    this.#seen.add(location);
    if (!isArticleName(relative)) {
      this.#passOver(relative);
      return;
    }
    // Opening a pipe would wait for its writer, and opening a device may set it to work.
    if (!entry.isFile()) {
      this.#problem(relative, 'It is not a regular file.', 'Put the article there as an ordinary file.');
      return;
    }
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

  #passOver(relative: string): void {
    const reason = whyUnread(relative);
    if (reason !== null) this.#passedOver.push({ path: relative.normalize('NFC'), reason });
    else {
      const extension = extensionOf(relative);
      this.#others.set(extension, (this.#others.get(extension) ?? 0) + 1);
    }
  }

  #problem(relative: string, message: string, hint: string): void {
    this.#problems.push({ path: relative.normalize('NFC'), message, hint });
  }
}

/** Neither hidden, nor a README, nor what Windows and Office keep for themselves (`~$` is a document that is open now). */
function isWanted(name: string): boolean {
  return !/^(?:[._]|~\$)/u.test(name) && !/^(?:readme(?:\.[a-z]+)?|thumbs\.db|desktop\.ini)$/iu.test(name);
}

function isInside(root: string, location: string): boolean {
  return location === root || location.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
}

/** Why the system refuses something, by its code where it has one ("EACCES"), which is the same in every language. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** What the names in one folder tell of each other. */
export interface FolderNames {
  /** Names that are no articles, with a line that says why. */
  readonly setAside: ReadonlyMap<string, string>;
  /** Names of articles that a cloud drive keeps elsewhere: only a placeholder is on this machine. */
  readonly notDownloaded: readonly string[];
}

/**
 * What browsers put behind a saved page's name for the folder of its pictures, frames and scripts: Windows' list of connected
 * files, and the words that Firefox uses in Vietnamese.
 */
const COMPANION =
  /^(.+)(?:\.files|[_-](?:files|file|filer|dateien|fichiers|bestanden|archivos|arquivos|ficheiros|tiedostot|pliki|soubory|elemei|dosyalar|datoteke|fitxers|fitxategiak|failid|fails|bylos|fajlovi|tệp|tập tin|tep|tep tin))$/iu;

/** What iCloud, Nextcloud and ownCloud leave in the place of a file that is not on this machine. */
const PLACEHOLDER = /^(?:\.(.+)\.icloud|(.+)\.(?:nextcloud|owncloud))$/iu;

const CONFLICT = 'conflict|xung đột|xung dot|konflikt|conflit|conflicto|conflito';
/**
 * What drives put into the name of a copy that two machines have changed, before the extension: Dropbox, Nextcloud, Seafile and
 * pCloud in brackets, older Nextcloud and Synology behind a `_`, Syncthing and Resilio behind a full stop, OneDrive the machine's name.
 */
const CONFLICT_MARK = new RegExp(
  [
    `\\s*[([][^()[\\]]*(?:${CONFLICT})[^()[\\]]*[)\\]]`,
    `[ _-]+(?:bản sao xung đột|conflicted copy)[^.]*`,
    '\\.conflict(?:ed)?',
    '\\.sync-conflict-\\d{8}-\\d{6}(?:-[A-Z\\d]{7})?',
    '_(?:[^_]+_)?(?:[A-Z][a-z]{2}-\\d{2}(?:-\\d{6})?-\\d{4}_)?conflict(?:-\\d{8}-\\d{6})?',
    '-(?:DESKTOP|LAPTOP)-[A-Z\\d]{5,8}',
  ]
    .map((mark) => `(?:${mark})`)
    .join('|'),
  'iu',
);

/** Compares names as most disks do: without case, and alike in both Unicode forms. */
const key = (name: string): string => name.normalize('NFC').toLowerCase();

/** Tells which entries of a folder are no articles because of what stands beside them. */
export function judgeNames(entries: readonly Pick<Dirent, 'name' | 'isDirectory'>[]): FolderNames {
  const files = new Map(
    entries.flatMap((entry) => (entry.isDirectory() ? [] : [[key(entry.name), entry.name]])),
  );
  const setAside = new Map<string, string>();
  const notDownloaded: string[] = [];
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory()) {
      const page = pageOf(name, files);
      if (page !== undefined)
        setAside.set(name, `A browser has saved it with the page ${page}: it holds no articles.`);
      continue;
    }
    const placed = PLACEHOLDER.exec(name);
    const real = placed?.[1] ?? placed?.[2];
    if (real !== undefined && isArticleName(real) && !files.has(key(real))) notDownloaded.push(real);
    const original = originalOf(name, files);
    if (original !== undefined) {
      setAside.set(
        name,
        `A cloud drive has left it beside ${original} because both were changed: put what it adds into that file, and delete it.`,
      );
    }
  }
  return { setAside, notDownloaded };
}

function pageOf(folder: string, files: ReadonlyMap<string, string>): string | undefined {
  const page = COMPANION.exec(folder.normalize('NFC'))?.[1];
  if (page === undefined) return undefined;
  return files.get(key(`${page}.html`)) ?? files.get(key(`${page}.htm`));
}

function originalOf(name: string, files: ReadonlyMap<string, string>): string | undefined {
  if (!isArticleName(name)) return undefined;
  const extension = extensionOf(name);
  const stem = name.slice(0, -extension.length).normalize('NFC');
  const original = stem.replace(CONFLICT_MARK, '');
  return original === stem || original === '' ? undefined : files.get(key(original + extension));
}

/** What a browser, a drive or a file manager puts behind the name of a copy: "(1)", "- Copy", "- Bản sao (2)", macOS " 2". */
const COPY_MARK = /(?: ?\(\d{1,3}\)| \d| -? ?(?:copy|bản sao)(?: ?\(?\d{1,3}\)?)?)$/iu;

/** The path of the article that one of this path is a copy of by its name; null where the name tells of none. Its content is to tell. */
export function copiedFrom(path: string): string | null {
  const extension = extensionOf(path);
  const stem = path.slice(0, path.length - extension.length);
  const original = stem.replace(COPY_MARK, '');
  return original === stem || original === '' || original.endsWith('/') ? null : original + extension;
}
