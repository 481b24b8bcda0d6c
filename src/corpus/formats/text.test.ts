import { describe, expect, test } from 'vitest';
import { parseArticle } from './parse-article.js';
import { checkParagraphs, checkTextSize, decodeText } from './text.js';
import fc from 'fast-check';
import { decodeLegacy, type LegacyEncoding } from './legacy-vietnamese.js';

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from('Hội nghị')],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeffHội nghị')],
  ['UTF-16 LE with a byte order mark', Buffer.from('\ufeffHội nghị', 'utf16le')],
  ['UTF-16 BE with a byte order mark', utf16be('\ufeffHội nghị')],
  ['UTF-16 LE without one', Buffer.from('Hội nghị', 'utf16le')],
  ['UTF-16 BE without one', utf16be('Hội nghị')],
])('reads %s', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ ok: true, value: 'Hội nghị' });
});

test.each([
  ['no bytes', Buffer.alloc(0), /empty/],
  ['nothing but white space', Buffer.from('\ufeff \n\u00a0\t'), /white space/],
  ['Latin-1', Buffer.from('H\u00f4i ngh\u00ea', 'latin1'), /not UTF-8/],
  ['UTF-8 cut in a letter', Buffer.from('Hội').subarray(0, 3), /not UTF-8/],
  ['half a UTF-16 character', Buffer.from('\ufeffHội', 'utf16le').subarray(0, 5), /UTF-16LE/],
  ['a lone UTF-16 surrogate', Buffer.from([0xfe, 0xff, 0xd8, 0x00, 0x00, 0x41]), /UTF-16BE/],
  ['a NUL', Buffer.from('Hội\0nghị'), /binary/],
  ['many control characters', Buffer.from('\u0001\u0002abc\u0003'), /binary/],
])('refuses %s', (_, bytes, message) => {
  const outcome = decodeText(bytes);
  expect(outcome).toMatchObject({
    ok: false,
    problem: { message: expect.stringMatching(message) as string },
  });
});

test('colours of a terminal make no binary file', () => {
  expect(decodeText(Buffer.from('\u001b[31mĐỏ\u001b[0m')).ok).toBe(true);
});

test('a stray control character in a long text is no binary file', () => {
  expect(decodeText(Buffer.from(`${'một câu '.repeat(30)}\u000b\u0008`)).ok).toBe(true);
});

test('reads a page in the encoding that it declares', () => {
  const page = (charset: string) =>
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"></head><p>été`;
  expect(decodeText(Buffer.from(page('iso-8859-1'), 'latin1'))).toEqual({
    ok: true,
    value: page('iso-8859-1'),
  });
  expect(decodeText(Buffer.from(page('no-such-one'), 'latin1'))).toMatchObject({ ok: false });
});

/** Letters as they are typed in each encoding, a byte a character. */
const SAMPLES: readonly (readonly [LegacyEncoding, string, string])[] = [
  [
    'TCVN3',
    'B¶o tµng më cöa tõ s¸ng thø B¶y, ®ãn kh¸ch miÔn phÝ.',
    'Bảo tàng mở cửa từ sáng thứ Bảy, đón khách miễn phí.',
  ],
  [
    'VNI',
    'Baûo taøng môû cöûa töø saùng thöù Baûy, ñoùn khaùch mieãn phí.',
    'Bảo tàng mở cửa từ sáng thứ Bảy, đón khách miễn phí.',
  ],
  [
    'VISCII',
    'Bäo tàng m· cØa t× sáng thÑ Bäy, ðón khách mi­n phí.',
    'Bảo tàng mở cửa từ sáng thứ Bảy, đón khách miễn phí.',
  ],
  [
    'windows-1258',
    'BaÒo tàng mõÒ cýÒa týÌ sáng thýì BaÒy, ðón khách miêÞn phí.',
    'Bảo tàng mở cửa từ sáng thứ Bảy, đón khách miễn phí.',
  ],
];

describe('old Vietnamese encodings', () => {
  test.each(SAMPLES)('%s is read, as bytes and where it was saved as UTF-8', (_, written, meant) => {
    expect(decodeText(Buffer.from(written, 'latin1'))).toEqual({ ok: true, value: meant });
    expect(decodeText(Buffer.from(written))).toEqual({ ok: true, value: meant });
  });

  test('lines of Unicode letters among them are left alone', () => {
    const written = `---\ntitle: Bảo tàng mở cửa\n---\n${SAMPLES[0]?.[1] ?? ''}`;
    const meant = `---\ntitle: Bảo tàng mở cửa\n---\n${SAMPLES[0]?.[2] ?? ''}`;
    expect(decodeText(Buffer.from(written))).toEqual({ ok: true, value: meant });
  });

  test('capitals, which TCVN3 has only without a tone, and the quotation marks of Windows', () => {
    const written = 'B¶O TµNG Më CöA Tõ S¸NG\nSë V¨n hãa: \u0093më cöa miÔn phÝ\u0094';
    expect(decodeText(Buffer.from(written, 'latin1'))).toEqual({
      ok: true,
      value: 'BẢO TÀNG MỞ CỬA TỪ SÁNG\nSở Văn hóa: “mở cửa miễn phí”',
    });
  });

  const SYLLABLES =
    `bảo tàng mở cửa từ sáng thứ đón khách miễn phí nghệ thuật huyện đường phố những người được ngày trẻ
    nhỏ vẫn cũng rộng lớn quỳnh hằng nguyễn phạm thụy khuyên ngoặc hẹp kĩ lẽ ủy ban xã chợ giữa đỗ ngã ẵm uốn lượn yến`.split(
      /\s+/u,
    );
  const text = fc
    .uniqueArray(fc.constantFrom(...SYLLABLES), { minLength: 12 })
    .map((words) => `${words.join(' ')}, ${words.length} (a-z).`.normalize('NFC'));

  test.each(SAMPLES.map(([encoding]) => encoding))(
    'any Vietnamese text in %s is read as it was meant',
    (encoding) => {
      const codes = codesOf(encoding);
      const encode = (meant: string) => Array.from(meant, (letter) => codes.get(letter) ?? letter).join('');
      fc.assert(
        fc.property(text, (meant) => {
          const written = encode(meant);
          expect(decodeLegacy(written, encoding)).toBe(meant);
          expect(decodeText(Buffer.from(written, 'latin1'))).toEqual({ ok: true, value: meant });
          expect(decodeText(Buffer.from(written))).toEqual({ ok: true, value: meant });
        }),
      );
    },
  );

  test('UTF-8 that was taken for windows-1252 and saved so is read as it was meant', () => {
    const windows = new TextDecoder('windows-1252');
    fc.assert(
      fc.property(text, (meant) => {
        expect(decodeText(Buffer.from(windows.decode(Buffer.from(meant))))).toEqual({
          ok: true,
          value: meant,
        });
      }),
    );
  });

  test.each(SAMPLES)('a paragraph in %s among others of one line, with tags between', (_, written, meant) => {
    const page = (text: string) =>
      `<title>Bảo tàng mở cửa</title><p>Sông Hàn</p><p class="Tahoma">${text}</p><p>Thôn ta có <b>hòa</b> <i>nhã</i> và vui vẻ.</p>`;
    expect(decodeText(Buffer.from(page(written)))).toEqual({ ok: true, value: page(meant) });
  });

  test('letters that a page writes as entities', () => {
    const [, written = '', meant] = SAMPLES[0] ?? [];
    const entities = written.replace(/[\u0080-\u00FF]/gu, (letter) => `&#${letter.charCodeAt(0)};`);
    expect(decodeText(Buffer.from(`<p>${entities} &amp; &lt;</p>`))).toEqual({
      ok: true,
      value: `<p>${meant} &amp; &lt;</p>`,
    });
    const unicode = '<p>B&agrave; v&agrave; m&aacute; l&agrave; c&ocirc; gi&aacute;o, nh&#7845;t.</p>';
    expect(decodeText(Buffer.from(unicode))).toEqual({ ok: true, value: unicode });
  });

  test('UTF-8 that is damaged is taken for none of them', () => {
    fc.assert(
      fc.property(text, (meant) => {
        const damaged = Buffer.concat([Buffer.from(meant), Buffer.from('ộ').subarray(0, 2)]);
        expect(decodeText(damaged)).toMatchObject({ ok: false });
      }),
    );
  });

  test.each([
    ['Vietnamese', 'Bảo tàng mở cửa từ sáng thứ Bảy, đón khách miễn phí. Là bà và má.'],
    [
      'Vietnamese with letters of Latin-1 alone',
      'Bà và má là cô giáo ý tá, dù có ba bé gái. Hú! Té ná, hè hò, lò cò.',
    ],
    ['decomposed Vietnamese', 'Bảo tàng mở cửa từ sáng thứ Bảy, đón khách miễn phí.'.normalize('NFD')],
    [
      'English',
      'The naïve façade of the café – “20 µm” at ±5 °C, © 2024 ® § 7 ½ · £5 – São Paulo, Zoë, Málaga.',
    ],
    [
      'French',
      "L'été où l'élève naît à Sète, là où dès février un blé mûr a crû : « ça va », dit-elle, très fâchée, près du Rhône, à côté.",
    ],
    [
      'German',
      'Die Größe für höhere Gebäude wäre schön: Äpfel, Öl, Übung, Straße, fünf, müde Kühe, süß, grün, Mädchen.',
    ],
    [
      'Spanish',
      'El niño cantó aquí después; mamá está allá, él también oyó la canción, ¿qué más? ¡Así será mañana!',
    ],
    [
      'Portuguese',
      'Não há pão à mão: São João é irmão da mãe; as ações são já boas lições, até amanhã, avó e avô, você põe três.',
    ],
    [
      'Italian',
      'La città è più bella perché può, così, già, là, lì, né, sé, dà, è, giù: però, virtù, caffè.',
    ],
  ])('%s is never taken for one', (_, ordinary) => {
    expect(decodeText(Buffer.from(ordinary))).toEqual({ ok: true, value: ordinary });
  });
});

/** What each letter is written as, found by trying. */
function codesOf(encoding: LegacyEncoding): ReadonlyMap<string, string> {
  const bytes = Array.from({ length: 254 }, (_, at) => String.fromCharCode(at + 1)).filter(
    (byte) => !/[\t\n\r -~\u007F]/u.test(byte),
  );
  const bases = Array.from('aeiouyAEIOUYâêôăơư').flatMap((base) => [
    base,
    ...bytes.filter((byte) => decodeLegacy(byte, encoding) === base),
  ]);
  const pairs = bases.filter((base) => base <= '\u00FF').flatMap((base) => bytes.map((mark) => base + mark));
  const written = [...bytes, ...pairs];
  const codes = new Map<string, string>();
  for (const one of written) {
    const letter = decodeLegacy(one, encoding);
    if (letter.length === 1 && letter !== one && !codes.has(letter)) codes.set(letter, one);
  }
  return codes;
}

describe('the size of a text', () => {
  test.each([
    ['a book', `${'Một câu của cuốn sách. '.repeat(40)}\n\n`.repeat(1_000)],
    ['a line of just the limit', 'a'.repeat(200_000)],
    ['such a line among others', `a\n${'a'.repeat(200_000)}\r\nb`],
    ['as many lines as may be', 'a\n'.repeat(99_999)],
  ])('%s is no trouble', (_, text) => {
    expect(checkTextSize(text)).toBeNull();
  });

  test.each([
    ['characters', `${'a'.repeat(100_000)}\n`.repeat(40), 'more than 4000000 characters'],
    ['lines', '\n'.repeat(100_000), 'more than 100000 lines'],
    ['characters in its only line', 'a'.repeat(200_001), 'Line 1 '],
    ['characters in a line within', `a\r\n\n${'a'.repeat(200_001)}\nb`, 'Line 3 '],
    ['characters in its last line', `a\u2028${'a'.repeat(200_001)}`, 'Line 2 '],
  ])('says that a text has too many %s', (_, text, message) => {
    expect(checkTextSize(text)).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining(message) as string },
    });
  });

  test.each([
    ['characters', Array<string>(41).fill('a'.repeat(100_000)), 'more than 4000000 characters'],
    ['lines', Array<string>(100_001).fill('a'), 'more than 100000 lines'],
    ['characters in a paragraph', ['a', 'a'.repeat(200_001)], 'Paragraph 2 '],
  ])('says that a page has too many %s', (_, paragraphs, message) => {
    expect(checkParagraphs(paragraphs.map((text) => ({ text })))).toMatchObject({
      problem: { message: expect.stringContaining(message) as string },
    });
  });

  test.each(['a.txt', 'a.md'])('%s is parsed within the limits only', (path) => {
    const bytes = Buffer.from('\n'.repeat(5_000_000) + 'a');
    expect(parseArticle(path, { bytes, contentHash: '' })).toMatchObject({ ok: false });
  });
});
