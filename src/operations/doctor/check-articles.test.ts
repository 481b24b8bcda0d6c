import { expect, test } from 'vitest';
import { judgeArticles } from './check-articles.js';

const problem = (path: string) => ({ path, message: 'It is broken.', hint: 'Mend it.' });
const codes = (readable: number, problems: number) =>
  judgeArticles({
    folder: '/articles',
    readable,
    problems: Array.from({ length: problems }, (_, at) => problem(`${at}.md`)),
  }).map(({ level, ...finding }) => `${level} ${'code' in finding ? finding.code : ''}`);

test('articles that can all be read are well', () => {
  expect(codes(3, 0)).toEqual(['well articles-readable']);
});

test('a file that cannot is a warning with what to do about it', () => {
  const [, second] = judgeArticles({ folder: '/articles', readable: 1, problems: [problem('a.md')] });
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

test('of many problems the first ten are told, and how many more there are', () => {
  expect(codes(1, 10)).toHaveLength(11);
  const many = judgeArticles({
    folder: '/articles',
    readable: 1,
    problems: Array.from({ length: 500 }, () => problem('a.md')),
  });
  expect(many).toHaveLength(12);
  expect(many.at(-1)).toMatchObject({ code: 'more-article-problems', facts: { count: 490 } });
});
