import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  anchorsIn,
  codeIn,
  commandsIn,
  linksIn,
  optionsIn,
  projectPaths,
  readDocument,
} from './support/document-names.js';
import { npmScripts } from './support/npm-programs.js';

const PATHS = projectPaths();
const isThere = new Set(PATHS.flatMap((name) => [name, name.replace(/\/$/u, '')]));
const SOURCES = PATHS.filter((name) =>
  /\.(?:ts|py|js|cjs|ya?ml|service)$|^Dockerfile$|^\.ci\/.|^\.env\.example$/u.test(name),
).map(readDocument);
const SOURCE = SOURCES.join('\n');
const DOCUMENTS = PATHS.filter(
  (name) => name.endsWith('.md') && !/^(?:CHANGELOG|data\/articles\/)/u.test(name),
);
/** They name commands, too. */
const OTHERS = [
  '.env.example',
  'compose.yaml',
  'Dockerfile',
  ...PATHS.filter((name) => /^(?:src|scripts|lab)\/.*(?<!\.test)\.ts$/u.test(name)),
];
/** Stand for others in the documents, or are of those whose packages are used. */
const EXAMPLES = ['x.test.ts', '_draft.md', 'APPLICATION_ID', 'READER_START', 'CHOKIDAR_USEPOLLING'];
/** npm's own. */
const OF_NPM = ['prefix', 'silent'];

/** The options that a program declares, by the file that declares them. */
function optionsOf(run: string): string[] {
  const file = /tsx (\S+)/u.exec(run)?.[1];
  if (file === undefined) return [];
  const declared =
    /(?:'(?<quoted>[a-z-]+)'|(?<plain>[a-z]+)): (?:flag|texts?|textOption|wholeNumber|day)\(/gu;
  const own = [...readDocument(file).matchAll(declared)];
  return ['help', ...own.map(({ groups }) => groups?.['quoted'] ?? groups?.['plain'] ?? '')];
}

const PACKAGES = ['package.json', 'lab/package.json'];
const RUNS = new Map(PACKAGES.map((file) => [file, npmScripts(file)]));
const EVERY_OPTION = new Set([
  ...OF_NPM,
  ...[...RUNS.values()].flatMap((scripts) => Object.values(scripts)).flatMap(optionsOf),
  ...[...SOURCE.matchAll(/add_argument\("--(?<name>[a-z-]+)"/gu)].map(({ groups }) => groups?.['name'] ?? ''),
]);

/** Where the reader of a document types its commands: mostly in the project's folder. */
const folderOf = (name: string) =>
  /^lab\/train\/reader\/.*\.md$/u.test(name) ? path.posix.dirname(name) : '';

const COMMANDS = [...DOCUMENTS, ...OTHERS]
  .map((name) => ({ name, commands: commandsIn(readDocument(name), folderOf(name)) }))
  .filter(({ commands }) => commands.length > 0);

test.each(COMMANDS)('$name names npm scripts that there are, with options that they have', ({ commands }) => {
  const wrong = commands.flatMap(({ file, script, options }) => {
    const run = RUNS.get(file)?.[script];
    if (run === undefined) return [`${file}: ${script}`];
    const known = optionsOf(run);
    return options.filter((option) => !known.includes(option)).map((option) => `${script} --${option}`);
  });
  expect(wrong).toEqual([]);
});

test.each([...DOCUMENTS, ...OTHERS])('%s runs programs and tests that there are', (name) => {
  const text = readDocument(name);
  const programs = [...text.matchAll(/(?:npx tsx |dist\/)(?<file>[\w./-]+)\.(?:ts|js)\b/gu)].map(
    ({ groups }) => `${groups?.['file'] ?? ''}.ts`,
  );
  const tests = [...text.matchAll(/vitest run (?<start>(?:src|scripts|test|lab)[\w./-]*)/gu)].map(
    ({ groups }) => groups?.['start'] ?? '',
  );
  expect(programs.filter((file) => !isThere.has(file))).toEqual([]);
  expect(tests.filter((start) => !PATHS.some((file) => file.startsWith(start)))).toEqual([]);
});

describe.each(DOCUMENTS)('%s', (name) => {
  const text = readDocument(name);
  const folder = path.posix.dirname(name);
  const { spans, blocks } = codeIn(text);

  test('leads to files and headings that there are', () => {
    const wrong = linksIn(text).filter((link) => {
      const [file = '', anchor] = decodeURI(link).split('#');
      const target = file === '' ? name : path.posix.join(folder, file);
      if (target.startsWith('../')) return false;
      if (!isThere.has(target)) return true;
      return anchor !== undefined && !anchorsIn(readDocument(target)).includes(anchor);
    });
    expect(wrong).toEqual([]);
  });

  test('names files and folders that there are', () => {
    const wrong = spans.filter((span) => !isName(span, folder));
    expect(wrong).toEqual([]);
  });

  test('names options that a program has', () => {
    const wrong = spans
      .filter((span) => span.startsWith('--'))
      .flatMap(optionsIn)
      .filter((option) => !EVERY_OPTION.has(option));
    expect(wrong).toEqual([]);
  });

  test('names settings and constants that the program has', () => {
    const names = [...spans, ...blocks].flatMap(
      (code) => code.match(/(?<![\w.])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+/gu) ?? [],
    );
    const wrong = names.filter((constant) => !SOURCE.includes(constant) && !EXAMPLES.includes(constant));
    expect(wrong).toEqual([]);
  });
});

/** Whether code is no path, or one that there is: from the project's or the document's folder, or as the end of one; or one that a program makes or reads. */
function isName(code: string, folder: string): boolean {
  const file = /^(?:[\w.@-]+\/)*[\w.@-]+\.(?:ts|py|jsonl?|md|tsv|wat|cjs|yaml)$/u;
  const withinOurs = /^(?:src|scripts|test|lab|docs|deploy|\.ci)\/[\w./-]*$/u;
  if (!file.test(code) && !withinOurs.test(code)) return true;
  const name = code.replace(/\/$/u, '');
  if (isThere.has(name) || isThere.has(path.posix.join(folder, name))) return true;
  if (PATHS.some((known) => known.replace(/\/$/u, '').endsWith(`/${name}`))) return true;
  return (
    EXAMPLES.includes(name) || (/\.(?:jsonl?|tsv)$/u.test(name) && SOURCE.includes(path.posix.basename(name)))
  );
}
