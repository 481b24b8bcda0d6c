import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArticle } from './parse-article.js';

const content = (text: string) => ({ bytes: Buffer.from(text), contentHash: 'hash' });

/** Pieces that the rules look for, so that random texts meet them. */
const PIECES = [
  ...[
    'Bình luận',
    'Tin khác',
    'Từ khóa: a',
    '1 2 3',
    'captcha',
    'Hồng Thanh',
    'Tin, ảnh: Vĩ Lâm',
    './.',
    '(TGCT) A',
  ],
  ...[
    'ĐBP - A',
    'HÀ NỘI (VNA) - B',
    '21:19 17/10/2024',
    'sáng 31/10',
    '(10/1930 - 10/2020)',
    '•',
    '- ',
    '\n',
    '\n\n',
  ],
  ...[
    '---\n',
    'title: a\n',
    '# ',
    '> ',
    '```\n',
    '[a](b)',
    '**',
    '_',
    '|',
    '<p>',
    '</p>',
    '<div>',
    '<!--',
    '&amp;',
    '<',
  ],
  ...['\u00a0', '\u200b', '\u00ad', '\ufeff', '\u0301', 'a', 'Đ', '. ', ' '],
];

const anyText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 40 })
  .map((parts) => parts.join(''));
const anyName = fc.constantFrom('a.txt', 'a.md', 'a.html');

const word = fc.constantFrom(
  'người',
  'dân',
  'trồng',
  'cây',
  'bên',
  'sông',
  'Hương',
  'năm',
  '2020',
  'và',
  'trường',
);
const sentence = fc.array(word, { minLength: 4, maxLength: 20 }).map((words) => `Cả ${words.join(' ')}.`);
const paragraph = fc.array(sentence, { minLength: 2, maxLength: 4 }).map((sentences) => sentences.join(' '));

describe('parseArticle', () => {
  test('never throws, and what it makes of any text is clean', () => {
    fc.assert(
      fc.property(anyName, anyText, (path, text) => {
        const outcome = parseArticle(path, content(text));
        if (!outcome.ok) {
          expect(outcome.problem.message).not.toBe('');
          return;
        }
        const { text: clean, title, publishedAt } = outcome.value;
        expect(clean).not.toBe('');
        expect(clean).toBe(clean.normalize('NFC'));
        expect(clean.replaceAll('\n\n', '')).not.toMatch(/[\n\p{Cc}\p{Cf}\p{Cs}]| {2}|[^\S ]/u);
        expect(clean.split('\n\n').every((one) => one !== '' && one === one.trim())).toBe(true);
        expect(title).not.toMatch(/[\n\p{Cc}]/u);
        expect(publishedAt ?? '2000-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves an article that is clean already as it is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(paragraph, { minLength: 1, maxLength: 6 }), (paragraphs) => {
        const text = paragraphs.join('\n\n');
        const outcome = parseArticle('a.txt', content(`Một tiêu đề\n\n${text}\n`));
        expect(outcome).toMatchObject({ ok: true, value: { title: 'Một tiêu đề', text, publishedAt: null } });
      }),
    );
  });

  test('reads the same article from a plain text, Markdown and HTML', () => {
    const title = 'Mưa lớn ở huyện Phong An';
    const body = ['Hai ngày qua, mưa lớn làm ngập 300 ha lúa.', 'Chính quyền đã sơ tán 45 hộ dân.'];
    const texts = [
      ['a.txt', `${title}\n\n${body.join('\n\n')}`],
      ['a.md', `# ${title}\n\n${body.join('\n\n')}`],
      ['a.html', `<h1>${title}</h1>${body.map((text) => `<p>${text}</p>`).join('')}`],
    ] as const;
    for (const [path, text] of texts) {
      expect(parseArticle(path, content(text))).toMatchObject({
        ok: true,
        value: { title, text: body.join('\n\n') },
      });
    }
  });

  test('takes what nobody sees out of a title made of its file', () => {
    const outcome = parseArticle(
      'tin/M\u01B0a\u200B l\u00ADớn_ở\u00A0\uFEFFhuyện.txt',
      content('Mưa lớn. '.repeat(40)),
    );
    expect(outcome).toMatchObject({ ok: true, value: { title: 'Mưa lớn ở huyện' } });
  });

  test('names an article without a title by its file', () => {
    const text = 'Hai ngày qua, mưa lớn làm ngập 300 ha lúa. Chính quyền đã sơ tán 45 hộ dân.';
    const outcome = parseArticle('tin/mua_lon-2.TXT', content(text));
    expect(outcome).toMatchObject({ ok: true, value: { title: 'Mua lon 2', text } });
  });

  test('gives the first 12 hex digits of the hash of its path for an id', () => {
    const outcome = parseArticle('a.txt', content('Tiêu đề\n\nMột câu trọn vẹn.'));
    expect(outcome).toMatchObject({
      ok: true,
      value: { id: '18b7cb099a9e', contentHash: 'hash', path: 'a.txt' },
    });
  });

  test.each([
    ['nothing but boilerplate', 'Bình luận\nTin khác\n1 2 3\n', /No text is left/],
    ['no bytes', '', /empty/],
    ['an unknown format', 'x', /format/],
  ])('says what is wrong with %s', (name, text, message) => {
    const outcome = parseArticle(name === 'an unknown format' ? 'a.odt' : 'a.txt', content(text));
    expect(outcome).toMatchObject({
      ok: false,
      problem: { message: expect.stringMatching(message) as string },
    });
  });

  test.each([
    'a',
    '“',
    '(',
    '[a](',
    '*',
    '_a',
    '<',
    '&#',
    '. ',
    'A, ',
    '1/2/',
    '\u0301',
    'a\u200b',
    '(1/1930 - ',
  ])(
    'takes a megabyte of "%s" on one line in linear time',
    (piece) => {
      const text = content(piece.repeat(1_000_000 / piece.length));
      // A pattern that is quadratic takes minutes here, which the limit of this test ends.
      for (const path of ['a.txt', 'a.md', 'a.html']) expect(() => parseArticle(path, text)).not.toThrow();
    },
    30_000,
  );
});
