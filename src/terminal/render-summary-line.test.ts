import { describe, expect, it } from 'vitest';
import type { ReindexSummary } from '../index/reindex/reindex-parts.js';
import { isWorthTelling, renderSummaryLine } from './render-summary-line.js';

const PROBLEM = { path: 'rong.txt', message: 'The file is empty.', hint: 'Write something.' };
const SUMMARY: ReindexSummary = {
  added: 1,
  changed: 2,
  removed: 0,
  unchanged: 1234,
  failed: 0,
  passages: 50,
  embedded: 41,
  reused: 9,
  seconds: 3.21,
  generation: 'g1',
  problems: [],
  retained: [],
};
const IDLE: ReindexSummary = { ...SUMMARY, generation: null };
const AT = new Date(2031, 2, 5, 8, 9, 7);

describe('renderSummaryLine', () => {
  const rendered = (summary: ReindexSummary) =>
    renderSummaryLine(summary, AT, { language: 'vi', width: 60, colour: false }).split('\n');

  it('tells the time and every count in a line, however long', () => {
    expect(rendered(SUMMARY)).toEqual([
      '08:09:07 Đã cập nhật chỉ mục trong 3,2 giây. ' +
        'Bài viết: 1 mới · 2 đã sửa · 0 đã xóa · 1.234 giữ nguyên · 0 lỗi. Đoạn: 50 (41 tính mới · 9 dùng lại).',
    ]);
    expect(rendered(IDLE)[0]).toContain('không có gì thay đổi');
  });

  it('has the files that could not be read follow, and what was wrong with the index', () => {
    const lines = rendered({ ...SUMMARY, failed: 1, problems: [PROBLEM], damage: 'index.pb is missing.' });
    expect(lines.slice(1).join('\n')).toMatch(/index\.pb is missing\.\n.*1 tệp:\n {2}✗ rong\.txt: The file/u);
  });
});

describe('isWorthTelling', () => {
  it.each([
    ['the first', IDLE, null, true],
    ['one that changed the index', SUMMARY, SUMMARY, true],
    ['one that changed nothing', IDLE, SUMMARY, false],
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
