import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { englishDictionary } from '../search/dictionary.js';
import { vietnameseLexicon } from '../search/lexicon.js';
import { analyseQuestion } from '../search/question.js';
import { tokenize } from '../search/vietnamese.js';
import { haveAnother, longerWords } from './longer-words.js';

const LANGUAGES = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
const read = (text: string) => analyseQuestion(text, LANGUAGES);
const wordsOf = (question: string) => longerWords(read(question)).map(({ folded }) => folded.join(' '));

describe('a word of three syllables', () => {
  test.each(['Ai trao Kỷ niệm chương?', 'ai trao ky niem chuong', 'ai trao kỉ niệm chương vậy'])(
    'is a word of two with a telling syllable after it: %s',
    (question) => {
      expect(wordsOf(question)).toEqual(['ki niem chuong']);
    },
  );

  test.each([
    ['has no break in it', 'Lễ kỷ niệm: chương trình gì?'],
    ['does not take what belongs to the next word', 'Họ tổ chức lễ kỷ niệm ngày nào?'],
    ['does not take what says little', 'Thành phố lớn có gì?'],
    ['does not take a name', 'Kỷ niệm Huế thế nào?'],
    ['is not looked for in English', 'Who got the kỷ niệm chương?'],
    ['needs more than one word', 'Kỷ niệm?'],
  ])('%s', (_, question) => {
    expect(wordsOf(question)).toEqual([]);
  });

  test('is made of neighbours in the question, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('kỷ', 'niệm', 'chương', 'lễ', 'Huế', 'gì', ',', '2019')),
        (words) => {
          const question = read(words.join(' '));
          const asked = question.tokens.map(({ folded }) => folded).join(' ');
          for (const { accented, folded } of longerWords(question)) {
            expect(accented).toHaveLength(3);
            expect(asked).toContain(folded.join(' '));
          }
        },
      ),
    );
  });
});

describe('texts have another word in its place', () => {
  /** Whether texts have another word than the one that the question has. */
  function replaced(question: string, ...texts: readonly string[]): boolean {
    const asked = read(question);
    const [word] = longerWords(asked);
    if (word === undefined) throw new Error(`${question} has no word of three syllables.`);
    const split = texts.map((text) => ({ text, tokens: tokenize(text) }));
    return haveAnother(word, split, asked.accented, read);
  }
  const ASKED = 'Bao nhiêu người nhận Kỷ niệm chương?';

  test.each([ASKED, 'bao nhieu nguoi nhan ky niem chuong'])(
    'where its last syllable is only in words of their own: %s',
    (question) => {
      expect(replaced(question, 'Bảy người nhận Huân chương.')).toBe(true);
      expect(replaced(question, 'Lễ kỷ niệm có chương trình ca nhạc.', 'Ai cũng vui.')).toBe(true);
    },
  );

  test('not where any of them holds it', () => {
    expect(replaced(ASKED, 'Bảy người nhận Huân chương.', 'Hai người nhận kỉ niệm chương.')).toBe(false);
  });

  test('not where its last syllable stands by itself', () => {
    expect(replaced(ASKED, 'Sách có mười chương.', 'Bảy người nhận Huân chương.')).toBe(false);
  });

  test('not where they hold none of it, and may say it in other words', () => {
    expect(replaced(ASKED, 'Bảy người được tặng thưởng.')).toBe(false);
    expect(replaced(ASKED)).toBe(false);
  });

  test('not where the syllable is a part of a name', () => {
    expect(replaced(ASKED, 'Bảy người gặp Nguyễn Văn Chương.')).toBe(false);
  });
});
