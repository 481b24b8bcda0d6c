import { hash } from 'node:crypto';
import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { type CorpusProblem, fail, type Outcome, type ParsedArticle, succeed } from '../article.js';
import { EMPTY_FILE } from '../formats/text.js';
import { type ArticleKind, kindOfName } from '../formats/file-kinds.js';
import { articleFrom, type FileContent, parseArticle } from '../formats/parse-article.js';
import { DocumentReader } from './read-documents.js';
import { type ArticleFile, listArticleFiles, reasonOf } from './read-folder.js';

/** O_NONBLOCK: opening a FIFO would wait for a writer for ever. Windows has neither flag, FIFOs or such links. */
const HARMLESS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

const BECAME_LINK = fail(
  'The file, or a folder it is in, has become a symbolic link while the folder was being read.',
  'Run the command again.',
);

/** The articles of a folder, sorted by path, and what kept the other files from being one. */
export interface Corpus {
  readonly articles: readonly ParsedArticle[];
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
  const articles: ParsedArticle[] = [];
  const problems: CorpusProblem[] = [...listingProblems];
  const documents = new DocumentReader();
  try {
    for (const file of files) {
      const content = readFileContent(file);
      const article = content.ok ? await parseContent(file, content.value, documents) : content;
      if (article.ok) articles.push(article.value);
      else problems.push(article.problem);
    }
  } finally {
    await documents.close();
  }
  return { articles, problems };
}

/**
 * Reads a listed file's bytes and their hash. Never throws for what may be wrong with a file, and does not follow it out of
 * the folder when it, or a folder above it, has become a link since it was listed.
 *
 * It holds up its thread: asked of the thread pool, the half a dozen calls for each small file take ten times as long.
 */
export function readFileContent(file: ArticleFile): Outcome<FileContent, CorpusProblem> {
  try {
    const { location } = file;
    const isMoved = realpathSync.native(location).normalize('NFC') !== location.normalize('NFC');
    if (isMoved) return named(file, BECAME_LINK);
    const bytes = readRegularFile(file);
    return bytes.ok
      ? succeed({ bytes: bytes.value, contentHash: hash('sha256', bytes.value) })
      : named(file, bytes);
  } catch (error) {
    return named(file, problemOf(error, file));
  }
}

function readRegularFile({ path, location }: ArticleFile): Outcome<Uint8Array> {
  const descriptor = openSync(location, HARMLESS);
  try {
    return readWhole(
      {
        stat: () => fstatSync(descriptor, { bigint: true }),
        read: (bytes, offset, length) => readSync(descriptor, bytes, offset, length, null),
      },
      HOLDING_PICTURES.has(kindOfName(path)) ? MAX_DOCUMENT_BYTES : MAX_FILE_BYTES,
    );
  } finally {
    closeSync(descriptor);
  }
}

/** Parses what {@link readFileContent} read; see `parseArticle` and {@link DocumentReader.read}. */
export async function parseContent(
  file: ArticleFile,
  content: FileContent,
  documents: DocumentReader,
): Promise<Outcome<ParsedArticle, CorpusProblem>> {
  const kind = kindOfName(file.path);
  if (kind !== 'docx' && kind !== 'pdf') return named(file, parseArticle(file.path, content));
  const page = content.bytes.length === 0 ? EMPTY_FILE : await documents.read(kind, content.bytes);
  return named(file, page.ok ? articleFrom(file.path, content.contentHash, page.value) : page);
}

function problemOf(error: unknown, { path }: ArticleFile): Outcome<never> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ELOOP') return BECAME_LINK;
  if (code === 'ENOENT' && path.includes('\uFFFD')) {
    return fail('Its name is not UTF-8, so it cannot be opened.', 'Rename the file, or the folder it is in.');
  }
  if (code === 'ENOENT')
    return fail('The file vanished while the folder was being read.', 'Run the command again.');
  if (code === 'EACCES' || code === 'EPERM') {
    return fail(
      'The file may not be read by this user.',
      'Give the user who runs this program read permission.',
    );
  }
  return fail(`The file cannot be read: ${reasonOf(error)}.`, 'Check the file and the disk it is on.');
}

function named<Value>({ path }: ArticleFile, outcome: Outcome<Value>): Outcome<Value, CorpusProblem> {
  return outcome.ok ? outcome : { ok: false, problem: { path, ...outcome.problem } };
}

/** Largest file that is read, in bytes: a long article is a tenth of a megabyte, so more is a mistake. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** The same of documents and web archives, which hold their pictures, too. */
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
const HOLDING_PICTURES: ReadonlySet<unknown> = new Set(['docx', 'pdf', 'mhtml'] satisfies ArticleKind[]);

/** An open file, whose calls wait for the disk. */
export interface OpenFile {
  stat(): BigIntStats;
  /** @returns how many bytes were read into `bytes` from `offset` on; 0 at the file's end. */
  read(bytes: Uint8Array, offset: number, length: number): number;
}

/** The bytes of an open file, which must be a regular one and must not change meanwhile. Reads no more than `limit` bytes. */
export function readWhole(file: OpenFile, limit = MAX_FILE_BYTES): Outcome<Uint8Array> {
  const before = file.stat();
  if (!before.isFile())
    return fail('It is not a regular file.', 'Put the article there as an ordinary file.');
  const size = Number(before.size);
  if (size > limit) {
    return fail(
      `The file is too large: ${(size / 1024 / 1024).toFixed(1)} MB of at most ${limit / 1024 / 1024} MB.`,
      'Split it into one file an article.',
    );
  }
  // One byte more than there should be tells that the file has grown.
  const bytes = Buffer.alloc(size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = file.read(bytes, length, bytes.length - length);
  }
  const after = file.stat();
  if (length !== size || after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
    return fail(
      'The file was written to while it was being read.',
      'Run the command again once it is whole.',
    );
  }
  return succeed(bytes.subarray(0, length));
}
