import { describe, expect, test } from 'vitest';
import type { QuestionTerm } from '../search/question-terms.js';
import { HELD_SCORE, isToldBeside, type TermPlaces } from './told-beside.js';

type AskedTerm = Partial<Pick<QuestionTerm, 'kind' | 'weight'>>;

const term = (words: string, { kind = 'word', weight = 0.4 }: AskedTerm = {}): QuestionTerm => ({
  accented: words.split(' '),
  folded: words.split(' '),
  translations: [],
  weight,
  kind,
});

/** In the article, but not beside the date, unless said otherwise. */
const places = (others: Partial<TermPlaces> = {}): TermPlaces => ({
  beside: 0,
  header: 0,
  sentences: 5,
  ...others,
});

const when = (asked: QuestionTerm, place: TermPlaces, language: 'vi' | 'en' = 'vi') =>
  isToldBeside({ kind: 'when', language, terms: [asked] }, [place]);

describe('a date is of something else', () => {
  const name = term('làng lở', { kind: 'name' });
  const word = term('thành lập');

  test('where the article keeps naming what was asked about, but not beside it', () => {
    expect(when(name, places())).toBe(false);
    expect(when(name, places({ header: 1 }))).toBe(false);
    expect(when(name, places({ sentences: 3 }))).toBe(false);
  });

  test('where the article uses the word for what happened, but not beside it', () => {
    expect(when(word, places())).toBe(false);
    expect(when(word, places({ sentences: 1 }))).toBe(false);
  });

  test('where any one of the terms says so', () => {
    const terms = [term('bến sông'), word];
    const question = { kind: 'when', language: 'vi', terms } as const;
    expect(isToldBeside(question, [places({ beside: 1 }), places({ beside: 1 })])).toBe(true);
    expect(isToldBeside(question, [places({ beside: 1 }), places()])).toBe(false);
  });
});

describe('a date may be the one asked for', () => {
  const name = term('làng lở', { kind: 'name' });
  const word = term('thành lập');

  test.each([
    ['beside the name', name, places({ beside: 1 })],
    ['beside the name without its diacritics', name, places({ beside: HELD_SCORE })],
    ['in an article that names its town once or twice', name, places({ header: 1, sentences: 2 })],
    ['beside the word', word, places({ beside: 1 })],
    ['in an article whose title has the word', word, places({ header: 1 })],
    ['in an article that never uses the word', word, places({ sentences: 0 })],
    ['whatever numbers stand elsewhere', term('90', { kind: 'number' }), places()],
    ['whatever words of little weight do', term('hệ thống', { weight: 0.25 }), places()],
    ['whatever single syllables do', term('mừng'), places()],
  ])('%s', (_, asked, place) => {
    expect(when(asked, place)).toBe(true);
  });

  test('in any words that translate those of an English question', () => {
    expect(when(word, places(), 'en')).toBe(true);
    expect(when(name, places(), 'en')).toBe(false);
  });
});

test('no other question is asked for a date', () => {
  const terms = [term('làng lở', { kind: 'name' })];
  expect(isToldBeside({ kind: 'who', language: 'vi', terms }, [places()])).toBe(true);
});
