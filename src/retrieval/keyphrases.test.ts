import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { keyphrasesOf } from './keyphrases.js';
import { foldDiacritics } from '../language/vietnamese.js';

const lexicon = vietnameseLexicon();

/** The keyphrases of articles, each given by its text. */
const keykeyphrasesIn = (...texts: string[]) =>
  keyphrasesOf(
    texts.map((text, at) => fakeArticle(`${at}.md`, '', [text])),
    lexicon,
  );

describe('takes from a text', () => {
  test.each([
    ['a person', 'Hôm qua kỹ sư Vũ Đình Khoát đến nơi.', ['Vũ Đình Khoát']],
    ['a person that begins a sentence', 'Vũ Đình Khoát đến nơi.', ['Vũ Đình Khoát']],
    ['a person after a word of address that begins one', 'Bà Lương Thị Hạc đến nơi.', ['Lương Thị Hạc']],
    ['a place', 'Lễ ở Cần Thơ vui.', ['Cần Thơ']],
    ['a place that begins a sentence', 'Cần Thơ vui.', ['Cần Thơ']],
    ['a place after a word that begins one', 'Tại Bù Hút có chợ.', ['Bù Hút']],
    [
      'a body, and its place',
      'Ông đến Văn phòng Thành ủy Hà Nội họp.',
      ['Hà Nội', 'Văn phòng Thành ủy Hà Nội'],
    ],
    ['a body that begins a sentence', 'Văn phòng Thị ủy họp.', ['Văn phòng Thị ủy']],
    [
      'an office without its holder, and the holder',
      'Theo Phó Bí thư Thường trực Phạm Văn Hiểu thì vui.',
      ['Phạm Văn Hiểu', 'Phó Bí thư Thường trực'],
    ],
    ['a place and a person after it', 'Chị gặp Cần Thơ Phạm Văn Hiểu đó.', ['Cần Thơ', 'Phạm Văn Hiểu']],
    ['a person named like a place', 'Gặp ông Nguyễn Thái Bình đó.', ['Nguyễn Thái Bình']],
    ['a decoration', 'Họ nhận Huân chương Độc lập hạng Ba rồi.', ['Huân chương Độc lập hạng Ba']],
    ['a document', 'Theo Nghị quyết số 45-NQ/TW thì vui.', ['Nghị quyết số 45-NQ/TW']],
    ['a quotation', 'Họ tặng “vì sự nghiệp cầu treo” rồi.', ['vì sự nghiệp cầu treo']],
    [
      'a year and a day that come back',
      'Vui năm 2031, 5/3/2031. Lại năm 2031, 5/3/2031.',
      ['năm 2031', '5/3/2031'],
    ],
    [
      'common words that come back together',
      'Họ bàn công nghệ thông tin, rồi công nghệ thông tin.',
      ['công nghệ thông tin'],
    ],
  ])('%s', async (_, text, expected) => {
    expect((await keykeyphrasesIn(text)).sort()).toEqual(expected.sort());
  });

  test.each([
    ['common words that stand there once', 'Họ bàn công nghệ thông tin.'],
    ['a year that stands there once', 'Vui năm 2031.'],
    ['the first word of a sentence', 'Hôm qua vui. Nhân dịp này vui.'],
    ['a common noun with a capital', 'Ông tả Nhà nước và Hội nghị.'],
    ['initials and lines in capitals', 'HĐND và UBND. VĂN PHÒNG THÀNH ỦY HÀ NỘI.'],
    ['a sentence in quotation marks', `“${'và '.repeat(40)}”`],
  ])('nothing of %s', async (_, text) => {
    expect(await keykeyphrasesIn(text)).toEqual([]);
  });
});

test('takes from titles too', async () => {
  expect(await keyphrasesOf([fakeArticle('a.md', 'Lễ ở Cần Thơ', [])], lexicon)).toEqual(['Cần Thơ']);
});

test('has a name once, as it was written first', async () => {
  expect(await keykeyphrasesIn('Lễ ở Khe Đước vui.', 'Lễ ở Khe Dước vui. Lễ ở Khe Đước vui.')).toEqual([
    'Khe Đước',
  ]);
});

test('puts first what is used most, and in few of the articles', async () => {
  expect(await keykeyphrasesIn('Lễ ở Bù Hút, ở Cần Thơ, ở Cần Thơ.')).toEqual(['Cần Thơ', 'Bù Hút']);
  expect(await keykeyphrasesIn('Lễ ở Bù Hút, ở Cần Thơ.', 'Lễ ở Cần Thơ.', 'Lễ ở Cần Thơ.')).toEqual([
    'Bù Hút',
    'Cần Thơ',
  ]);
});

test('has no more than fit an autocomplete', async () => {
  const syllables = [
    'An',
    'Bo',
    'Cu',
    'De',
    'Gi',
    'Ho',
    'Ka',
    'Li',
    'Mo',
    'Nu',
    'Pa',
    'Ro',
    'Su',
    'Ta',
    'Vi',
  ];
  const names = syllables.flatMap((a) => syllables.flatMap((b) => syllables.map((c) => `Q${a} ${b} ${c}`)));
  expect(await keykeyphrasesIn(names.map((name) => `gặp ${name}`).join(', '))).toHaveLength(2000);
});

/** Anything that an article may hold, with what makes a keyphrase among it. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        'Hà Nội',
        'Vũ Đình Khoát',
        'Văn phòng',
        'hạng',
        'Ba',
        '“',
        '”',
        'năm 2031',
        '.',
        '\n',
        'XXIII',
      ),
    ),
  )
  .map((parts) => parts.join(' '));

test('any articles give keyphrases that stand in them as they are, none twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { maxLength: 4 }), async (texts) => {
      const keyphrases = await keykeyphrasesIn(...texts);
      for (const keyphrase of keyphrases) {
        expect(keyphrase.length).toBeLessThanOrEqual(100);
        expect(texts.some((text) => text.includes(keyphrase))).toBe(true);
      }
      expect(new Set(keyphrases.map(foldDiacritics)).size).toBe(keyphrases.length);
    }),
  );
});
