import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../lib/errors.js';
import type { Finding } from './finding.js';
import { judgeBefore, judgeDifference, judgeLock, judgeOpened, judgeArticles } from './check-index.js';
import { droppedBlock } from '../../corpus/article.js';

const NOW = new Date('2024-10-20T12:00:00.000Z');
const WHOLE = {
  generation: '20241018T100000Z-abcdef',
  builtAt: '2024-10-18T10:30:00.000Z',
  articles: 5,
  passages: 20,
};
const FACTS = { ...WHOLE, ageHours: 49 };
const error = (code: 'index-missing' | 'index-incompatible' | 'index-damaged') =>
  new UserError(code, 'It is not well.', 'Mend it.');
const inShort = (finding: Finding) =>
  `${finding.level} ${'code' in finding ? finding.code : (finding.error as UserError).code}`;

describe('judgeOpened', () => {
  it('finds a whole index well, and tells how old it is', () => {
    expect(judgeOpened({ whole: WHOLE, damage: null }, true, NOW)).toEqual([
      { check: 'index', level: 'well', code: 'index-whole', facts: FACTS },
    ]);
  });

  it('tells what is damaged and what is used in its place', () => {
    const damage = error('index-damaged');
    expect(judgeOpened({ whole: WHOLE, damage }, true, NOW)).toEqual([
      { check: 'index', level: 'broken', error: damage },
      { check: 'index', level: 'warning', code: 'index-stands-in', facts: FACTS },
    ]);
  });

  it.each([
    ['index-missing', true, 'broken'],
    ['index-missing', false, 'warning'],
    ['index-incompatible', true, 'broken'],
    ['index-incompatible', false, 'warning'],
    ['index-damaged', true, 'broken'],
    ['index-damaged', false, 'broken'],
  ] as const)('%s, with a token %s: %s', (code, hasToken, level) => {
    const findings = judgeOpened({ error: error(code) }, hasToken, NOW);
    expect(findings.map(inShort)).toEqual([`${level} ${code}`]);
  });

  it('warns of an index from the future, with some tolerance for clocks', () => {
    const builtAt = (iso: string) => ({ whole: { ...WHOLE, builtAt: iso }, damage: null });
    expect(judgeOpened(builtAt('2024-10-20T12:59:00.000Z'), true, NOW)).toHaveLength(1);
    const findings = judgeOpened(builtAt('2024-10-20T13:01:00.000Z'), true, NOW);
    expect(findings.map(inShort)).toEqual(['well index-whole', 'warning index-from-future']);
    expect(findings[0]).toMatchObject({ facts: { ageHours: 0 } });
  });
});

describe('judgeBefore', () => {
  it('tells whether one can go back to it', () => {
    expect(judgeBefore(WHOLE.generation, { whole: WHOLE }, NOW)).toMatchObject({
      level: 'well',
      code: 'rollback-possible',
      facts: FACTS,
    });
    expect(judgeBefore(WHOLE.generation, { error: error('index-damaged') }, NOW)).toMatchObject({
      level: 'warning',
      code: 'rollback-damaged',
      facts: { generation: WHOLE.generation, reason: 'It is not well.' },
    });
  });
});

describe('judgeDifference', () => {
  it.each([
    [{ added: 0, changed: 0, removed: 0 }, 'well index-as-articles'],
    [{ added: 1, changed: 0, removed: 0 }, 'warning index-behind-articles'],
    [{ added: 0, changed: 2, removed: 0 }, 'warning index-behind-articles'],
    [{ added: 0, changed: 0, removed: 3 }, 'warning index-behind-articles'],
  ])('%j: %s', (summary, expected) => {
    expect(inShort(judgeDifference(summary))).toBe(expected);
  });
});

const FILE = '/index/writer.lock';
const HOLDER = { pid: 42, host: 'there', since: '2024-10-17T21:19:00.000Z', token: 'other' };

test.each([
  ['of a process that lives', 'alive', 'well writer-at-work', { pid: 42, since: HOLDER.since }],
  ['of one that has ended', 'dead', 'warning lock-left-behind', { pid: 42, since: HOLDER.since }],
  ['of another machine', 'unknown', 'warning lock-of-another-machine', { file: FILE, host: 'there' }],
] as const)('a lock %s', (_, liveness, expected, told) => {
  const { level, code, facts } = judgeLock({ file: FILE, holder: HOLDER, liveness });
  expect(`${level} ${code}`).toBe(expected);
  expect(facts).toMatchObject(told);
});

test('a lock that says nothing', () => {
  expect(judgeLock({ file: FILE, holder: null, liveness: 'unknown' })).toMatchObject({
    code: 'lock-unreadable',
    facts: { file: FILE },
  });
});

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
