import { describe, expect, it } from 'vitest';
import { wordsIn } from '../locales/words-in.js';
import { replySchema } from './limits.js';
import { statusView, type BotStatus } from './status-view.js';

const status: BotStatus = {
  articles: 5,
  passages: 1063,
  modelName: 'vi-en-mini',
  builtAt: '2024-10-17T12:00:00.900Z',
  pingMs: 41.4,
  medianAnswerMs: null,
  missingPermissions: [],
  version: '1.2.3',
};

describe('statusView', () => {
  it('tells what is known, and what is not', () => {
    const reply = statusView(status, { words: wordsIn('vi') });
    expect(replySchema.safeParse(reply).error).toBeUndefined();
    expect(reply.embeds[0]?.description?.split('\n')).toEqual([
      '5 bài viết · 1.063 đoạn',
      '**Mô hình nhúng:** vi-en-mini',
      '**Chỉ mục cập nhật:** <t:1729166400:R>',
      '**Kết nối tới Discord:** 41 ms',
      '**Thời gian trả lời thường gặp:** chưa đo được',
      '**Phiên bản:** 1.2.3',
    ]);
  });

  it('names the permissions that are missing as Discord’s settings do', () => {
    const lacking = statusView(
      { ...status, missingPermissions: ['EmbedLinks', 'ReadMessageHistory'] },
      { words: wordsIn('en') },
    );
    expect(lacking.embeds[0]?.description).toContain(
      '**Missing permissions:** Embed Links, Read Message History',
    );
  });
});
