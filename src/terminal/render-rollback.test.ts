import { describe, expect, it } from 'vitest';
import { renderRollback } from './render-rollback.js';

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
    const lines = renderRollback(
      { from: from(BEFORE), to: TO },
      { language: 'vi', width: 100, colour: false },
    ).split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^Đã quay lại bản chỉ mục lập lúc .*17\/10\/2024.*\.$/u),
      '  Bản này có 1.234 bài viết, 5 đoạn, dùng mô hình vi-en-mini.',
      expect.stringMatching(/^ {2}Bản vừa bỏ lập lúc .*17\/11\/2025.*, sẽ bị xóa/u),
      '  Lần lập chỉ mục tới lại dựa trên các bài viết có lúc đó.',
    ]);
  });

  it('speaks English, too, and of an index that was damaged', () => {
    const text = renderRollback({ from: from(null), to: TO }, { language: 'en', width: 100, colour: false });
    expect(text).toMatch(/^Went back to the index built on 17 October 2024/u);
    expect(text).toContain('1,234 articles and 5 passages');
    expect(text).toContain('The index in use before is damaged');
  });
});
