import { describe, expect, it } from 'vitest';
import { fakeArticle } from '../../../test/support/fake-corpus.js';
import { wordsIn } from '../../locales/catalogue.js';
import { replySchema } from '../../../test/support/reply-schema.js';
import { statusView, type BotStatus } from './status.js';

const status: BotStatus = {
  catalogue: {
    articles: Array.from({ length: 5 }, (_, at) => fakeArticle(`${at}.md`, 'Bài', [])),
    passages: 1063,
    modelName: 'vi-en-mini',
    builtAt: '2024-10-17T12:00:00.900Z',
  },
  pingMs: 41.4,
  medianAnswerMs: null,
  shards: [],
  missingPermissions: [],
  version: '1.2.3',
};

describe('statusView', () => {
  it('tells what is known, and what is not', () => {
    const reply = statusView(status, wordsIn('vi'));
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

  it('says that an older index stands in for a damaged one', () => {
    const damage = { message: 'The index is damaged.', hint: 'Build it again.' };
    const reply = statusView({ ...status, catalogue: { ...status.catalogue, damage } }, wordsIn('en'));
    expect(reply.embeds[0]?.description?.split('\n')[3]).toBe(
      '**A newer index is damaged; this is the one before it. A reindex mends it.**',
    );
    expect(reply.embeds[0]?.color).not.toBe(statusView(status, wordsIn('en')).embeds[0]?.color);
  });

  it('tells of each shard, those in trouble first', () => {
    const shards = [
      { id: 0, connected: { guilds: 1200, pingMs: 41.4 } },
      { id: 1, connected: null },
      { id: 2, connected: { guilds: 1, pingMs: null } },
    ];
    const reply = statusView({ ...status, shards }, wordsIn('en'));
    expect(reply.embeds[0]?.description?.split('\n').slice(5, -1)).toEqual([
      '**Shards:** 2 of 3 connected to Discord',
      '#1: not connected',
      '#0: 1,200 servers, 41 ms',
      '#2: 1 server, not measured yet',
    ]);
  });

  it('has room for any number of shards', () => {
    const shards = Array.from({ length: 900 }, (_, id) => ({ id, connected: null }));
    const reply = statusView({ ...status, shards }, wordsIn('vi'));
    expect(replySchema.safeParse(reply).error).toBeUndefined();
    expect(reply.embeds[0]?.description).toContain('#15: chưa kết nối\n… và 884 shard nữa');
  });

  it('names the permissions that are missing as Discord’s settings do', () => {
    const lacking = statusView(
      { ...status, missingPermissions: ['EmbedLinks', 'ReadMessageHistory'] },
      wordsIn('en'),
    );
    expect(lacking.embeds[0]?.description).toContain(
      '**Missing permissions:** Embed Links, Read Message History',
    );
  });
});
