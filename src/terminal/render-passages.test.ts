import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { fakeSearch } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import type { View } from './layout.js';
import { renderPassages, renderSources } from './render-passages.js';

const PLAIN: View = { language: 'vi', width: 70, colour: false };
const older = fakeArticle('cu.md', 'Bài cũ', ['Đoạn về huân chương.', 'Đoạn thứ hai.']);
const newer = { ...fakeArticle('moi.md', 'Bài mới', ['Lại huân chương.']), publishedAt: '2025-01-02' };
const undated = { ...fakeArticle('khong-ngay.md', 'Bài không ngày', ['Ba.']), publishedAt: null };

describe('renderPassages', () => {
  const { question, found } = fakeSearch('huân chương', [older, newer]);

  it('numbers the passages under the titles of their articles', () => {
    expect(renderPassages(question, found, PLAIN)).toBe(
      [
        'Bài cũ — 17/10/2024',
        ' 1. Đoạn về huân chương.',
        ' 2. Đoạn thứ hai.',
        '',
        'Bài mới — 02/01/2025',
        ' 3. Lại huân chương.',
      ].join('\n'),
    );
  });

  it('marks the question’s words where there is colour', () => {
    expect(renderPassages(question, found, { ...PLAIN, colour: true })).toContain(
      'Đoạn về \u001B[1m\u001B[35mhuân chương\u001B[39m\u001B[22m.',
    );
  });

  it('keeps to the width and lets no control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 24, max: 100 }), (text, width) => {
        const result = fakeSearch(text, [fakeArticle('x.md', text, [text])]);
        const shown = renderPassages(result.question, result.found, { ...PLAIN, colour: true, width });
        for (const line of shown.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(stripVTControlCharacters(shown)).not.toMatch(/(?!\n)\p{C}/u);
      }),
    );
  });
});

describe('renderSources', () => {
  it('lists the newest article first and those without a date last', () => {
    const lines = renderSources([undated, older, newer], PLAIN).split('\n');
    expect(lines).toEqual([
      '3 bài viết, mới nhất trước',
      ' 1. Bài mới',
      '    02/01/2025 · moi.md',
      ' 2. Bài cũ',
      '    17/10/2024 · cu.md',
      ' 3. Bài không ngày',
      '    không rõ ngày đăng · khong-ngay.md',
    ]);
  });
});
