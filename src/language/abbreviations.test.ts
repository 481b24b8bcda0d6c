import { describe, expect, test } from 'vitest';
import { standardForms } from './abbreviations.js';
import { Lexicon } from './lexicon.js';

const KNOWN = 'thành được nhiều từ tư tú hồng biệt chị nội vụ the nhất tập vú';
const lexicon = new Lexicon(`#documents\t1000\n${KNOWN.split(' ').join('\t100\t0\n')}\t100\t0\n`);

describe('standardForms writes out', () => {
  test.each([
    ['a chat spelling', 'ko', ['không']],
    ['one that folds to a listed spelling', 'nviên', ['nhân viên']],
    ['one with a letter of its own', 'đc', ['được']],
    ['an abbreviation', 'cntt', ['công nghệ thông tin']],
    ['an abbreviation in capitals', 'UBND', ['ủy ban nhân dân']],
    [
      'an abbreviation that stands for several things, the likeliest first',
      'TU',
      ['thành ủy', 'tỉnh ủy', 'thị ủy'],
    ],
    ['drawn-out letters within a word', 'nhiềuuuu', ['nhiều']],
    ['two letters at its end', 'chịị', ['chị']],
    ['Telex keystrokes', 'thafnh', ['thành']],
    ['Telex keystrokes in any case', 'DDuwowcj', ['được']],
    ['decomposed letters', 'ròi'.normalize('NFD'), ['rồi']],
  ])('%s', (_, word, forms) => {
    expect(standardForms(word, lexicon)).toEqual(forms);
  });
});

describe('standardForms leaves alone', () => {
  test.each([
    ['an ordinary word', 'nhất'],
    ['words whose bare letters are an abbreviation', 'từ'],
    ['a name whose bare letters are an abbreviation', 'Tú'],
    ['a word whose bare letters are a chat spelling', 'biệt'],
    ['a word typed without diacritics that is an abbreviation only in capitals', 'tu'],
    ['a word typed without diacritics', 'hong'],
    ['a word that the lexicon does not know', 'xyzzy'],
    ['a word that only looks like Telex', 'thes'],
    ['drawn-out letters of no known word', 'zzzz'],
    ['a number', '2000'],
    ['nothing', ''],
  ])('%s', (_, word) => {
    expect(standardForms(word, lexicon)).toEqual([]);
  });

  test('a word of the lexicon that could be Telex too', () => {
    const withThes = new Lexicon('#documents\t1000\nthes\t100\t0\nthé\t100\t0\n');
    expect(standardForms('thes', withThes)).toEqual([]);
  });

  test.each([
    'Từ năm 1930 đến nay, ông Tú có đầu tư đặc biệt gì cho sông Hồng?',
    'Tu nam 1930 den nay ai la Bi thu Thanh uy, va song Hong dai bao nhieu?',
  ])('every word of %j', (question) => {
    const words = question.match(/[\p{L}\p{N}]+/gu) ?? [];
    expect(words.filter((word) => standardForms(word, lexicon).length > 0)).toEqual([]);
  });
});
