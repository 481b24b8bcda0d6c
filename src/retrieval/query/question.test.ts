import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { englishDictionary } from '../../language/dictionary.js';
import { vietnameseLexicon } from '../../language/lexicon.js';
import { analyseQuestion, type Question } from './question.js';

const LANGUAGES = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };

const analyse = (text: string): Question => analyseQuestion(text, LANGUAGES);

test('keeps the question as it was asked', () => {
  expect(analyse(' vp họp ở đâu?? ').text).toBe(' vp họp ở đâu?? ');
});

describe('language and diacritics', () => {
  test.each([
    ['Vietnamese', 'Ai khánh thành cầu treo?', 'vi', true],
    ['Vietnamese without diacritics', 'ai khanh thanh cau treo', 'vi', false],
    ['English', 'Who opened the bridge?', 'en', false],
    ['English with a Vietnamese name', 'Who opened the bridge in Đà Nẵng?', 'en', true],
  ] as const)('are told of %s', (_, text, language, accented) => {
    expect(analyse(text)).toMatchObject({ language, accented });
  });
});

describe('chat spelling', () => {
  test.each([
    ['vp họp ở đâu v', 'văn phòng họp ở đâu vậy'],
    ['có bn người dc tặng bằng khen', 'có bao nhiêu người được tặng bằng khen'],
    ['thafnh phoos naof', 'thành phố nào'],
    ['nhiềuuu người dự', 'nhiều người dự'],
    ['Văn phòng họp ở đâu?', 'Văn phòng họp ở đâu?'],
    ['van phong hop o dau', 'van phong hop o dau'],
  ])('is written out: %s', (text, normalized) => {
    expect(analyse(text).normalized).toBe(normalized);
  });

  test('that stands for several things keeps the others at hand', () => {
    const { normalized, alternatives } = analyse('TU họp khi nào');
    expect(normalized).toBe('thành ủy họp khi nào');
    expect(alternatives.map(({ folded }) => folded).join(' ')).toBe('tinh uy thi uy');
  });

  test('decides what is asked for', () => {
    expect(analyse('co bn nguoi du le').kind).toBe('how-many');
  });

  test('is left alone in an English question', () => {
    expect(analyse('Who is the vp of the office?').normalized).toBe('Who is the vp of the office?');
  });
});

describe('the words to search for', () => {
  const words = (text: string) => analyse(text).tokens.map(({ folded }) => folded);

  test('are those that do more than ask', () => {
    expect(words('Cầu treo dài bao nhiêu mét?')).toEqual(['cau', 'treo', 'dai', 'met']);
  });

  test('are all of them where all only ask', () => {
    expect(words('ai ở đâu')).toEqual(['ai', 'o', 'dau']);
    expect(analyse('ai ở đâu').terms).toEqual([]);
  });

  test.each(['', '   ', '?!… ——', '👍', '\u0301'])('are none in %j', (text) => {
    expect(analyse(text)).toMatchObject({ tokens: [], terms: [], alternatives: [], kind: 'other' });
  });
});

test('a very long question is analysed by its beginning', () => {
  const { tokens, text } = analyse('Cầu treo Khe Đước '.repeat(6000));
  expect(text).toHaveLength(108_000);
  expect(tokens.length).toBeGreaterThan(0);
  expect(tokens.length).toBeLessThan(2000);
});

/** Anything that can be typed or pasted: words that the analysis knows, and any code unit, lone surrogates included. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('Ai', 'la gi', 'Hà Nội', 'Who', 'ko', 'TU', '17/10', '?', '\n', '\uD83D', 'thafnh'),
    ),
  )
  .map((parts) => parts.join(' '));

test('any text is analysed without an error, and what is found lies in it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { normalized, tokens, terms } = analyse(text);
      let end = 0;
      for (const token of tokens) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.end).toBeGreaterThan(token.start);
        ({ end } = token);
      }
      expect(end).toBeLessThanOrEqual(normalized.length);
      for (const { weight, accented, folded, translations } of terms) {
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(1);
        expect(accented).toHaveLength(folded.length);
        for (const { likelihood } of translations) {
          expect(likelihood).toBeGreaterThan(0);
          expect(likelihood).toBeLessThanOrEqual(1);
        }
      }
    }),
  );
});
