import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { fakeAnswer, fakeRefusal, fakeSearch } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { paletteFor, viewWith } from './layout.js';
import { wordsIn } from '../locales/catalogue.js';
import { groupPassages } from '../answer/excerpt.js';
import { renderAnswer, renderPassages, renderSources } from './render-answer.js';

const PLAIN = viewWith('vi', 60, false);
const COLOURED = viewWith('vi', 60, true);

const haNoi = {
  ...fakeArticle('hn.md', 'Văn phòng Thành ủy Hà Nội nhận huân chương', [
    'Năm 2010, văn phòng nhận Huân chương Độc lập hạng Ba. Buổi lễ diễn ra vào sáng hôm sau.',
    'Đoạn này không được trích.',
  ]),
  publisher: 'Báo Thử',
  url: 'https://example.test/bai-viet',
};
const caMau = {
  ...fakeArticle('cm.md', 'Cà Mau', ['Có 8 cá nhân được tặng huân chương. Mọi người cùng vui.']),
  publishedAtInferred: true,
};
const answer = fakeAnswer('huân chương', [haNoi, caMau]);

/** A text without its line breaks, boxes and colours. */
function unwrapped(text: string): string {
  return stripVTControlCharacters(text).replace(/[\s│▌]+/gu, ' ');
}

describe('renderAnswer', () => {
  it('says a line of its own to what asks nothing', () => {
    const thanked = {
      ...fakeRefusal('cảm ơn', null),
      outcome: 'small-talk',
      smallTalk: { kind: 'thanks', about: 'Hòn Mây' },
    } as const;
    const text = unwrapped(renderAnswer(thanked, PLAIN));
    expect(text).toContain('Không có gì!');
    expect(text).toContain('“Bài nào nói về Hòn Mây?”');
  });

  it('names the questions without an answer beside one that has one', () => {
    const text = unwrapped(renderAnswer({ ...answer, untold: ['Ai dự?'] }, PLAIN));
    expect(text).toContain('Các bài viết không cho biết: “Ai dự?”');
    expect(text).toContain('Có 8 cá nhân được tặng huân chương. [2]');
  });

  it.each(['told', 'not-told'] as const)('names the questions that nobody looked at: %s', (outcome) => {
    const text = unwrapped(renderAnswer({ ...answer, outcome, passedOver: ['Ai dự?'] }, PLAIN));
    expect(text).toContain('bạn hỏi tiếp nhé: “Ai dự?”');
  });

  it.each([true, false])('says each statement whole, with its number, last in the chat: %j', (inChat) => {
    const text = unwrapped(renderAnswer(answer, PLAIN, { inChat }));
    const first = text.indexOf('Năm 2010, văn phòng nhận Huân chương Độc lập hạng Ba. [1]');
    const second = text.indexOf('Có 8 cá nhân được tặng huân chương. [2]');
    expect(first).toBeGreaterThanOrEqual(0);
    expect(second).toBeGreaterThan(first);
    expect(text.indexOf('[1] Văn phòng') < first).toBe(inChat);
  });

  it('heads each citation with title, publisher and date, and ends it with the address', () => {
    const text = unwrapped(renderAnswer(answer, PLAIN));
    expect(text).toContain('[1] Văn phòng Thành ủy Hà Nội nhận huân chương — Báo Thử · 17/10/2024 ╭');
    expect(text).toContain('Buổi lễ diễn ra vào sáng hôm sau.');
    expect(text).toContain('https://example.test/bai-viet');
    expect(text).not.toContain('Đoạn này không được trích.');
  });

  it('marks a date that was worked out, and leaves out what is not known', () => {
    expect(unwrapped(renderAnswer(answer, PLAIN))).toContain(
      '[2] Cà Mau — khoảng 17/10/2024, suy từ bài viết ╭',
    );
    const undated = fakeAnswer('huân chương', [{ ...caMau, publishedAt: null }]);
    expect(unwrapped(renderAnswer(undated, PLAIN))).toContain('[1] Cà Mau ╭');
    expect(unwrapped(renderAnswer(answer, { ...PLAIN, words: wordsIn('en') }))).toContain(
      'about 17 October 2024, inferred from the article',
    );
  });

  it('uses no escape sequence without colour, and says the same words with it', () => {
    const plain = renderAnswer(answer, PLAIN);
    const coloured = renderAnswer(answer, COLOURED);
    expect(plain).not.toContain('\u001B');
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it('with colour, sets the answer’s words and its sentence off from the rest', () => {
    const text = renderAnswer(answer, { ...COLOURED, width: 100 });
    expect(text).toContain('\u001B[1mHuân\u001B[22m chương');
    expect(text).toContain('\u001B[1m\u001B[35mHuân\u001B[39m\u001B[22m');
    expect(text).toContain('\u001B[2m Buổi lễ diễn ra vào sáng hôm sau.\u001B[22m');
  });

  it('says first where it is not sure, and where nothing was read', () => {
    const perhaps = renderAnswer({ ...answer, outcome: 'perhaps' }, PLAIN, { inChat: false });
    expect(unwrapped(perhaps)).toMatch(/^ Có thể: Năm 2010/u);
    const citations = answer.citations.map((citation) => ({ ...citation, statement: null, answer: null }));
    const unread = renderAnswer({ ...answer, outcome: 'unread', statements: [], citations }, COLOURED);
    expect(unwrapped(unread)).toMatch(/^ Chưa đọc được các đoạn này.* \[1\] Văn phòng/u);
    expect(unread).not.toContain('\u001B[35m');
  });

  it('has an ellipsis where an excerpt begins or ends within a paragraph', () => {
    const long = fakeArticle('dai.md', 'Dài', ['Câu đầu. Câu giữa. Câu cuối.']);
    const [one] = fakeAnswer('câu', [long]).citations;
    if (one === undefined) throw new Error('The fixture has citations.');
    const part = { start: 9, end: 18, excerpt: 'Câu giữa.', statement: null, answer: null };
    expect(unwrapped(renderAnswer({ ...answer, citations: [{ ...one, ...part }] }, PLAIN))).toContain(
      '… Câu giữa. …',
    );
    expect(renderAnswer({ ...answer, citations: [one] }, PLAIN)).not.toContain('…');
  });

  it('says that the articles don’t tell, and names the nearest one', () => {
    const text = unwrapped(renderAnswer(fakeRefusal('thời tiết', haNoi), PLAIN));
    expect(text).toContain('Các bài viết không cho biết điều này.');
    expect(text).toContain('Bài gần nhất: Văn phòng Thành ủy Hà Nội nhận huân chương — Báo Thử · 17/10/2024');
    expect(text).toContain('/search');
  });

  it('names no article when there is none, and no command outside the chat', () => {
    expect(renderAnswer(fakeRefusal('thời tiết', null), PLAIN, { inChat: false })).toBe(
      '▌ Các bài viết không cho biết điều này.',
    );
  });

  it('defuses a hostile article', () => {
    const hostile = {
      ...fakeArticle('x.md', '\u001B]0;chiếm\u0007Tiêu đề\r\u202Eđảo', [
        'Chào @everyone \u001B[2J\u001B[Hhuân chương\u0000\u2066. Hết\u0085\u009B31m rồi.',
      ]),
      publisher: 'Báo\nGiả',
      url: 'https://example.test/\u001B[31m',
    };
    const text = renderAnswer(fakeAnswer('huân chương', [hostile]), PLAIN);
    expect(text).not.toMatch(/(?!\n)\p{C}/u);
    expect(unwrapped(text)).toContain('[1] Tiêu đề đảo — Báo Giả · 17/10/2024');
    expect(unwrapped(text)).toContain('Chào @everyone huân chương. Hết rồi.');
  });

  it('never makes a line wider than the view nor lets a control character through', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.array(anything, { minLength: 1 }),
        fc.integer({ min: 24, max: 100 }),
        (title, publisher, sentences, width) => {
          const article = { ...fakeArticle('x.md', title, [sentences.join(' ')]), publisher, url: title };
          for (const shown of [fakeAnswer(title, [article]), fakeRefusal(title, article)]) {
            const lines = renderAnswer(shown, { ...COLOURED, width }).split('\n');
            expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
            expect(renderAnswer(shown, { ...PLAIN, width })).not.toMatch(/(?!\n)\p{C}/u);
          }
        },
      ),
    );
  });
});

const PASSAGES_VIEW = viewWith('vi', 70, false);
const older = fakeArticle('cu.md', 'Bài cũ', ['Đoạn về huân chương.', 'Đoạn thứ hai.']);
const newer = { ...fakeArticle('moi.md', 'Bài mới', ['Lại huân chương.']), publishedAt: '2025-01-02' };
const undated = { ...fakeArticle('khong-ngay.md', 'Bài không ngày', ['Ba.']), publishedAt: null };

describe('renderPassages', () => {
  const { question, found } = fakeSearch('huân chương', [older, newer]);
  const groups = groupPassages(found);

  it('numbers the passages under the titles of their articles', () => {
    expect(renderPassages(question, groups, PASSAGES_VIEW)).toBe(
      [
        'Bài cũ — 17/10/2024',
        ' 1. Đoạn về huân chương.',
        ' 2. Đoạn thứ hai.',
        '',
        'Bài mới — 02/01/2025',
        ' 3. Lại huân chương.',
      ].join('\n'),
    );
  });

  it('marks the question’s words where there is colour', () => {
    expect(renderPassages(question, groups, { ...PASSAGES_VIEW, palette: paletteFor(true) })).toContain(
      'Đoạn về \u001B[1m\u001B[35mhuân chương\u001B[39m\u001B[22m.',
    );
  });

  it('keeps to the width and lets no control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 24, max: 100 }), (text, width) => {
        const result = fakeSearch(text, [fakeArticle('x.md', text, [text])]);
        const shown = renderPassages(result.question, groupPassages(result.found), {
          ...PASSAGES_VIEW,
          palette: paletteFor(true),
          width,
        });
        for (const line of shown.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(stripVTControlCharacters(shown)).not.toMatch(/(?!\n)\p{C}/u);
      }),
    );
  });
});

describe('renderSources', () => {
  it('lists the newest article first and those without a date last', () => {
    const lines = renderSources([undated, older, newer], PASSAGES_VIEW).split('\n');
    expect(lines).toEqual([
      '3 bài viết, mới nhất trước',
      ' 1. Bài mới',
      '    02/01/2025 · moi.md',
      ' 2. Bài cũ',
      '    17/10/2024 · cu.md',
      ' 3. Bài không ngày',
      '    không rõ ngày đăng · khong-ngay.md',
    ]);
  });
});
