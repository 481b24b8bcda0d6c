import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Translation } from '../../language/dictionary.js';
import type { QuestionTerm } from './question.js';
import { matchTerm } from './term-matches.js';
import { hasDiacritics, tokenize } from '../../language/vietnamese.js';

interface Typed {
  readonly kind?: QuestionTerm['kind'];
  readonly translations?: readonly Translation[];
}

const spellings = (words: string) => ({
  accented: tokenize(words).map((token) => token.accented),
  folded: tokenize(words).map((token) => token.folded),
});
const translation = (words: string, likelihood: number): Translation => ({ ...spellings(words), likelihood });

/** How a term, typed as given, stands in a text. */
function match(typed: string, text: string, { kind = 'word', translations = [] }: Typed = {}) {
  const term: QuestionTerm = { ...spellings(typed), translations, weight: 1, kind };
  const tokens = tokenize(text);
  const { score, tokens: found } = matchTerm(term, tokens, hasDiacritics(typed));
  const place = found && text.slice(tokens[found.first]?.start, tokens[found.last]?.end);
  return { score, place };
}

describe('a term is there as typed', () => {
  test.each([
    ['in one piece', 'cầu treo', 'Qua cầu treo cũ.', 'cầu treo'],
    ['in another case', 'cầu treo', 'CẦU TREO', 'CẦU TREO'],
    ['with the tone mark placed otherwise', 'thuỷ thủ', 'Các thủy thủ.', 'thủy thủ'],
    ['where no diacritics are typed', 'cau treo', 'Qua cầu treo cũ.', 'cầu treo'],
    ['where a name is typed as one word', 'hanoi', 'Lễ ở Hà Nội.', 'Hà Nội'],
    ['where the text writes it as one word', 'ha noi', 'Lễ ở Hanoi.', 'Hanoi'],
    ['at the best of several places', 'đường', 'Dương thích đường.', 'đường'],
  ])('%s', (_, typed, text, place) => {
    expect(match(typed, text)).toEqual({ score: 1, place });
  });
});

describe('a term counts less', () => {
  const whole = match('cầu treo', 'Qua cầu treo.').score;

  test('where only its diacritics differ', () => {
    const { score, place } = match('cầu treo', 'Qua câu treo.');
    expect(place).toBe('câu treo');
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(whole);
  });

  test('where its syllables stand apart', () => {
    const { score, place } = match('cầu treo', 'Treo bên cầu.');
    expect(place).toBeUndefined();
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(match('cầu treo', 'Qua câu treo.').score);
  });

  test('where a part of a long name stands for the whole', () => {
    const of = (text: string) => match('nguyễn thị thu hạc', text, { kind: 'name' }).score;
    expect(of('Chị Thu Hạc.')).toBeGreaterThan(0);
    expect(of('Chị Thu Hạc.')).toBeLessThan(of('Chị Thị Thu Hạc.'));
    expect(of('Chị Thị Thu Hạc.')).toBeLessThan(1);
  });
});

describe('a term is not there', () => {
  test.each([
    ['in an empty text', 'cầu treo', ''],
    ['where one of its syllables is missing', 'cầu treo', 'Qua cầu gỗ.'],
    ['where only a part of a syllable is', 'an', 'Bàng, ang, ban.'],
  ])('%s', (_, typed, text) => {
    expect(match(typed, text)).toEqual({ score: 0, place: undefined });
  });

  test('where the two syllables of a name stand apart', () => {
    expect(match('nghệ an', 'Văn nghệ ở xóm An.', { kind: 'name' }).score).toBe(0);
  });
});

describe('a translated term', () => {
  const translations = [translation('cây cầu', 1), translation('nhịp', 0.2)];
  const of = (text: string) => match('bridge', text, { translations });

  test('is there by each of its translations, the likelier the better', () => {
    expect(of('Có cây cầu.')).toEqual({ score: 1, place: 'cây cầu' });
    expect(of('Có nhịp.').place).toBe('nhịp');
    expect(of('Có nhịp.').score).toBeLessThan(1);
    expect(of('Nhịp của cây cầu.').place).toBe('cây cầu');
  });

  test('is there as it is typed, too', () => {
    expect(of('Cầu Long Bridge.').place).toBe('Bridge');
  });

  test('is not there by a word that only looks like a translation', () => {
    expect(match('capital', 'Ở đó.', { translations: [translation('đô', 1)] }).score).toBe(0);
  });
});

test('for any term and text, scores lie between 0 and 1 and places within the text', () => {
  const words = fc
    .array(fc.constantFrom('cầu', 'câu', 'cau', 'treo', 'sông', 'Hà', 'Nội', 'hanoi', '9', ',', '…'), {
      minLength: 1,
    })
    .map((parts) => parts.join(' '));
  const kind = fc.constantFrom('word' as const, 'name' as const);
  fc.assert(
    fc.property(words, words, words, kind, (typed, text, translated, kindOfTerm) => {
      const term = { ...spellings(typed), translations: [translation(translated, 0.5)], weight: 1 };
      const tokens = tokenize(text);
      const { score, tokens: found } = matchTerm({ ...term, kind: kindOfTerm }, tokens, true);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      if (found !== undefined) {
        expect(score).toBeGreaterThan(0);
        expect(found.first).toBeLessThanOrEqual(found.last);
        expect(found.last).toBeLessThan(tokens.length);
      }
    }),
  );
});
