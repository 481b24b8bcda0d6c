import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeSearch } from '../../../test/support/fake-answer.js';
import { fakeArticle } from '../../../test/support/fake-corpus.js';
import { nastyArticles } from '../../../test/support/nasty-articles.js';
import { choicesOf, labelsOf, statesOf } from '../../../test/support/reply-components.js';
import { liveMarkupIn } from '../../../test/support/shown-text.js';
import { untrustedText } from '../../../test/support/untrusted-text.js';
import { printableLine } from '../../lib/printable.js';
import { wordsIn } from '../../locales/catalogue.js';
import { replySchema } from '../reply/limits.js';
import { questionIn } from '../reply/markup.js';
import { searchView, type SearchContext } from './search.js';

const filter = { from: null, to: '2024-12-31', publisher: null };
const context: SearchContext = {
  words: wordsIn('vi'),
  owner: null,
  query: 'huân chương',
  sort: 'relevance',
  filter,
  page: 0,
};
const older = {
  ...fakeArticle('cu.md', 'Bài cũ', ['Có huân chương.', 'Hai.', 'Ba.']),
  publishedAt: '2019-10-07',
};
const newer = fakeArticle('moi.md', 'Bài mới', ['Huân chương ấy.', 'Năm.']);
const result = fakeSearch('huân chương', [older, newer]);

describe('searchView', () => {
  it('shows what was found by article, best first, with the hits in bold', () => {
    const reply = searchView(result, { ...context, filterText: 'Bộ lọc: đến 31/12/2024' });
    expect(reply.content).toBe(
      '> huân chương\n-# Bộ lọc: đến 31/12/2024\n5 đoạn trong 2 bài · liên quan nhất trước',
    );
    expect(reply.embeds.map(({ title }) => title)).toEqual(['Bài cũ', 'Bài mới']);
    expect(reply.embeds[1]?.description).toBe('**4.** **Huân chương** ấy.');
  });

  it('can begin with the newest article', () => {
    const reply = searchView(result, { ...context, sort: 'newest' });
    expect(reply.content).toContain('mới nhất trước');
    expect(reply.embeds.map(({ title }) => title)).toEqual(['Bài mới', 'Bài cũ']);
  });

  it('has buttons to turn pages and to change the order, and a menu of the page’s articles', () => {
    const reply = searchView(result, context);
    expect(labelsOf(reply)).toEqual(['◀', '1/2', '▶', 'Xếp mới nhất trước', 'Đọc cả bài']);
    expect(statesOf(reply).map(({ action }) => action)).toEqual([
      { kind: 'search', page: 1, sort: 'relevance', filter },
      { kind: 'search', page: 0, sort: 'newest', filter },
      { kind: 'open', articleId: null },
    ]);
    expect(choicesOf(reply)).toEqual([older.id, newer.id]);
  });

  it('offers no other order where there is one article', () => {
    const reply = searchView(fakeSearch('huân chương', [newer]), context);
    expect(reply.content).toBe('> huân chương\n2 đoạn trong 1 bài');
    expect(labelsOf(reply)).toEqual(['Đọc cả bài']);
  });

  it('opens the last page where there are fewer than wanted', () => {
    expect(labelsOf(searchView(result, { ...context, page: 9 }))).toContain('2/2');
  });

  it('leaves out what has little to do with the words', () => {
    const [best, ...others] = result.found;
    if (best === undefined) throw new Error('The fixture has passages.');
    const weak = { ...result, found: [best, ...others.map((found) => ({ ...found, score: 0.2 }))] };
    expect(searchView(weak, context).content).toContain('1 đoạn trong 1 bài');
  });

  it('gives a tip when nothing was found', () => {
    const nothing = { ...result, found: [] };
    expect(searchView(nothing, context).content).toBe(
      '> huân chương\nKhông tìm thấy đoạn nào. Bạn thử dùng từ khác hoặc ít từ hơn nhé.',
    );
    expect(searchView(nothing, { ...context, filterText: 'Bộ lọc: đến 31/12/2024' }).content).toContain(
      'bỏ bớt bộ lọc',
    );
  });

  it('keeps to Discord’s limits, mentions nobody and repeats the query, whatever was typed and found', () => {
    fc.assert(
      fc.property(untrustedText, nastyArticles, fc.nat(3), (query, articles, page) => {
        const reply = searchView(fakeSearch(query, articles), { ...context, query, filterText: query, page });
        expect(replySchema.safeParse(reply).error).toBeUndefined();
        expect(liveMarkupIn(reply)).toEqual([]);
        expect(questionIn(reply.content) ?? '').toBe(printableLine(query));
      }),
      { numRuns: 15 },
    );
  });
});
