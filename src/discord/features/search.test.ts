import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeSearch } from '../../../test/support/fake-answer.js';
import { fakeArticle } from '../../../test/support/fake-corpus.js';
import { nastyArticles, markerOf } from '../../../test/support/nasty-articles.js';
import { choicesOf, labelsOf, statesOf, allPages } from '../../../test/support/reply-components.js';
import { liveMarkupIn, cardText, countOf } from '../../../test/support/shown-text.js';
import { untrustedText } from '../../../test/support/untrusted-text.js';
import { printableLine } from '../../lib/printable.js';
import { wordsIn } from '../../locales/catalogue.js';
import { replySchema } from '../../../test/support/reply-schema.js';
import { questionIn } from '../reply/markup.js';
import {
  searchView,
  type SearchContext,
  passageEntries,
  passagePages,
  passagesView,
  relevantPassages,
  sortPassages,
  type PassagesContext,
} from './search.js';
import { splitSentences } from '../../corpus/sentences.js';
import type { FoundPassage } from '../../retrieval/hybrid-retriever.js';

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

describe('further passages', () => {
  const filter = { from: null, to: null, publisher: null };
  const context: PassagesContext = {
    words: wordsIn('vi'),
    owner: '175928847299117063',
    question: 'huân chương?',
    shown: [],
    filter,
    page: 0,
  };
  const one = fakeArticle('mot.md', 'Bài một', ['Có huân chương ấy.', 'Đã kể rồi.', 'Ba.', 'Bốn.']);
  const other = {
    ...fakeArticle('hai.md', 'Bài hai', ['Lại có huân chương ấy.', 'Sáu.']),
    publisher: 'Báo Thử',
  };
  const result = fakeSearch('huân chương', [one, other]);
  const shown = [{ articleId: one.id, start: 20, end: 30 }];

  describe('passagesView', () => {
    it('shows passages by article, numbered, with the question’s words in bold, without those shown before', () => {
      const reply = passagesView(result, { ...context, shown });
      expect(reply.content).toBe('> huân chương?\nThêm 5 đoạn liên quan');
      expect(reply.embeds).toMatchObject([
        { title: 'Bài một', description: '**1.** Có **huân chương** ấy.\n\n**2.** Ba.\n\n**3.** Bốn.' },
        {
          title: 'Bài hai',
          description: '**4.** Lại có **huân chương** ấy.',
          footer: { text: 'Báo Thử · 17/10/2024' },
        },
      ]);
    });

    it('puts no part of a word in bold', () => {
      const article = fakeArticle('ba.md', 'Bài ba', ['Lễ ở thành phố ven sông.']);
      const asked = 'phố Hàng Bạc ở đâu';
      const reply = passagesView(fakeSearch(asked, [article]), { ...context, question: asked });
      expect(reply.embeds[0]?.description).toMatch(/\*\*[^*]*thành phố\*\*/u);
    });

    it('turns pages, numbers on, and repeats the question for the buttons', () => {
      const reply = passagesView(result, { ...context, shown, page: 1 });
      expect(reply.embeds).toMatchObject([{ title: 'Bài hai', description: '**5.** Sáu.' }]);
      expect(questionIn(reply.content)).toBe('huân chương?');
      expect(labelsOf(reply)).toEqual(['◀', '2/2', '▶', 'Đọc cả bài']);
      expect(statesOf(reply)).toEqual([
        { action: { kind: 'passages', page: 0, filter }, owner: context.owner },
        { action: { kind: 'open', articleId: other.id }, owner: context.owner },
      ]);
    });

    it('lets the reader choose among the articles of the page', () => {
      expect(choicesOf(passagesView(result, { ...context, shown }))).toEqual([one.id, other.id]);
    });

    it('does not call passages further ones when none was shown', () => {
      const reply = passagesView(result, { ...context, words: wordsIn('en') });
      expect(reply.content).toBe('> huân chương?\nThe 6 passages nearest to the question');
    });

    it('says that there are no more', () => {
      const nothing = { ...result, found: [] };
      expect(passagesView(nothing, context)).toMatchObject({
        content: '> huân chương?\nKhông còn đoạn nào khác liên quan đến câu hỏi này.',
        embeds: [],
        components: [],
      });
    });

    it('keeps to Discord’s limits, mentions nobody and shows each passage once, whatever the articles hold', () => {
      fc.assert(
        fc.property(untrustedText, nastyArticles, (question, articles) => {
          const found = fakeSearch(question, articles);
          const pages = allPages((page) => passagesView(found, { ...context, question, page }));
          for (const page of pages) {
            expect(replySchema.safeParse(page).error).toBeUndefined();
            expect(liveMarkupIn(page)).toEqual([]);
          }
          const cards = pages.map(cardText).join('\n');
          for (const { passage } of found.found) {
            const at = articles.findIndex(({ id }) => id === passage.articleId);
            expect(countOf(cards, markerOf(at, passage.ordinal))).toBe(1);
          }
        }),
        { numRuns: 15 },
      );
    });
  });

  const old = { ...fakeArticle('cu.md', 'Cũ', ['Một.', 'Hai.']), publishedAt: '2019-10-07' };
  const fresh = fakeArticle('moi.md', 'Mới', ['Ba.']);
  const undated = { ...fakeArticle('khong.md', 'Không ngày', ['Bốn.']), publishedAt: null };
  const found = fakeSearch('', [undated, old, fresh]).found.map((passage, rank) => ({
    ...passage,
    score: [0.8, 0.5, 0.25, 0.2][rank] ?? 0,
  }));

  describe('relevantPassages', () => {
    it('keeps those that are not far worse than the best', () => {
      expect(relevantPassages(found).map(({ score }) => score)).toEqual([0.8, 0.5, 0.25]);
    });

    it('keeps a few in any case', () => {
      expect(relevantPassages(found, 4)).toEqual(found);
      expect(relevantPassages([], 4)).toEqual([]);
    });
  });

  describe('sortPassages', () => {
    it('leaves the best first', () => {
      expect(sortPassages(found, 'relevance')).toEqual(found);
    });

    it('puts the newest article first and those without a date last', () => {
      expect(sortPassages(found, 'newest').map(({ passage }) => passage.text)).toEqual([
        'Ba.',
        'Một.',
        'Hai.',
        'Bốn.',
      ]);
    });
  });

  const article = fakeArticle('nam.md', 'Năm câu', ['Câu một. Câu hai.', 'Câu ba. Câu bốn. Câu năm.']);
  const sentences = splitSentences(article.text);

  /** A passage of the sentences from one to another, counted from 1. */
  function passageOf(first: number, last: number): FoundPassage {
    const own = sentences.slice(first - 1, last);
    const start = own[0]?.start ?? 0;
    const end = own.at(-1)?.end ?? start;
    return {
      passage: {
        articleId: article.id,
        ordinal: first,
        start,
        end,
        text: article.text.slice(start, end),
        sentences: own,
      },
      article,
      score: 1,
      lexical: 1,
      similarity: 0,
    };
  }

  /** What the entries show. */
  function textsOf(found: readonly FoundPassage[], shown = [{ articleId: article.id, start: 0, end: 0 }]) {
    return passageEntries(found, shown).map(({ runs }) =>
      runs.map(({ start, end }) => article.text.slice(start, end)),
    );
  }

  describe('a passage', () => {
    it('shows sentences left out as […] on the line that they stood in', () => {
      const [, entry] = passageEntries([passageOf(4, 4), passageOf(3, 5)]);
      if (entry === undefined) throw new Error('There is no such entry.');
      const { question } = fakeSearch('', []);
      const [page] = passagePages([entry], question, wordsIn('vi'));
      expect(page?.cards[0]?.body?.source).toBe(String.raw`**1.** Câu ba. \[…\] Câu năm.`);
    });
  });

  describe('passageEntries', () => {
    it('shows a sentence that two passages share in the better one only', () => {
      expect(textsOf([passageOf(2, 3), passageOf(1, 2)])).toEqual([['Câu hai.\n\nCâu ba.'], ['Câu một.']]);
    });

    it('shows what stands around sentences shown before', () => {
      expect(textsOf([passageOf(4, 4), passageOf(3, 5)])).toEqual([['Câu bốn.'], ['Câu ba.', 'Câu năm.']]);
    });

    it('leaves out what was shown elsewhere, and a passage of which nothing is left', () => {
      const shown = [{ articleId: article.id, start: 0, end: article.text.indexOf('Câu bốn') }];
      expect(textsOf([passageOf(1, 2), passageOf(3, 4)], shown)).toEqual([['Câu bốn.']]);
    });

    it('shows an article that is there twice once', () => {
      const copy = fakeArticle('ban-sao.md', 'Năm câu', article.text.split('\n\n'));
      expect(passageEntries(fakeSearch('', [article, copy]).found)).toHaveLength(2);
    });
  });
});
