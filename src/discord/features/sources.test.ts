import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeArticle } from '../../../test/support/fake-corpus.js';
import { nastyArticles } from '../../../test/support/nasty-articles.js';
import { allPages, choicesOf, labelsOf, statesOf } from '../../../test/support/reply-components.js';
import { liveMarkupIn } from '../../../test/support/shown-text.js';
import { wordsIn } from '../../locales/catalogue.js';
import { replySchema } from '../../../test/support/reply-schema.js';
import { sourcesView } from './sources.js';

const context = { words: wordsIn('vi'), owner: null, page: 0 };
const undated = { ...fakeArticle('khong-ngay.md', 'Không ngày', []), publishedAt: null };
const older = { ...fakeArticle('cu.md', 'Cũ', []), publishedAt: '2019-10-07', publisher: 'Báo Thử' };
const newer = { ...fakeArticle('moi.md', 'Mới', []), url: 'https://example.com/moi' };

describe('sourcesView', () => {
  it('lists the newest article first and those without a date last', () => {
    const reply = sourcesView([undated, older, newer], context);
    expect(reply.content).toBe('**3 bài viết, mới nhất trước**');
    expect(reply.embeds[0]?.description).toBe(
      [
        '**1. Mới**\n-# 17/10/2024 · [Bài gốc](<https://example.com/moi>)',
        '**2. Cũ**\n-# Báo Thử · 07/10/2019',
        '**3. Không ngày**\n-# không rõ ngày đăng',
      ].join('\n\n'),
    );
    expect(choicesOf(reply)).toEqual([newer.id, older.id, undated.id]);
  });

  it('shows ten articles a page, and numbers on', () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      fakeArticle(`${at}.md`, `Bài ${String(at).padStart(2, '0')}`, []),
    );
    const reply = sourcesView(many, { ...context, page: 1 });
    expect(reply.embeds[0]?.description).toMatch(/^\*\*11\. Bài 10\*\*[^]+\*\*12\. Bài 11\*\*/u);
    expect(labelsOf(reply)).toEqual(['◀', '2/2', '▶', 'Đọc cả bài']);
    expect(statesOf(reply)[0]?.action).toEqual({ kind: 'sources', page: 0 });
  });

  it('says that there are none yet', () => {
    expect(sourcesView([], { ...context, words: wordsIn('en') })).toMatchObject({
      content: 'There are no articles yet.',
      embeds: [],
    });
  });

  it('keeps to Discord’s limits, mentions nobody and loses no article, whatever they hold', () => {
    fc.assert(
      fc.property(nastyArticles, (articles) => {
        const pages = allPages((page) => sourcesView(articles, { ...context, page }));
        for (const page of pages) {
          expect(replySchema.safeParse(page).error).toBeUndefined();
          expect(liveMarkupIn(page)).toEqual([]);
        }
        const lines = pages.flatMap(({ embeds }) => embeds[0]?.description?.match(/^\*\*\d+\. /gmu) ?? []);
        expect(lines).toEqual(articles.map((_, at) => `**${at + 1}. `));
      }),
      { numRuns: 20 },
    );
  });
});
