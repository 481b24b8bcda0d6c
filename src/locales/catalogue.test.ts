import { describe, expect, it } from 'vitest';
import { languageOf, titleOf, wordsIn } from './catalogue.js';

/** Every text and the name of every text of a set of words, by its path. */
function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const here = `${path}.${name}`;
    if (typeof value === 'object' && value !== null) return textsOf(value, here);
    return [[here, typeof value === 'string' ? value : '']];
  });
}

describe('wordsIn', () => {
  it('has every text in both languages, composed and without blanks around it', () => {
    const vietnamese = textsOf(wordsIn('vi'));
    expect(vietnamese.map(([path]) => path).sort()).toEqual(
      textsOf(wordsIn('en'))
        .map(([path]) => path)
        .sort(),
    );
    for (const [path, text] of [...vietnamese, ...textsOf(wordsIn('en'))]) {
      expect([path, text]).toEqual([path, text.normalize('NFC').trim()]);
    }
  });
});

describe('languageOf', () => {
  it('is Vietnamese for those who use Discord in Vietnamese, and English for all others', () => {
    expect(['vi', 'VI', 'vi-VN'].map(languageOf)).toEqual(['vi', 'vi', 'vi']);
    expect(['en-US', 'en-GB', 'fr', 'via', ''].map(languageOf)).toEqual(['en', 'en', 'en', 'en', 'en']);
  });
});

describe('titleOf', () => {
  it('is the title on one line without what cannot be seen', () => {
    expect(titleOf({ title: ' Họp\nmặt\u202E ', path: 'a.md' })).toBe('Họp mặt');
  });

  it('is the path where nothing of the title can be seen', () => {
    expect(titleOf({ title: '\u200B', path: 'tin/hop-mat.md' })).toBe('tin/hop-mat.md');
  });
});
