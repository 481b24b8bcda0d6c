import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import {
  isAsRecorded,
  verifyChecksums,
  writeChecksums,
  fromStored,
  passagesSchema,
  toStoredPassages,
} from './generation-files.js';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';

const FILES = ['articles.jsonl', 'manifest.json'];
const TEXT = 'a line of text\n';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of FILES) await writeFile(path.join(folder, name), `${name}: ${TEXT}`);
  await writeChecksums(folder, FILES);
});

const verifying = () => verifyChecksums(folder, FILES);
const damaged = (name: string, how: string) => ({
  code: 'index-damaged',
  message: expect.stringContaining(`${path.join(folder, name)} is not as it was written${how}`) as string,
});

/** Changes what a file holds. */
async function change(name: string, from: string | RegExp, to: string): Promise<void> {
  const file = path.join(folder, name);
  const text = await readFile(file, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
}

describe('verifyChecksums', () => {
  it('finds nothing in files that are as they were written', async () => {
    await expect(verifying()).resolves.toBeUndefined();
  });

  it('takes checksums without lengths, as version 0.2 wrote them', async () => {
    await change('SHA256SUMS', /^#.*\n/gmu, '');
    await expect(verifying()).resolves.toBeUndefined();
    await change('manifest.json', 'text', 'test');
    await expect(verifying()).rejects.toMatchObject(damaged('manifest.json', ': its SHA-256 differs'));
  });

  it.each(FILES)('names %s where it has changed, or is cut short', async (name) => {
    await change(name, 'text', 'test');
    await expect(verifying()).rejects.toMatchObject(damaged(name, ': its SHA-256 differs'));
    await writeFile(path.join(folder, name), TEXT.slice(0, 5));
    await expect(verifying()).rejects.toMatchObject(damaged(name, ': it has 5 bytes'));
  });

  it.each([
    [
      'another length',
      /# \d+ bytes(?=\n.*manifest)/u,
      '# 31 bytes',
      ': manifest.json has the SHA-256 in it, but 30',
    ],
    ['a length that is none', /# \d+ bytes(?=\n.*manifest)/u, '# 3o bytes', '.'],
    ['another name', 'manifest', 'manifold', '.'],
    ['lengths that do not look like any', '#', '%', '.'],
    ['an entry less', /# \d+ bytes\n.*manifest.*\n/u, '', '.'],
    ['a line more', /$/u, '# the end\n', '.'],
  ])(
    'names the checksums themselves where they have %s, and the files are right',
    async (_, from, to, how) => {
      await change('SHA256SUMS', from, to);
      await expect(verifying()).rejects.toMatchObject(damaged('SHA256SUMS', how));
    },
  );
});

describe('isAsRecorded', () => {
  it('knows a file by its checksum and name', async () => {
    expect(await isAsRecorded(folder, 'manifest.json')).toBe(true);
    await change('manifest.json', 'text', 'test');
    expect(await isAsRecorded(folder, 'manifest.json')).toBe(false);
  });

  it('has nothing against a file where there are no checksums', async () => {
    expect(await isAsRecorded(await folderWith('manifest.json'), 'manifest.json')).toBe(true);
  });
});

async function folderWith(name: string): Promise<string> {
  const other = await temporaryFolder();
  await writeFile(path.join(other, name), TEXT);
  return other;
}

const article = fakeArticle('a.md', 'Bài', ['Một câu.', 'Hai câu.']);
const indexed = {
  article,
  passages: cutParagraphs(article).map((passage, at) => ({ passage, key: String(at).repeat(64) })),
};

test('passages come back from JSON as they were', () => {
  const stored: unknown = JSON.parse(JSON.stringify(toStoredPassages(indexed)));
  expect(fromStored(article, passagesSchema.parse(stored))).toEqual(indexed);
});

const whole = { start: 0, end: 1, sentences: [[0, 1]], key: 'a'.repeat(64) };

test.each<readonly [string, unknown]>([
  ['no list', {}],
  ['no passage', [null]],
  ['a place that is no number', [{ ...whole, start: '0' }]],
  ['a negative place', [{ ...whole, start: -1 }]],
  ['a fraction', [{ ...whole, end: 1.5 }]],
  ['a key that is no hash', [{ ...whole, key: 'a' }]],
  ['a sentence without an end', [{ ...whole, sentences: [[0]] }]],
  ['a sentence of three places', [{ ...whole, sentences: [[0, 1, 2]] }]],
  ['a sentence that is no place', [{ ...whole, sentences: [[0, null]] }]],
  ['no sentences', [{ ...whole, sentences: 1 }]],
])('%s is refused', (_, wrong) => {
  expect(passagesSchema.safeParse([whole]).success).toBe(true);
  expect(passagesSchema.safeParse(wrong).success).toBe(false);
});
