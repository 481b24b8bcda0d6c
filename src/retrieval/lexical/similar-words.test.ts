import { describe, expect, test } from 'vitest';
import { Bm25Field } from './bm25-field.js';
import { postingsOf } from './postings.js';
import { similarWords } from './similar-words.js';
import { TermTable } from './term-table.js';
import { TermTableBuilder } from './term-table-builder.js';

/** Looks for similar words in passages of unaccented words; gives the words found. */
function similarIn(...passages: readonly string[]) {
  const builder = new TermTableBuilder();
  const texts = passages.map((text) => builder.add(text));
  const postings = postingsOf(texts, builder.size);
  const field = new Bm25Field(postings, [...passages.keys()], passages.length, 1);
  const terms = new TermTable(builder.lists());
  return (typed: string) => {
    const words = new Map([...terms.foldedWords(() => true)].map((word) => [terms.folded(word), word]));
    return similarWords(typed, terms, field).map((term) => words.get(term));
  };
}

describe('similar to a word is', () => {
  test.each([
    ['one with a letter less', 'thuyenn', ['thuyen']],
    ['one with a letter more', 'thuyn', ['thuyen']],
    ['one with a first letter more', 'huyen', ['thuyen']],
    ['one with a last letter more', 'thuye', ['thuyen']],
    ['one with another letter', 'thoyen', ['thuyen']],
    ['two words written as one, the first of them wrong', 'sonhan', ['songhan', 'sonthan']],
    ['two words written as one, the second of them wrong', 'songhen', ['songhan']],
    ['none two letters away', 'thoyin', []],
    ['none with two letters swapped', 'htuyen', []],
  ])('%s', (_, typed, similar) => {
    expect(similarIn('thuyen', 'song han', 'son than', 'tau')(typed).sort()).toEqual(similar);
  });

  test('first the one in fewer passages', () => {
    expect(similarIn('thuyen', 'thuyen', 'thuyet', 'tau')('thuyem')).toEqual(['thuyet', 'thuyen']);
  });

  test('few of many', () => {
    expect(similarIn('thuyea', 'thuyeb', 'thuyec', 'thuyed', 'thuyee')('thuyex')).toHaveLength(3);
  });

  test('none of those that only stand together', () => {
    const find = similarIn('thuyen thuyet', 'thuyeu', 'tau');
    expect(find('thuyem')).toEqual(['thuyeu']);
  });
});
