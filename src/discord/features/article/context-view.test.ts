import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../../test/support/fake-corpus.js';
import { markerOf, nastyArticles } from '../../../../test/support/nasty-articles.js';
import { labelsOf, statesOf } from '../../../../test/support/reply-components.js';
import { cardText, countOf, liveMarkupIn } from '../../../../test/support/shown-text.js';
import { wordsIn } from '../../../locales/discord/words-in.js';
import { articleView } from './article-view.js';
import { contextView } from './context-view.js';
import { replySchema } from '../../reply/limits.js';

const context = { words: wordsIn('vi'), owner: '175928847299117063' };
const article = {
  ...fakeArticle('bon.md', 'Bốn câu', ['Câu một. Câu hai.', 'Câu ba. Câu bốn.']),
  url: 'https://example.com/',
};
const filler = 'Thêm một câu nữa để bài dài ra. ';
const long = fakeArticle('dai.md', 'Dài', [
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
    const { embeds } = contextView(article, placeOf(article.text, 'Câu hai.'), context);
    expect(embeds[0]?.description).toBe('Câu một.\n\n> \u200BCâu hai.\n\nCâu ba. Câu bốn.');
  });

  it('shows whole sentences only, and where something is left out', () => {
    const shown = contextView(long, placeOf(long.text, 'Câu cần tìm.'), context).embeds[0]?.description ?? '';
    expect(shown).toMatch(
      /^… (?:Thêm một câu nữa để bài dài ra\. ?)+\n\n> \u200BCâu cần tìm\.\n\n(?:Thêm một câu nữa để bài dài ra\. ?)+ …$/u,
    );
    expect(shown.length).toBeGreaterThan(1_200);
    expect(shown.length).toBeLessThan(1_500);
  });

  it('shows nothing before the beginning of an article nor after its end', () => {
    const { embeds } = contextView(article, { start: 0, end: article.text.length }, context);
    expect(embeds[0]?.description).toBe(`> \u200B${article.text.replaceAll('\n', '\n> ')}`);
  });

  it('leads on to the page of the article that holds the excerpt, and to the original', () => {
    const reply = contextView(long, placeOf(long.text, 'Câu cần tìm.'), context);
    const [state] = statesOf(reply);
    if (state?.action.kind !== 'article') throw new Error('The first button opens the article.');
    expect(state.owner).toBe(context.owner);
    expect(cardText(articleView(long, { ...context, page: state.action.page }))).toContain('Câu cần tìm.');
    expect(labelsOf(contextView(article, placeOf(article.text, 'Câu hai.'), context))).toEqual([
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
        const reply = contextView(nasty, passages[ordinal] ?? { start: 0, end: 1 }, context);
        expect(replySchema.safeParse(reply).error).toBeUndefined();
        expect(liveMarkupIn(reply)).toEqual([]);
        expect(countOf(cardText(reply), markerOf(0, ordinal))).toBe(1);
      }),
      { numRuns: 40 },
    );
  });
});
