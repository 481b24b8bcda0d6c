import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOSTILE_RUNS, openTexts } from './support/hostile-runs.js';
import { CorpusFiles } from '../src/index/gather-articles.js';
import type { Article } from '../src/corpus/article.js';
import { splitSentences } from '../src/corpus/sentences.js';
import { englishDictionary } from '../src/language/dictionary.js';
import { vietnameseLexicon } from '../src/language/lexicon.js';
import { keyphrasesOf } from '../src/retrieval/keyphrases.js';
import { analyseQuestion } from '../src/retrieval/query/question.js';
import { temporaryFolder } from './support/temporary-folder.js';

const SENTENCE = 'Mưa lớn làm ngập ba trăm hecta lúa của huyện.';
const MEGABYTE = 1024 ** 2;

/** What the folder gives for a file of this name and content, beside one that is well. */
async function read(name: string, content: string | Uint8Array): Promise<Article | string> {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'tot.txt'), `Bài tốt\n\n${SENTENCE}\n`);
  await writeFile(path.join(folder, name), content);
  return await readFolder(folder, name);
}

async function readFolder(folder: string, name: string): Promise<Article | string> {
  const corpus = new CorpusFiles(folder);
  const { files, problems } = await corpus.list();
  const results = await Promise.all(files.map((file) => corpus.read(file)));
  const articles = results.flatMap((result) => ('article' in result ? [result.article] : []));
  expect(articles.map((article) => article.path)).toContain('tot.txt');
  const found = articles.find((article) => article.path === name);
  if (found !== undefined) return found;
  const all = [...problems, ...results.flatMap((result) => ('problem' in result ? [result.problem] : []))];
  expect(all.map((problem) => problem.path)).toEqual([name]);
  return all[0]?.message ?? '';
}

describe('a file is refused by its name, and the others are read, when it is', () => {
  test.each([
    [
      'a page with 100,000 elements in one another',
      'a.html',
      () => '<div>'.repeat(100_000) + SENTENCE,
      'too large',
    ],
    [
      'a page with millions of elements side by side',
      'a.html',
      () => '<p>x</p>'.repeat(1_200_000),
      'too large',
    ],
    ['a flood of entities', 'a.html', () => `<p>${'&amp;'.repeat(2_000_000)}`, 'too large'],
    ['a page of stray brackets', 'a.html', () => '<'.repeat(9 * MEGABYTE), 'too large'],
    ['a flood of attributes', 'a.html', () => `<p ${'a '.repeat(4 * MEGABYTE)}>`, 'too large'],
    [
      'front matter that nests',
      'a.md',
      () => `---\ntitle: ${'['.repeat(20_000)}\n---\n${SENTENCE}`,
      'key: value',
    ],
    [
      'millions of blank lines in front matter',
      'a.md',
      () => `---\n${'\n'.repeat(9_000_000)}---\n`,
      'more than',
    ],
    ['a letter under millions of marks', 'a.txt', () => `e${'\u0301'.repeat(5_000_000)}`, 'more than'],
    ['one line of 3 MB', 'a.txt', () => 'a'.repeat(3 * MEGABYTE), 'Line 1'],
    ['millions of lines', 'a.md', () => 'a\n'.repeat(1_900_000), 'lines'],
    ['text with a NUL', 'a.txt', () => `${SENTENCE}\0`, 'binary'],
    ['control characters', 'a.txt', () => '\u0001'.repeat(3 * MEGABYTE), 'binary'],
    [
      'UTF-16 that breaks off',
      'a.txt',
      () => Buffer.from(`\uFEFF${SENTENCE}`, 'utf16le').subarray(0, 21),
      'UTF-16LE',
    ],
    ['text in an encoding of its own', 'a.txt', () => Buffer.from('Đ\u00EA', 'latin1'), 'not UTF-8'],
  ])('%s', async (_, name, content, message) => {
    expect(await read(name, content())).toContain(message);
  });

  test('one line of 100 MB, of which nothing is read', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'tot.txt'), `Bài tốt\n\n${SENTENCE}\n`);
    await writeFile(path.join(folder, 'a.txt'), 'a');
    await truncate(path.join(folder, 'a.txt'), 100 * MEGABYTE);
    expect(await readFolder(folder, 'a.txt')).toContain('100.0 MB of at most 10 MB');
  });
});

describe('a file is read all the same when it has', () => {
  test.each([
    ['an attribute of 9 MB', 'a.html', () => `<p title="${'a'.repeat(9 * MEGABYTE)}">${SENTENCE}</p>`],
    ['a comment of 9 MB', 'a.html', () => `<p>${SENTENCE}</p><!--${'-'.repeat(9 * MEGABYTE)}-->`],
    ['20,000 elements in one another', 'a.html', () => '<div>'.repeat(20_000) + SENTENCE],
    ['tags that mostly close one another', 'a.html', () => '<li><p>'.repeat(14_000) + SENTENCE],
    [
      'linked data that nests',
      'a.html',
      () => `<script type="application/ld+json">${'['.repeat(MEGABYTE)}</script><p>${SENTENCE}`,
    ],
    [
      'ever the same alias in its front matter',
      'a.md',
      () => `---\n${aliases()}\nauthor: [*i]\n---\n${SENTENCE}`,
    ],
    [
      'tags of types in its front matter',
      'a.md',
      () => `---\ntitle: !!js/function "() => 1"\nauthor: !!binary aGk=\n---\n${SENTENCE}`,
    ],
    ['a map to merge in its front matter', 'a.md', () => `---\na: &a {title: x}\n<<: *a\n---\n${SENTENCE}`],
    [
      'thousands of boxes of other news in what is marked as its article',
      'a.html',
      () =>
        `<article><p>${SENTENCE}</p>${`<div><p>Tin khác</p><p>${SENTENCE}</p></div>`.repeat(4_000)}</article>`,
    ],
    [
      'elements for dates in one another',
      'a.html',
      () => `<p>${SENTENCE}</p>${'<div itemprop="datePublished">'.repeat(4_000)}${' '.repeat(200_000)}`,
    ],
    ['colours of a terminal', 'a.txt', () => `Đề\n\n\u001B[31m${SENTENCE}\u001B[0m`],
    [
      'half a surrogate pair, and both byte orders',
      'a.txt',
      () => Buffer.from(`\uFEFFĐề\n\n${SENTENCE}`, 'utf16le').swap16(),
    ],
  ])('%s', async (_, name, content) => {
    expect(await read(name, content())).toMatchObject({ text: SENTENCE });
  });
});

test.each(['txt', 'md', 'html'])('long runs of anything are read to the end as .%s', async (ending) => {
  for (const run of HOSTILE_RUNS) {
    const text = run.repeat(Math.floor(10_000 / run.length));
    const result = await read(`a.${ending}`, `${SENTENCE}\n\n${text}\n\n${SENTENCE}`);
    if (typeof result === 'string') continue;
    expect(splitSentences(result.text).at(-1)?.end).toBe(result.text.length);
    expect((await keyphrasesOf([result], vietnameseLexicon())).length).toBeGreaterThanOrEqual(0);
  }
});

test.each(['txt', 'md'])('what is opened and never closed is read to the end as .%s', async (ending) => {
  for (const { name, text } of openTexts(30_000)) {
    const result = await read(`a.${ending}`, text.startsWith('+++') ? `${text}\n+++\nA.` : text);
    expect(typeof result === 'string' ? result : result.title, name).not.toBe('');
  }
});

test('questions of 100,000 characters of anything are understood by their beginning', () => {
  const resources = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
  for (const run of HOSTILE_RUNS) {
    const asked = run.repeat(Math.ceil(100_000 / run.length));
    const { text, normalized } = analyseQuestion(asked, resources);
    expect(text).toBe(asked);
    expect(normalized.length).toBeLessThan(10_000);
  }
});

/** Ten lists, each of ten of the one before. */
function aliases(): string {
  const lists = ['a: &a [x]'];
  for (const [before = '', name = ''] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi'].map((pair) =>
    pair.split(''),
  )) {
    lists.push(`${name}: &${name} [${Array<string>(10).fill(`*${before}`).join(', ')}]`);
  }
  return lists.join('\n');
}
