import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeArticle } from '../../../../test/support/fake-corpus.js';
import { markerOf, nastyArticles } from '../../../../test/support/nasty-articles.js';
import { allPages, labelsOf, statesOf } from '../../../../test/support/reply-components.js';
import { cardText, countOf, liveMarkupIn } from '../../../../test/support/shown-text.js';
import { wordsIn } from '../../../locales/discord/words-in.js';
import { articleView } from './article-view.js';
import { replySchema } from '../../reply/limits.js';

const context = { words: wordsIn('vi'), owner: null, page: 0 };
const article = {
  ...fakeArticle('hop-mat.md', 'Họp mặt', ['Đoạn *đầu*.', 'Đoạn sau.']),
  publisher: 'Báo Thử',
  author: 'Vĩ Lâm',
  originalTitle: 'Gặp mặt',
  url: 'https://example.com/hop-mat',
};
const sentence = 'Đây là một câu vừa phải, không dài cũng không ngắn. ';
const long = fakeArticle(
  'dai.md',
  'Dài',
  Array.from({ length: 12 }, () => sentence.repeat(10).trim()),
);

describe('articleView', () => {
  it('shows an article with what it retells, where it is from and the way to the original', () => {
    const reply = articleView(article, context);
    expect(reply.embeds).toMatchObject([
      {
        title: 'Họp mặt',
        description: '-# Thuật lại bài “Gặp mặt”\n\nĐoạn \\*đầu\\*.\n\nĐoạn sau.',
        footer: { text: 'Báo Thử · 17/10/2024 · Vĩ Lâm' },
      },
    ]);
    expect(labelsOf(reply)).toEqual(['Bài gốc']);
  });

  it('turns pages at the ends of paragraphs', () => {
    const pages = allPages((page) => articleView(long, { ...context, page }));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.map(cardText).join('\n\n')).toBe(long.text);
    expect(statesOf(pages[1])[0]?.action).toEqual({ kind: 'article', articleId: long.id, page: 0 });
  });

  it('opens the last page where there are fewer than wanted', () => {
    const pages = allPages((page) => articleView(long, { ...context, page }));
    expect(articleView(long, { ...context, page: 99 })).toEqual(pages.at(-1));
  });

  it('shows an article without a text by its title', () => {
    const { embeds, components } = articleView(fakeArticle('trong.md', '', []), context);
    expect(embeds).toMatchObject([{ title: 'trong.md' }]);
    expect(components).toEqual([]);
  });

  it('keeps to Discord’s limits, mentions nobody and loses no paragraph, whatever the article holds', () => {
    fc.assert(
      fc.property(nastyArticles, ([nasty]) => {
        if (nasty === undefined) return;
        const pages = allPages((page) => articleView(nasty, { ...context, page }));
        for (const page of pages) {
          expect(replySchema.safeParse(page).error).toBeUndefined();
          expect(liveMarkupIn(page)).toEqual([]);
        }
        const shown = pages.map(cardText).join('\n');
        for (const paragraph of nasty.text.split('\n\n').keys()) {
          expect(countOf(shown, markerOf(0, paragraph))).toBe(1);
        }
      }),
      { numRuns: 20 },
    );
  });
});
