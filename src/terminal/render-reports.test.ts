import { describe, expect, it, test } from 'vitest';
import { droppedBlock } from '../corpus/article.js';
import type { ReindexSummary } from '../index/reindex-parts.js';
import { viewWith } from './layout.js';
import { wordsIn } from '../locales/catalogue.js';
import {
  isWorthTelling,
  renderFeedback,
  renderRollback,
  renderSummary,
  renderSummaryLine,
  renderUnreadable,
} from './render-reports.js';

const VIEW = viewWith('vi', 100, false);
const SUMMARY: ReindexSummary = {
  added: 1234,
  changed: 2,
  removed: 3,
  unchanged: 4,
  failed: 0,
  passages: 50,
  embedded: 41,
  reused: 9,
  seconds: 3.21,
  generation: 'g1',
  problems: [],
  passedOver: [],
  retained: [],
  leftOut: [],
};

describe('renderSummary', () => {
  it('names every file whose text is not whole in a line, and each block of it in a dry run', () => {
    const blocks = [droppedBlock('boilerplate', 'Trang chủ'), droppedBlock('comment', 'hỏi lại')];
    const summary = { ...SUMMARY, leftOut: [{ path: 'a.md', blocks }] };
    const view = { ...VIEW, words: wordsIn('en') };
    const line = '  · a.md: 2 blocks, 16 characters (of the page, hidden comment)';
    expect(renderSummary(summary, view).split('\n')).toContain(line);
    expect(renderSummaryLine(summary, new Date(0), view).split('\n')).toContain(line);
    const listed = [line, '      of the page (9): Trang chủ', '      hidden comment (7): hỏi lại'];
    expect(renderSummary(summary, view, { dryRun: true })).toContain(listed.join('\n'));
  });

  it('tells every count', () => {
    expect(renderSummary(SUMMARY, VIEW)).toBe(
      [
        'Đã cập nhật chỉ mục trong 3,2 giây.',
        '  Bài viết: 1.234 mới · 2 đã sửa · 3 đã xóa · 4 giữ nguyên · 0 lỗi',
        '  Đoạn: 50 (41 tính mới · 9 dùng lại)',
      ].join('\n'),
    );
  });

  it('tells when nothing changed, and when nothing was to be written', () => {
    const idle = { ...SUMMARY, generation: null };
    expect(renderSummary(idle, VIEW)).toContain('Chỉ mục đã đầy đủ, không có gì thay đổi.');
    expect(renderSummary(idle, VIEW, { dryRun: true })).toContain('Chạy thử: chỉ mục chưa thay đổi gì.');
  });

  it('tells of a damaged index, mended or not', () => {
    const damaged = { ...SUMMARY, damage: 'The index is damaged: index.pb is missing.' };
    expect(renderSummary(damaged, VIEW)).toMatch(
      /\n {2}✗ Chỉ mục bị hỏng và đã được lập lại\. .*index\.pb is missing\.$/u,
    );
    expect(renderSummary(damaged, VIEW, { dryRun: true })).toMatch(
      /\n {2}✗ The index is damaged: index\.pb is missing\.$/u,
    );
  });

  it('names what was passed over, in one line each, and tells it again only when it has changed', () => {
    const others = {
      ...SUMMARY,
      generation: null,
      passedOver: [{ path: 'cu\u0007.doc', reason: 'Save it as .docx.' }],
    };
    const lines = '\n\nPassed over:\n  – cu.doc: Save it as .docx.';
    expect(renderSummary(others, { ...VIEW, words: wordsIn('en') }).endsWith(lines)).toBe(true);
    expect(isWorthTelling(others, SUMMARY)).toBe(true);
    expect(isWorthTelling(others, others)).toBe(false);
  });

  it('names each file that could not be read, what to do, and whether its last version stays', () => {
    const failed = {
      ...SUMMARY,
      failed: 2,
      problems: [
        { path: 'rong.txt', message: 'The file is empty.', hint: 'Write something.' },
        { path: 'la\u001B[2J.md', message: 'Broken front matter.', hint: 'Mend it.' },
      ],
      retained: ['rong.txt'],
    };
    expect(renderSummary(failed, { ...VIEW, words: wordsIn('en') })).toBe(
      [
        'The index was brought up to date in 3.2 s.',
        '  Articles: 1,234 added · 2 changed · 3 removed · 4 unchanged · 2 failed',
        '  Passages: 50 (41 embedded · 9 reused)',
        '',
        '2 files could not be read:',
        '  ✗ rong.txt: The file is empty.',
        '    → Write something.',
        '      (the last version that could be read stays in the index)',
        '  ✗ la.md: Broken front matter.',
        '    → Mend it.',
      ].join('\n'),
    );
  });
});

const PROBLEM = { path: 'rong.txt', message: 'The file is empty.', hint: 'Write something.' };
const RUN: ReindexSummary = { ...SUMMARY, added: 1, removed: 0, unchanged: 1234 };
const IDLE: ReindexSummary = { ...RUN, generation: null };
const AT = new Date(2031, 2, 5, 8, 9, 7);

describe('renderSummaryLine', () => {
  const rendered = (summary: ReindexSummary) =>
    renderSummaryLine(summary, AT, viewWith('vi', 60, false)).split('\n');

  it('tells the time and every count in a line, however long', () => {
    expect(rendered(RUN)).toEqual([
      '08:09:07 Đã cập nhật chỉ mục trong 3,2 giây. ' +
        'Bài viết: 1 mới · 2 đã sửa · 0 đã xóa · 1.234 giữ nguyên · 0 lỗi. Đoạn: 50 (41 tính mới · 9 dùng lại).',
    ]);
    expect(rendered(IDLE)[0]).toContain('không có gì thay đổi');
  });

  it('has the files that could not be read follow, and what was wrong with the index', () => {
    const lines = rendered({ ...RUN, failed: 1, problems: [PROBLEM], damage: 'index.pb is missing.' });
    expect(lines.slice(1).join('\n')).toMatch(/index\.pb is missing\.\n.*1 tệp:\n {2}✗ rong\.txt: The file/u);
  });
});

describe('isWorthTelling', () => {
  it.each([
    ['the first', IDLE, null, true],
    ['one that changed the index', RUN, RUN, true],
    ['one that changed nothing', IDLE, RUN, false],
    ['one that found another problem', { ...IDLE, failed: 1, problems: [PROBLEM] }, IDLE, true],
    [
      'one that found the same problem',
      { ...IDLE, problems: [PROBLEM] },
      { ...IDLE, problems: [PROBLEM] },
      false,
    ],
    ['one whose problem is mended', IDLE, { ...IDLE, problems: [PROBLEM] }, true],
  ])('%s', (_, summary, last, expected) => {
    expect(isWorthTelling(summary, last)).toBe(expected);
  });
});

const TO = {
  generation: '20241017T120000Z-abcdef',
  builtAt: '2024-10-17T12:00:00.000Z',
  modelName: 'vi-en\u001B[2J-mini',
  articles: 1234,
  passages: 5,
};
const from = (builtAt: string | null) => ({ generation: '20251117T120000Z-abcdef', builtAt });
const BEFORE = '2025-11-17T12:00:00.000Z';

describe('renderRollback', () => {
  it('tells which index is in use now, what it holds, and which was', () => {
    const lines = renderRollback({ from: from(BEFORE), to: TO }, viewWith('vi', 100, false)).split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^Đã quay lại bản chỉ mục lập lúc .*17\/10\/2024.*\.$/u),
      '  Bản này có 1.234 bài viết, 5 đoạn, dùng mô hình vi-en-mini.',
      expect.stringMatching(/^ {2}Bản vừa bỏ lập lúc .*17\/11\/2025.*, sẽ bị xóa/u),
      '  Lần lập chỉ mục tới lại dựa trên các bài viết có lúc đó.',
    ]);
  });

  it('speaks English, too, and of an index that was damaged', () => {
    const text = renderRollback({ from: from(null), to: TO }, viewWith('en', 100, false));
    expect(text).toMatch(/^Went back to the index built on 17 October 2024/u);
    expect(text).toContain('1,234 articles and 5 passages');
    expect(text).toContain('The index in use before is damaged');
  });
});

const english = viewWith('en', 80, false);
const vietnamese = viewWith('vi', 80, false);
const QUESTIONS = [
  { question: 'Ai đo gió?', unanswered: 2, up: 0, down: 1, latest: '2031-03-05' },
  { question: '\u001B[2JAi đo\nmưa?', unanswered: 0, up: 3, down: 0, latest: '2031-03-04' },
];

describe('questions with their counts', () => {
  test('in English', () => {
    expect(renderFeedback(QUESTIONS, english)).toBe(
      [
        '2 questions, most often unanswered or 👎 first',
        ' 1. Ai đo gió?',
        '    unanswered 2 times · 👎 1 · last on 5 March 2031',
        ' 2. Ai đo mưa?',
        '    👍 3 · last on 4 March 2031',
      ].join('\n'),
    );
  });

  test('in Vietnamese', () => {
    expect(renderFeedback(QUESTIONS, vietnamese)).toBe(
      [
        '2 câu hỏi, câu hay bị bỏ ngỏ hoặc bị 👎 đứng trước',
        ' 1. Ai đo gió?',
        '    bỏ ngỏ 2 lần · 👎 1 · gần nhất 05/03/2031',
        ' 2. Ai đo mưa?',
        '    👍 3 · gần nhất 04/03/2031',
      ].join('\n'),
    );
  });

  test('or that there are none yet', () => {
    expect(renderFeedback([], english)).toMatch(/^Nothing yet/u);
    expect(renderFeedback([], vietnamese)).toMatch(/^Chưa có gì/u);
  });
});

test('lines that could not be read, by file and number', () => {
  expect(renderUnreadable([{ file: 'data/feedback.jsonl', line: 7 }], english)).toBe(
    '1 line could not be read:\n  ✗ data/feedback.jsonl:7',
  );
});
