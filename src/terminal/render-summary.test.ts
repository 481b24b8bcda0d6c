import { describe, expect, it } from 'vitest';
import type { ReindexSummary } from '../index/reindex/reindex-parts.js';
import type { View } from './layout.js';
import { renderSummary } from './render-summary.js';

const VIEW: View = { language: 'vi', width: 100, colour: false };
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
  retained: [],
};

describe('renderSummary', () => {
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
    expect(renderSummary(failed, { ...VIEW, language: 'en' })).toBe(
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
