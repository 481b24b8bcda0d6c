import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../../test/support/fake-corpus.js';
import type { Catalogue } from '../../service/answering.js';
import { Suggestions, suggesterOf } from './suggestions.js';
import fc from 'fast-check';
import { foldDiacritics, tokenize } from '../../language/vietnamese.js';

const LONG = `Bài có tiêu đề ${'rất '.repeat(40)}dài`;
const articles = [
  { ...fakeArticle('a.md', 'Cầu treo Khe Đước', ['…']), publisher: 'Báo Đất Mũi', publishedAt: '2024-01-02' },
  { ...fakeArticle('b.md', LONG, ['…']), publisher: 'Báo Đất Mũi', publishedAt: '2024-03-04' },
  { ...fakeArticle('c.md', '@everyone\u202E <#1>', ['…']), publisher: 'x'.repeat(120), publishedAt: null },
];
const catalogue: Catalogue = {
  generation: '1',
  builtAt: '2024-05-06T00:00:00Z',
  modelName: 'vi-en-mini',
  articles,
  passages: 3,
  keyphrases: ['Khe Đước', 'nhịp cầu'],
};
const suggestions = new Suggestions({ catalogue });
const names = (choices: readonly { readonly name: string }[]) => choices.map(({ name }) => name);

describe('Suggestions', () => {
  test('offers keyphrases before titles, found without diacritics', () => {
    expect(names(suggestions.forOption('query', 'khe duoc'))).toEqual(['Khe Đước', 'Cầu treo Khe Đước']);
  });

  test('offers each publisher once, and none whose name is no value', () => {
    expect(suggestions.forOption('publisher', '')).toEqual([{ name: 'Báo Đất Mũi', value: 'Báo Đất Mũi' }]);
  });

  test('offers articles newest first, by id, and keeps to the limits of a choice', () => {
    const choices = suggestions.forOption('title', '');
    expect(choices.map(({ value }) => value)).toEqual([articles[1]?.id, articles[0]?.id, articles[2]?.id]);
    for (const { name, value } of [...choices, ...suggestions.forOption('query', '')]) {
      expect(name.length).toBeLessThanOrEqual(100);
      expect(value.length).toBeLessThanOrEqual(100);
      expect(name).not.toContain('\u202E');
    }
  });

  test('knows an article by its id and by words of its title', () => {
    expect(suggestions.articleFor(articles[0]?.id ?? '')).toBe(articles[0]?.id);
    expect(suggestions.articleFor('cau treo')).toBe(articles[0]?.id);
    expect(suggestions.articleFor('bầu cử')).toBeNull();
  });

  test('follows a new index', () => {
    const answering = { catalogue };
    const live = new Suggestions(answering);
    expect(live.forOption('publisher', 'mui')).toHaveLength(1);
    answering.catalogue = { ...catalogue, articles: [] };
    expect(live.forOption('publisher', 'mui')).toEqual([]);
  });
});

const NAMES = [
  'Cần Thơ',
  'Hà Nội',
  'Hải Phòng',
  'Thành ủy Hà Nội',
  'Nguyễn Thị Tuyến',
  'Đà Nẵng',
  'Dạ Lan',
  'Kỷ niệm chương',
  '7/10/2019',
];

/** The texts suggested for what was typed. */
function suggested(typed: string, names: readonly string[] = NAMES): string[] {
  return suggesterOf(names.map((text) => ({ text })))(typed).map(({ text }) => text);
}

describe('what was typed suggests', () => {
  test.each([
    ['the entry that begins so, before one that has it later', 'Hà N', ['Hà Nội', 'Thành ủy Hà Nội']],
    ['them without diacritics', 'ha n', ['Hà Nội', 'Thành ủy Hà Nội']],
    ['first what has the diacritics typed', 'hả', ['Hải Phòng', 'Hà Nội', 'Thành ủy Hà Nội']],
    ['first what has the đ typed', 'đa', ['Đà Nẵng', 'Dạ Lan']],
    ['in the order given, where none were typed', 'da', ['Đà Nẵng', 'Dạ Lan']],
    ['a name of which the last word is begun, tone and all', 'nguyễ', ['Nguyễn Thị Tuyến']],
    ['a name by a word in it', 'tuy', ['Nguyễn Thị Tuyến']],
    ['a name by words in it, in any order', 'tuyen nguyen', ['Nguyễn Thị Tuyến']],
    ['a word that is whole, after a blank', 'ha ', ['Hà Nội', 'Thành ủy Hà Nội']],
    ['what is spelled with y or i', 'kỉ niệm', ['Kỷ niệm chương']],
    ['what is typed in decomposed letters', 'Cần'.normalize('NFD'), ['Cần Thơ']],
    ['numbers, with or without their zeros', '07/1', ['7/10/2019']],
    ['nothing from the middle of a word', 'noi', ['Hà Nội', 'Thành ủy Hà Nội']],
    ['nothing from the middle of a word', 'ội', []],
    ['nothing that it does not have', 'hà giang', []],
  ])('%s: %j', (_, typed, expected) => {
    expect(suggested(typed)).toEqual(expected);
  });

  test.each(['', '  ', '?!', '👍'])('the first entries when it says nothing: %j', (typed) => {
    expect(suggested(typed)).toEqual(NAMES);
  });
});

test('never suggests more than an autocomplete shows', () => {
  const many = Array.from({ length: 60 }, (_, at) => `Cầu ${at}`);
  expect(suggested('', many)).toEqual(many.slice(0, 25));
  expect(suggested('cau', many)).toEqual(many.slice(0, 25));
});

test('suggests the objects that it was given', () => {
  const bridge = { text: 'Cầu treo Khe Đước', value: 'a1' };
  expect(suggesterOf([bridge])('khe')[0]).toBe(bridge);
});

const anyText = fc
  .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom(...NAMES, 'uỷ', '07')))
  .map((parts) => parts.join(' '));

test('an entry is suggested by any beginning of any of its words', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), (text, word, length) => {
      const words = tokenize(text.slice(0, 150)).map(({ folded }) => folded);
      fc.pre(words.length > 0);
      const chosen = words[word % words.length] ?? '';
      const typed = chosen.slice(0, 1 + (length % chosen.length));
      // A part of a number, or of a letter written as two units, is another one.
      fc.pre(tokenize(typed)[0]?.folded === typed);
      expect(suggested(typed, [text])).toEqual([text]);
    }),
  );
});

test('anything typed suggests only entries, each once', () => {
  fc.assert(
    fc.property(anyText, fc.uniqueArray(anyText, { maxLength: 40 }), (typed, names) => {
      const found = suggested(typed, names);
      expect(found.length).toBeLessThanOrEqual(25);
      expect(new Set(found).size).toBe(found.length);
      expect(names).toEqual(expect.arrayContaining(found));
      const first = foldDiacritics(tokenize(typed.slice(0, 200))[0]?.folded ?? '').slice(0, 1);
      for (const name of found) expect(foldDiacritics(name)).toContain(first);
    }),
  );
});
