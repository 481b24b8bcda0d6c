import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';

import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { programFolders } from './support/program-folders.js';
import { runScript, type ScriptRun } from './support/run-script.js';

const jsonLines = (entries: readonly object[]) =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

/** Invented, and each about something else. The ids are such as sets on the web have. */
const CORPUS = [
  { _id: 'doc/1', title: 'Cầu treo Khe Đước', text: 'Cầu dài 214 mét, do kỹ sư Vũ Đình Khoát thiết kế.' },
  { _id: 'doc 2', title: '', text: 'Nghệ nhân Quách Văn Thung giữ lửa lò gốm Bến Lở suốt 41 năm.' },
  { _id: 'chè', title: 'Đồi chè Tà Lùng', text: '' },
  { _id: 'empty', title: '', text: '' },
  {
    _id: 'long',
    title: '',
    text: Array.from(
      { length: 60 },
      (_, day) => `Ngày thứ ${day + 1}, tàu Sóng Bạc chở gạo và rau ra đảo Hòn Mây.`,
    ).join(' '),
  },
];
const QUERIES = [
  { _id: 'q/1', text: 'Ai thiết kế cầu treo Khe Đước?' },
  { _id: 'q 2', text: 'Nghệ nhân nào giữ lửa lò gốm Bến Lở?' },
  { _id: 'q3', text: 'Đồi chè Tà Lùng' },
  { _id: 'marks', text: '?!' },
  { _id: 'unjudged', text: 'Tàu Sóng Bạc chở gì?' },
];
const QRELS = 'query-id\tcorpus-id\tscore\nq/1\tdoc/1\t1\nq 2\tdoc 2\t1\nq3\tchè\t2\nmarks\tlong\t1\n';

const MEASURES = ['nDCG@10', 'Recall@1', 'Recall@5', 'Recall@10', 'MRR@10'];

describe('npm run evaluate -- --beir', () => {
  let root: string;
  let settings: Readonly<Record<string, string>>;
  let runFile: string;
  let measured: ScriptRun;
  let unaccented: ScriptRun;
  let leftBehind: readonly string[];

  const evaluate = (...args: readonly string[]) => runScript('scripts/evaluate.ts', { args, settings });

  beforeAll(async () => {
    const folders = await programFolders({});
    ({ root } = folders);
    runFile = path.join(root, 'hybrid.run');
    // Of these runs alone, so that what they leave behind shows.
    const temporary = path.join(root, 'tmp');
    settings = { ...folders.settings, TMPDIR: temporary };
    await mkdir(temporary);
    await mkdir(path.join(root, 'qrels'));
    await writeFile(path.join(root, 'corpus.jsonl'), jsonLines(CORPUS));
    await writeFile(path.join(root, 'queries.jsonl'), jsonLines(QUERIES));
    await writeFile(path.join(root, 'qrels/test.tsv'), QRELS);
    measured = await evaluate('--beir', root, '--json', '--run', runFile);
    unaccented = await evaluate('--beir', root, '--unaccented');
    leftBehind = (await readdir(temporary)).filter((name) => name.startsWith('dan-nguon-'));
  }, 120_000);

  test('prints the measures of lexical and dense retrieval and of the two together, and nothing else', () => {
    expect(measured.exitCode).toBe(0);
    expect(measured.stdout).toMatch(/^\{.*\}\n$/u);
    const report = JSON.parse(measured.stdout) as Record<string, Record<string, number>>;
    expect(report).toMatchObject({ model: 'vi-en-mini', unaccented: false, documents: 5, queries: 4 });
    for (const way of ['keyword', 'dense', 'hybrid'])
      expect(Object.keys(report[way] ?? {})).toEqual(MEASURES);
    // Three of four find their document first; the fourth has no words.
    expect(report['hybrid']).toEqual({
      'nDCG@10': 0.75,
      'Recall@1': 0.75,
      'Recall@5': 0.75,
      'Recall@10': 0.75,
      'MRR@10': 0.75,
    });
    expect(report['queriesPerSecond']).toBeGreaterThan(0);
    expect(report['indexSeconds']).toBeGreaterThan(0);
  });

  test('tells on standard error how far it is', () => {
    expect(measured.stderr).toContain('Asked 4/4 queries');
  });

  test('writes every document that has text into the run file, each once, best first', async () => {
    const lines = (await readFile(runFile, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' '));
    expect(lines.every((columns) => columns.length === 6)).toBe(true);
    for (const [query, best] of [
      ['q/1', 'doc/1'],
      ['q%202', 'doc%202'],
      ['q3', 'chè'],
    ] as const) {
      const own = lines.filter(([id]) => id === query);
      expect(own.map(([, , id]) => id).sort()).toEqual(['chè', 'doc%202', 'doc/1', 'long']);
      expect(own[0]).toEqual([
        query,
        'Q0',
        best,
        '1',
        expect.stringMatching(/^0\.\d{6}$|^1\.0{6}$/u),
        'dan-nguon',
      ]);
      expect(own.map(([, , , rank]) => rank)).toEqual(['1', '2', '3', '4']);
      const scores = own.map(([, , , , score]) => Number(score));
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
    expect(lines.map(([id]) => id)).not.toContain('unjudged');
  });

  test('asks without diacritics, and reports in words', () => {
    expect(unaccented.exitCode).toBe(0);
    expect(unaccented.stdout).toMatch(/unaccented: 4 queries over 5 documents in \d+ passages/u);
    expect(unaccented.stdout).toMatch(/^hybrid +0\.7500( +0\.7500){4}$/mu);
    expect(unaccented.stdout).not.toContain('reranked');
    expect(unaccented.stdout).toMatch(/indexed in \d+\.\d s, \d+\.\d queries a second/u);
  });

  test('leaves no temporary index behind', () => {
    expect(leftBehind).toEqual([]);
  });

  test.each([
    ['a folder that is not there', ['--beir', 'no/such/folder'], 'no/such/folder/corpus.jsonl'],
    ['an option of the other kind', ['--beir', 'x', '--failures'], '--failures does not go with --beir'],
    ['--run alone', ['--run', 'x'], '--run does not go with --questions'],
  ])('refuses %s', async (_, args, message) => {
    const refused = await evaluate(...args);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain(message);
  });

  test('refuses a run file in no folder before the work', async () => {
    const refused = await evaluate('--beir', root, '--run', path.join(root, 'nowhere/x.run'));
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain(path.join(root, 'nowhere'));
    expect(refused.stderr).not.toContain('Asked');
  });
});
