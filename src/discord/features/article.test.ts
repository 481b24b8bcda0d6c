import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import { markerOf, nastyArticles } from '../../../test/support/nasty-articles.js';
import { allPages, labelsOf, statesOf } from '../../../test/support/reply-components.js';
import { cardText, countOf, liveMarkupIn } from '../../../test/support/shown-text.js';
import { wordsIn } from '../../locales/catalogue.js';
import { replySchema } from '../../../test/support/reply-schema.js';
import { articleView, contextView } from './article.js';

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

const asker = { words: wordsIn('vi'), owner: '175928847299117063' };
const four = {
  ...fakeArticle('bon.md', 'Bốn câu', ['Câu một. Câu hai.', 'Câu ba. Câu bốn.']),
  url: 'https://example.com/',
};
const filler = 'Thêm một câu nữa để bài dài ra. ';
const deep = fakeArticle('dai.md', 'Dài', [
  filler.repeat(90).trim(),
  'Câu cần tìm.',
  filler.repeat(90).trim(),
]);

/** Where `part` stands in a text. */
function placeOf(text: string, part: string) {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
}

describe('contextView', () => {
  it('sets the excerpt off from what stands before and after it', () => {
    const { embeds } = contextView(four, placeOf(four.text, 'Câu hai.'), asker);
    expect(embeds[0]?.description).toBe('Câu một.\n\n> \u200BCâu hai.\n\nCâu ba. Câu bốn.');
  });

  it('shows whole sentences only, and where something is left out', () => {
    const shown = contextView(deep, placeOf(deep.text, 'Câu cần tìm.'), asker).embeds[0]?.description ?? '';
    expect(shown).toMatch(
      /^… (?:Thêm một câu nữa để bài dài ra\. ?)+\n\n> \u200BCâu cần tìm\.\n\n(?:Thêm một câu nữa để bài dài ra\. ?)+ …$/u,
    );
    expect(shown.length).toBeGreaterThan(1_200);
    expect(shown.length).toBeLessThan(1_500);
  });

  it('shows nothing before the beginning of an article nor after its end', () => {
    const { embeds } = contextView(four, { start: 0, end: four.text.length }, asker);
    expect(embeds[0]?.description).toBe(`> \u200B${four.text.replaceAll('\n', '\n> ')}`);
  });

  it('leads on to the page of the article that holds the excerpt, and to the original', () => {
    const reply = contextView(deep, placeOf(deep.text, 'Câu cần tìm.'), asker);
    const [state] = statesOf(reply);
    if (state?.action.kind !== 'article') throw new Error('The first button opens the article.');
    expect(state.owner).toBe(asker.owner);
    expect(cardText(articleView(deep, { ...asker, page: state.action.page }))).toContain('Câu cần tìm.');
    expect(labelsOf(contextView(four, placeOf(four.text, 'Câu hai.'), asker))).toEqual([
      'Đọc cả bài',
      'Bài gốc',
    ]);
  });

  it('keeps to Discord’s limits, mentions nobody and shows the excerpt once, whatever the article holds', () => {
    fc.assert(
      fc.property(nastyArticles, fc.nat(), ([nasty], choice) => {
        if (nasty === undefined) return;
        const passages = cutParagraphs(nasty);
        const ordinal = choice % passages.length;
        const reply = contextView(nasty, passages[ordinal] ?? { start: 0, end: 1 }, asker);
        expect(replySchema.safeParse(reply).error).toBeUndefined();
        expect(liveMarkupIn(reply)).toEqual([]);
        expect(countOf(cardText(reply), markerOf(0, ordinal))).toBe(1);
      }),
      { numRuns: 40 },
    );
  });
});
