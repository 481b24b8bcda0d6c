import { extensionOf, isArticleName } from '../formats/file-kinds.js';

/** An entry of a folder, by what it is and not by what a link leads to. */
interface Entry {
  readonly name: string;
  isDirectory(): boolean;
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
export function judgeNames(entries: readonly Entry[]): FolderNames {
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
