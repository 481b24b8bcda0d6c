import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { articlesFolder, readReadingSet } from './reading-set.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'reading-set-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

const SQUAD = {
  version: 'v2.0',
  data: [
    {
      title: 'Bến_Lở',
      paragraphs: [
        {
          context: 'Lò gốm có 41 năm giữ lửa.',
          qas: [
            {
              id: 'a',
              question: 'Bao nhiêu năm?',
              is_impossible: false,
              answers: [
                { text: '41', answer_start: 10 },
                { text: '41', answer_start: 10 },
              ],
            },
            {
              id: 7,
              question: 'Ai?',
              is_impossible: true,
              answers: [],
              plausible_answers: [{ text: 'Lò gốm', answer_start: 0 }],
            },
          ],
        },
      ],
    },
  ],
};
const CONTEXT = {
  source: 'x',
  title: 'Bến Lở',
  context: 'Lò gốm có 41 năm giữ lửa.',
  questions: [
    { q: 'Bao nhiêu năm?', lang: 'vi', answers: [{ text: '41', start: 10 }] },
    { q: 'Ai?', lang: 'vi', answers: [] },
  ],
};

describe('a set of questions with their texts', () => {
  test('is read in the format of SQuAD', async () => {
    const set = await readReadingSet(await written('dev.json', JSON.stringify(SQUAD)));
    expect(set).toMatchObject({
      name: 'dev.json',
      articles: [{ title: 'Bến Lở', text: 'Lò gốm có 41 năm giữ lửa.' }],
      questions: [
        { id: 'a', group: null, question: 'Bao nhiêu năm?', answers: ['41'] },
        { id: '7', group: null, question: 'Ai?', answers: [] },
      ],
    });
  });

  test.each(['dev.jsonl', 'dev.jsonl.gz'])('is read from a context a line: %s', async (name) => {
    const text = `${JSON.stringify(CONTEXT)}\n\n`;
    const set = await readReadingSet(await written(name, name.endsWith('.gz') ? gzipSync(text) : text));
    expect(set.articles).toEqual([{ title: 'Bến Lở', text: CONTEXT.context }]);
    expect(set.questions.map(({ question, answers }) => [question, answers])).toEqual([
      ['Bao nhiêu năm?', ['41']],
      ['Ai?', []],
    ]);
  });

  test('is read from a folder of golden questions, whose articles stay where they are', async () => {
    const golden = {
      id: 'v1',
      lang: 'slang',
      question: 'ai v',
      articles: ['a.md'],
      answers: ['Lan'],
      nearest: 'a.md',
    };
    await written('questions.jsonl', `${JSON.stringify(golden)}\n`);
    const set = await readReadingSet(folder);
    expect(set.questions).toEqual([{ id: 'v1', group: 'slang', question: 'ai v', answers: ['Lan'] }]);
    expect(await articlesFolder(set, '/nowhere')).toBe(path.join(folder, 'articles'));
  });

  test('has its texts written as articles', async () => {
    const set = await readReadingSet(await written('dev.json', JSON.stringify(SQUAD)));
    const articles = await articlesFolder(set, path.join(folder, 'written'));
    const names = await readdir(articles);
    expect(names).toHaveLength(1);
    const text = await readFile(path.join(articles, names[0] ?? ''), 'utf8');
    expect(text).toBe('---\ntitle: "Bến Lở"\n---\n\nLò gốm có 41 năm giữ lửa.\n');
  });

  test.each([
    ['none.json', null, 'none.json'],
    ['dev.json', '{', 'dev.json: '],
    ['dev.json', '{"data": [{"paragraphs": [{"qas": []}]}]}', 'data.0.paragraphs.0.context'],
    ['dev.jsonl', `${JSON.stringify(CONTEXT)}\n{"context": 1}`, 'dev.jsonl, line 2: '],
  ])('is named where it is none: %s', async (name, content, said) => {
    const file = content === null ? path.join(folder, name) : await written(name, content);
    await expect(readReadingSet(file)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(said) as string,
      hint: expect.stringContaining('SQuAD') as string,
    });
  });
});
