import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeAnswer, fakeRefusal } from '../../../../test/support/fake-answer.js';
import { fakeArticle } from '../../../../test/support/fake-corpus.js';
import { markerOf, nastyArticles } from '../../../../test/support/nasty-articles.js';
import { allPages, labelsOf, statesOf } from '../../../../test/support/reply-components.js';
import { cardText, countOf, liveMarkupIn, shownText } from '../../../../test/support/shown-text.js';
import { untrustedText } from '../../../../test/support/untrusted-text.js';
import type { CitedAnswer } from '../../../answer/cited-answer.js';
import { wordsIn } from '../../../locales/catalogue.js';
import { excerptCheck } from '../../interactions/custom-id.js';
import { replySchema } from '../../../../test/support/reply-schema.js';
import { questionIn } from '../../reply/markup.js';
import { answerView, type AnswerContext } from './answer-view.js';

const filter = { from: '2019-01-01', to: null, publisher: null };
const context: AnswerContext = { words: wordsIn('vi'), owner: null, filter, page: 0, showQuestion: false };

const haNoi = {
  ...fakeArticle('hn.md', 'Văn phòng Hà Nội nhận huân chương', [
    'Năm 2010, văn phòng nhận Huân chương Độc lập. Buổi lễ diễn ra vào sáng hôm sau.',
  ]),
  publisher: 'Báo Thử',
  author: 'Hồng Thanh',
  url: 'https://example.com/bai-viet',
};
const caMau = {
  ...fakeArticle('cm.md', 'Cà Mau', ['Có 8 người được tặng huân chương ấy.']),
  publishedAtInferred: true,
};
const answer = fakeAnswer('huân chương', [haNoi, caMau]);

function pagesOf(whole: CitedAnswer) {
  return allPages((page) => answerView(whole, { ...context, showQuestion: true, page }));
}

describe('answerView', () => {
  it('says the answering sentences with the words that answer in bold and the number of their citation', () => {
    expect(answerView(answer, context).content).toBe(
      [
        'Năm 2010, văn phòng nhận **Huân** chương Độc lập.\u00A0[1]\n\nCó 8 người được tặng **huân** chương ấy.\u00A0[2]\n',
        '-# [1] Văn phòng Hà Nội nhận huân chương · Báo Thử · 17/10/2024 · Hồng Thanh',
        '-# [2] Cà Mau · khoảng 17/10/2024, suy từ bài viết',
      ].join('\n'),
    );
  });

  it('begins with the question where none stands above, and with the filter in small print', () => {
    const shown = answerView(answer, { ...context, showQuestion: true, filterText: 'Bộ lọc: Báo Thử' });
    expect(shown.content.split('\n').slice(0, 4)).toEqual([
      '> huân chương',
      '-# Bộ lọc: Báo Thử',
      '',
      expect.stringContaining('Năm 2010'),
    ]);
    expect(questionIn(shown.content)).toBe('huân chương');
  });

  it('shows each excerpt under its article, with the way to the original and where it is from', () => {
    const [first, second] = answerView(answer, context).embeds;
    expect(first).toMatchObject({
      title: 'Văn phòng Hà Nội nhận huân chương',
      description:
        '**[1]** Năm 2010, văn phòng nhận **Huân** chương Độc lập. Buổi lễ diễn ra vào sáng hôm sau.\n\n' +
        '[Bài gốc](<https://example.com/bai-viet>)',
      footer: { text: 'Báo Thử · 17/10/2024 · Hồng Thanh' },
    });
    expect(second?.footer?.text).toBe('khoảng 17/10/2024, suy từ bài viết');
  });

  it('says first where it is not sure, and where nothing was read', () => {
    const perhaps = answerView({ ...answer, outcome: 'perhaps' }, context);
    expect(perhaps.content).toMatch(/^Có thể là:\n\nNăm 2010/u);
    const citations = answer.citations.map((citation) => ({ ...citation, statement: null, answer: null }));
    const unread = answerView({ ...answer, outcome: 'unread', statements: [], citations }, context);
    expect(unread.content).toMatch(
      /^Bot chưa đọc được các đoạn này; đây là những đoạn gần nhất với câu hỏi\.\n\n-# \[1\] Văn phòng Hà Nội/u,
    );
    expect(unread.embeds).toHaveLength(2);
    expect(unread.embeds[0]?.description).not.toContain('**Huân**');
  });

  it('names the questions without an answer below the sentences, however long they are', () => {
    const one = answerView({ ...answer, untold: ['Ai dự **lễ**?'] }, context);
    expect(one.content).toContain('[2]\n\nCác bài viết không cho biết: “Ai dự');
    expect(one.content).not.toContain('**lễ**');
    const long = answerView({ ...answer, untold: ['ai '.repeat(600), 'đâu '.repeat(600)] }, context);
    expect(long.content.length).toBeLessThanOrEqual(2_000);
    expect(long.content).toContain('Năm 2010');
  });

  it('names the questions that nobody looked at, also where nothing is told', () => {
    const passedOver = Array<string>(30).fill('ai '.repeat(60));
    for (const outcome of ['told', 'not-told'] as const) {
      const view = answerView({ ...answer, outcome, passedOver }, context);
      expect(view.content).toContain('bạn hỏi tiếp nhé: “ai ai');
      expect(view.content.length).toBeLessThanOrEqual(2_000);
    }
  });

  it('says a line of its own to what asks nothing', () => {
    const smallTalk = { kind: 'about', about: '@everyone' } as const;
    const said = answerView(
      { ...answer, outcome: 'small-talk', statements: [], citations: [], smallTalk },
      context,
    );
    expect(said.content).toContain('Mình là bot');
    expect(said.embeds).toEqual([]);
    expect(said.components).toEqual([]);
  });

  it('says so where only words were searched for', () => {
    const { content } = answerView({ ...answer, lexicalOnly: true }, context);
    expect(content).toMatch(
      /^-# Mô hình đang khởi động lại nên lần này bot chỉ tìm theo từ khóa\.\n\nNăm 2010/u,
    );
  });

  it('names the nearest article in its text where the articles don’t tell', () => {
    const { content } = answerView(fakeRefusal('huân chương', haNoi), context);
    expect(content).toMatch(/Bài gần nhất với câu hỏi\\?: Văn phòng Hà Nội nhận huân chương · Báo Thử/u);
  });

  it('has an ellipsis where an excerpt begins or ends within a paragraph', () => {
    const long = fakeArticle('dai.md', 'Dài', ['Câu đầu. Câu giữa. Câu cuối.', 'Đoạn sau.']);
    const [one] = fakeAnswer('câu', [long]).citations;
    if (one === undefined) throw new Error('The fixture has citations.');
    const part = { start: 9, end: 18, excerpt: 'Câu giữa.', statement: null, answer: null };
    const shown = answerView({ ...answer, citations: [{ ...one, ...part }] }, context);
    expect(shown.embeds[0]?.description).toMatch(/^\*\*\[1\]\*\* … Câu giữa\. …/u);
    const whole = answerView({ ...answer, citations: [one] }, context);
    expect(whole.embeds[0]?.description).not.toContain('…');
  });

  it('shows one card for an article that is cited twice', () => {
    const [one] = answer.citations;
    if (one === undefined) throw new Error('The fixture has citations.');
    const { embeds } = answerView({ ...answer, citations: [one, { ...one, n: 2 }] }, context);
    expect(embeds).toHaveLength(1);
    expect(embeds[0]?.description).toMatch(/^\*\*\[1\]\*\* [^]+\*\*\[2\]\*\* /u);
  });

  it('has buttons for more passages, for each excerpt’s surroundings and for a verdict', () => {
    const shown = answerView(answer, { ...context, owner: '175928847299117063' });
    expect(labelsOf(shown)).toEqual(['Xem thêm đoạn', 'Ngữ cảnh [1]', 'Ngữ cảnh [2]', '👍', '👎']);
    const { id, text } = caMau;
    expect(statesOf(shown).map(({ action }) => action)).toEqual([
      { kind: 'more', filter },
      expect.objectContaining({ kind: 'context', articleId: haNoi.id }),
      { kind: 'context', articleId: id, start: 0, end: text.length, check: excerptCheck(text) },
      { kind: 'rate', good: true },
      { kind: 'rate', good: false },
    ]);
    expect(new Set(statesOf(shown).map(({ owner }) => owner))).toEqual(new Set(['175928847299117063']));
  });

  it('numbers no button when there is one excerpt', () => {
    expect(labelsOf(answerView(fakeAnswer('huân chương', [haNoi]), context))).toContain('Ngữ cảnh');
  });

  it('turns pages where one message has no room for all, and repeats the question on each', () => {
    const many = Array.from({ length: 6 }, (_, at) =>
      fakeArticle(`${at}.md`, `Bài ${at}`, [`Câu số ${at} dài. ${'Rất dài. '.repeat(60)}`]),
    );
    const pages = pagesOf(fakeAnswer('câu số', many));
    expect(pages.map((page) => labelsOf(page).slice(0, 3))).toEqual([
      ['◀', '1/2', '▶'],
      ['◀', '2/2', '▶'],
    ]);
    for (const page of pages) expect(questionIn(page.content)).toBe('câu số');
    expect(statesOf(pages[0])[0]?.action).toEqual({ kind: 'answer', page: 1, filter });
  });

  it('says that the articles don’t tell, names the nearest article and offers the search', () => {
    const shown = answerView(fakeRefusal('thời tiết', haNoi), context);
    expect(shown.content).toContain('Các bài viết không cho biết điều này.');
    expect(shown.embeds).toMatchObject([
      {
        title: haNoi.title,
        description: '[Bài gốc](<https://example.com/bai-viet>)',
        footer: { text: 'Báo Thử · 17/10/2024 · Hồng Thanh' },
      },
    ]);
    expect(labelsOf(shown)).toEqual(['Tìm đoạn liên quan', 'Đọc cả bài', '👍', '👎']);
  });

  it('offers nothing where there is nothing to find', () => {
    const nothing = fakeRefusal('thời tiết', null);
    expect(answerView(nothing, { ...context, words: wordsIn('en') })).toMatchObject({
      content: 'The articles don’t tell.',
      components: [],
    });
    expect(answerView(nothing, { ...context, filterText: 'Bộ lọc: Báo Thử' }).content).toContain(
      'Không có bài viết nào khớp với bộ lọc.',
    );
  });

  it('keeps to Discord’s limits, mentions nobody and loses no excerpt, whatever the articles hold', () => {
    fc.assert(
      fc.property(untrustedText, nastyArticles, (question, articles) => {
        const pages = pagesOf(fakeAnswer(question, articles));
        for (const page of pages) {
          expect(replySchema.safeParse(page).error).toBeUndefined();
          expect(liveMarkupIn(page)).toEqual([]);
        }
        const cards = pages.map(cardText).join('\n');
        const statements = pages.map(({ content }) => content).join('\n');
        for (const at of articles.keys()) {
          expect(countOf(cards, markerOf(at, 0))).toBe(1);
          expect(countOf(statements, markerOf(at, 0))).toBe(1);
        }
        expect(shownText(answerView(fakeRefusal(question, articles[0] ?? null), context))).not.toMatch(
          /(?!\n)\p{C}/u,
        );
      }),
      { numRuns: 20 },
    );
  });
});
