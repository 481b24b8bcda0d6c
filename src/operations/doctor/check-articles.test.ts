import { expect, test } from 'vitest';
import { droppedBlock } from '../../corpus/article.js';
import { judgeArticles } from './check-articles.js';

const problem = (path: string) => ({ path, message: 'It is broken.', hint: 'Mend it.' });
const codes = (readable: number, problems: number) =>
  judgeArticles({
    folder: '/articles',
    readable,
    problems: Array.from({ length: problems }, (_, at) => problem(`${at}.md`)),
    passedOver: [],
    leftOut: [],
  }).map(({ level, ...finding }) => `${level} ${'code' in finding ? finding.code : ''}`);

test('articles that can all be read are well', () => {
  expect(codes(3, 0)).toEqual(['well articles-readable']);
});

test('a file that cannot is a warning with what to do about it', () => {
  const [, second] = judgeArticles({
    folder: '/articles',
    readable: 1,
    problems: [problem('a.md')],
    passedOver: [],
    leftOut: [],
  });
  expect(second).toEqual({
    check: 'articles',
    level: 'warning',
    code: 'article-problem',
    facts: problem('a.md'),
  });
});

test('a folder of which no file can be read is broken', () => {
  expect(codes(0, 2)).toEqual([
    'broken articles-unreadable',
    'warning article-problem',
    'warning article-problem',
  ]);
});

test('every file that is not read is told, however many there are', () => {
  const findings = judgeArticles({
    folder: '/articles',
    readable: 1,
    problems: Array.from({ length: 500 }, () => problem('a.md')),
    passedOver: [{ path: '*.doc', reason: 'Save it as .docx.' }],
    leftOut: [],
  });
  expect(findings).toHaveLength(502);
  expect(findings.at(-1)).toMatchObject({
    level: 'well',
    code: 'file-passed-over',
    facts: { path: '*.doc' },
  });
});

test('what is left out of a text is told in full, and only a value that is not understood is a warning', () => {
  const blocks = [droppedBlock('boilerplate', 'Trang chủ'), droppedBlock('comment', 'hỏi lại')];
  const [, field, rest] = judgeArticles({
    folder: '/articles',
    readable: 1,
    problems: [],
    passedOver: [],
    leftOut: [{ path: 'a.md', blocks: [...blocks, droppedBlock('field', 'url: ở đây')] }],
  });
  expect(field).toMatchObject({ level: 'warning', facts: { path: 'a.md', values: ['url: ở đây'] } });
  expect(rest).toMatchObject({ level: 'well', facts: { path: 'a.md', characters: 16, blocks } });
});
