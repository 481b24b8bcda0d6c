import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { readBeirFolder } from './beir-folder.js';

const CORPUS = [
  '{"_id": "doc/1", "title": "Cầu", "text": "Cầu dài 214 mét."}',
  '{"_id": "doc 2", "text": ""}',
  '{"_id": "3", "title": "", "text": "Đồi chè.", "metadata": {}}',
];
const QUERIES = ['{"_id": "q 1", "text": "Cầu dài bao nhiêu?"}', '{"_id": "q2", "text": "Chè?"}'];
const HEADER = 'query-id\tcorpus-id\tscore';
const QRELS = [HEADER, 'q 1\tdoc/1\t2', 'q 1\tdoc 2\t0', 'q 1\t3\t-1'];

/** A folder of these lines, left as they are above where they aren't given. */
async function folderOf(
  files: { corpus?: readonly string[]; queries?: readonly string[]; qrels?: readonly string[] } = {},
) {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, 'qrels'));
  await writeFile(path.join(folder, 'corpus.jsonl'), (files.corpus ?? CORPUS).join('\n'));
  await writeFile(path.join(folder, 'queries.jsonl'), (files.queries ?? QUERIES).join('\n'));
  await writeFile(path.join(folder, 'qrels/test.tsv'), (files.qrels ?? QRELS).join('\n'));
  return folder;
}

const JUDGED = {
  id: 'q 1',
  text: 'Cầu dài bao nhiêu?',
  judgements: new Map([
    ['doc/1', 2],
    ['doc 2', 0],
    ['3', -1],
  ]),
};

test('documents and queries are read with their ids and texts as they stand', async () => {
  expect(await readBeirFolder(await folderOf())).toEqual({
    documents: [
      { id: 'doc/1', title: 'Cầu', text: 'Cầu dài 214 mét.' },
      { id: 'doc 2', title: '', text: '' },
      { id: '3', title: '', text: 'Đồi chè.' },
    ],
    queries: [JUDGED],
  });
});

test('a byte order mark, blank lines and line ends of Windows do not matter', async () => {
  const windows = (lines: readonly string[]) =>
    ['\uFEFF' + (lines[0] ?? ''), '', ...lines.slice(1), ''].map((line) => `${line}\r`);
  const folder = await folderOf({
    corpus: windows(CORPUS),
    queries: windows(QUERIES),
    qrels: windows(QRELS),
  });
  expect(await readBeirFolder(folder)).toMatchObject({ documents: { length: 3 }, queries: [JUDGED] });
});

test('queries without a relevant document are left out', async () => {
  const { queries } = await readBeirFolder(await folderOf({ qrels: [...QRELS, 'q2\tdoc/1\t0'] }));
  expect(queries.map(({ id }) => id)).toEqual(['q 1']);
});

describe('what is wrong is named with file and line:', () => {
  test.each([
    ['no JSON', { corpus: [...CORPUS, '{"_id": '] }, 'corpus.jsonl, line 4', 'not JSON'],
    ['no object', { queries: ['7'] }, 'queries.jsonl, line 1', 'object'],
    ['a field that is missing', { corpus: ['{"_id": "1"}'] }, 'corpus.jsonl, line 1', 'text'],
    ['an id of another type', { queries: ['{"_id": 1, "text": ""}'] }, 'queries.jsonl, line 1', '_id'],
    ['an id that is empty', { corpus: ['{"_id": "", "text": ""}'] }, 'corpus.jsonl, line 1', '_id'],
    [
      'an id that stands twice',
      { corpus: [...CORPUS, ...CORPUS] },
      'corpus.jsonl, line 4',
      'in line 1 already',
    ],
    ['a file without entries', { queries: [''] }, 'queries.jsonl', 'empty'],
    ['judgements without a line', { qrels: [] }, 'test.tsv', 'empty'],
    ['judgements without a header', { qrels: QRELS.slice(1) }, 'test.tsv, line 1', 'header'],
    ['columns parted by blanks', { qrels: [HEADER, 'q2 3 1'] }, 'test.tsv, line 2', '1 columns'],
    ['a column too many', { qrels: [HEADER, 'q2\t0\t3\t1'] }, 'test.tsv, line 2', '4 columns'],
    ['an unknown query', { qrels: [HEADER, '', 'q9\t3\t1'] }, 'test.tsv, line 3', 'no query "q9"'],
    ['an unknown document', { qrels: [HEADER, 'q2\tdoc\t1'] }, 'test.tsv, line 2', 'no document "doc"'],
    ['a score that is no whole number', { qrels: [HEADER, 'q2\t3\t0.5'] }, 'test.tsv, line 2', '"0.5"'],
    ['a judgement that stands twice', { qrels: [...QRELS, 'q 1\t3\t1'] }, 'test.tsv, line 5', 'already'],
    ['no relevant document at all', { qrels: [HEADER, 'q2\t3\t0'] }, 'test.tsv', 'nothing to measure'],
  ])('%s', async (_, files, where, what) => {
    const reading = readBeirFolder(await folderOf(files));
    await expect(reading).rejects.toMatchObject({ code: 'usage' });
    await expect(reading).rejects.toThrow(where);
    await expect(reading).rejects.toThrow(what);
  });

  test.each(['corpus.jsonl', 'queries.jsonl', 'qrels/test.tsv'])('no %s', async (file) => {
    const folder = await folderOf();
    await rm(path.join(folder, file));
    const reading = readBeirFolder(folder);
    await expect(reading).rejects.toMatchObject({
      code: 'usage',
      hint: expect.stringContaining(file) as string,
    });
    await expect(reading).rejects.toThrow(path.join(folder, file));
  });
});
