import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dictionary } from '../language/dictionary.js';
import { Lexicon } from '../language/lexicon.js';
import { analyseQuestion } from '../retrieval/query/question.js';
import { highlightsOf } from './highlights.js';

const LANGUAGES = {
  lexicon: new Lexicon(
    '#documents\t1000\nvà\t1000\t0\ncủa\t1000\t0\ncầu\t100\t0\nmới\t100\t0\nhà nội\t50\t100\t90\n',
  ),
  dictionary: new Dictionary('bridg\tcây cầu=60\n'),
};

/** The highlighted words of a text. */
const highlighted = (question: string, text: string) =>
  highlightsOf(analyseQuestion(question, LANGUAGES), text).map(({ start, end }) => text.slice(start, end));

describe('the words highlighted', () => {
  test.each([
    ['each of the question, at each of its places', 'cầu mới', 'Cầu cũ, cầu mới.', ['Cầu', 'cầu mới']],
    ['a name as one', 'kèn ở Hà Nội', 'Tại Hà Nội có kèn.', ['Hà Nội', 'kèn']],
    ['a name typed as one word', 'le o hanoi', 'Tại Hà Nội có.', ['Hà Nội']],
    ['words without the diacritics that were not typed', 'cau moi', 'Qua cầu kia.', ['cầu']],
    ['a translation', 'Who opened the bridge?', 'Qua cây cầu kia.', ['cây cầu']],
    ['a number', 'có 94 gì', 'Tròn 94 năm.', ['94']],
    ['touching ones joined', 'trăng sông bến', 'Bến sông trăng sáng.', ['Bến sông trăng']],
    ['ones with a comma between apart', 'trăng sông bến', 'Bến, sông.', ['Bến', 'sông']],
  ])('are %s', (_, question, text, words) => {
    expect(highlighted(question, text)).toEqual(words);
  });

  test.each([
    ['words that only ask', 'cầu ở đâu', 'Đâu cũng vậy.'],
    ['words that say nothing', 'cầu của và', 'Mắt và của.'],
    ['parts of words', 'lang', 'Blang langa.'],
    ['words of an empty question', '', 'Cầu mới.'],
  ])('are no %s', (_, question, text) => {
    expect(highlighted(question, text)).toEqual([]);
  });

  test('are the ones with the right accents where a text holds both', () => {
    expect(highlighted('đường', 'Dương qua đường.')).toEqual(['đường']);
  });
});

test('for any text, highlights lie within it, in order and apart', () => {
  const text = fc
    .array(fc.constantFrom('cầu', 'Cầu', 'mới', 'Hà', 'Nội', 'xa', ',', '\n', '👍', 'e\u0301'))
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(text, (given) => {
      const spans = highlightsOf(analyseQuestion('Cầu mới ở Hà Nội?', LANGUAGES), given);
      let end = -1;
      for (const span of spans) {
        expect(span.start).toBeGreaterThan(end);
        expect(given.slice(span.start, span.end)).toMatch(/^\p{L}(?:.*\p{L})?$/su);
        ({ end } = span);
      }
      expect(end).toBeLessThanOrEqual(given.length);
    }),
  );
});
