import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dictionary } from '../search/dictionary.js';
import { Lexicon } from '../search/lexicon.js';
import { analyseQuestion, type Question } from '../search/question.js';
import type { QuestionTerm } from '../search/question-terms.js';
import { calibrationFor } from './calibration.js';
import { confidenceOf, FEATURES, featuresOf, type Evidence } from './evidence.js';
import { weighEvidence, type Findings } from './weigh-evidence.js';

const LANGUAGES = { lexicon: new Lexicon('#documents\t100\n'), dictionary: new Dictionary('') };
const CALIBRATION = calibrationFor('of no model that was measured');

const term = (word: string, kind: QuestionTerm['kind'] = 'word', weight = 0.6): QuestionTerm => ({
  accented: [word],
  folded: [word],
  translations: [],
  weight,
  kind,
});

const questionOf = (
  terms: readonly QuestionTerm[],
  others: Partial<Pick<Question, 'kind' | 'language'>> = {},
): Question => ({ ...analyseQuestion('', LANGUAGES), ...others, terms });

/** Findings for that many terms, each of them in the excerpt in full, but for what is given. */
const found = (count: number, others: Partial<Findings> = {}): Findings => {
  const all = <T>(value: T) => Array.from({ length: count }, () => value);
  return {
    inExcerpt: all(1),
    inArticle: all(1),
    isKnown: all(true),
    selectivity: all(1),
    expected: 1,
    dateFit: 1,
    isOfAnother: false,
    ...others,
  };
};

describe('the evidence', () => {
  const words = questionOf([term('bến'), term('sông'), term('trăng')]);
  const named = questionOf([term('bến'), term('trăng', 'name')]);

  test('speaks for answering where the excerpt holds all that was asked', () => {
    expect(weighEvidence(words, found(3))).toEqual<Evidence>({
      words: 1,
      pinned: 0,
      pinnedMissing: 0,
      unknown: 0,
      missing: 0,
      unexpected: 0,
      english: 0,
    });
    expect(weighEvidence(named, found(2))).toMatchObject({ words: 1, pinned: 1, pinnedMissing: 0 });
  });

  test('speaks against it where the numbers of a date stand in the article, and the date does not', () => {
    const dated = questionOf([term('bến'), term('2016', 'number')]);
    expect(weighEvidence(dated, found(2))).toMatchObject({ pinned: 1, pinnedMissing: 0 });
    expect(weighEvidence(dated, found(2, { dateFit: 0 }))).toMatchObject({ pinnedMissing: 1 });
    expect(weighEvidence(dated, found(2, { dateFit: 0.4 }))).toMatchObject({ pinnedMissing: 0 });
  });

  test('speaks against it where all words stand there, but of another thing or event', () => {
    const plain = weighEvidence(words, found(3, { isOfAnother: true }));
    expect(plain).toMatchObject({ words: 1, pinnedMissing: 1 });
    expect(confidenceOf(plain, CALIBRATION)).toBeLessThan(CALIBRATION.threshold);
  });

  test('grows with every word that the excerpt holds', () => {
    const share = (...inExcerpt: number[]) => weighEvidence(words, found(3, { inExcerpt })).words;
    const shares = [share(0, 0, 0), share(1, 0, 0), share(1, 1, 0), share(1, 1, 1)];
    expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
    expect(share(0.5, 0.5, 0.5)).toBeCloseTo(0.5);
  });

  test('counts a word that every passage holds less than one that few do', () => {
    const share = (...inExcerpt: number[]) =>
      weighEvidence(words, found(3, { inExcerpt, selectivity: [0.01, 1, 1] })).words;
    expect(share(1, 0, 0)).toBeLessThan(share(0, 1, 0));
  });

  test('tells the most telling word that the excerpt lacks', () => {
    const question = questionOf([term('bến', 'word', 0.3), term('trăng', 'word', 0.7)]);
    const missing = (...inExcerpt: number[]) => weighEvidence(question, found(2, { inExcerpt })).missing;
    expect(missing(1, 1)).toBe(0);
    expect(missing(0, 1)).toBeLessThan(missing(1, 0));
    expect(missing(0, 0)).toBe(missing(1, 0));
  });

  test('tells words that no article holds', () => {
    expect(weighEvidence(words, found(3, { isKnown: [false, false, false] })).unknown).toBe(1);
    expect(weighEvidence(words, found(3, { isKnown: [true, true, false] })).unknown).toBeCloseTo(1 / 3);
  });

  test('looks for names in the whole article', () => {
    const elsewhere = weighEvidence(named, found(2, { inExcerpt: [1, 0] }));
    expect(elsewhere).toMatchObject({ words: 1, pinned: 1, pinnedMissing: 0, missing: 0 });
    const nowhere = weighEvidence(named, found(2, { inExcerpt: [1, 0], inArticle: [1, 0] }));
    expect(nowhere).toMatchObject({ words: 1, pinned: 0, pinnedMissing: 1, missing: 0 });
  });

  test('is as bad as the worst of several names and numbers', () => {
    const question = questionOf([term('bến'), term('trăng', 'name'), term('2031', 'number')]);
    const { pinned, pinnedMissing } = weighEvidence(question, found(3, { inArticle: [1, 1, 0.2] }));
    expect(pinned).toBeGreaterThan(0.5);
    expect(pinnedMissing).toBeCloseTo(0.8);
  });

  test('wants the kind of thing that was asked for, if any', () => {
    const unexpected = (kind: Question['kind']) =>
      weighEvidence(questionOf([term('bến')], { kind }), found(1, { expected: 0.25 })).unexpected;
    expect(unexpected('when')).toBe(0.75);
    expect(unexpected('other')).toBe(0);
  });

  test('tells a question in English', () => {
    const { english } = weighEvidence(questionOf([term('quay')], { language: 'en' }), found(1));
    expect(english).toBe(1);
  });
});

describe('of a question for a name alone, the evidence', () => {
  const question = questionOf([term('ông', 'word', 0.1), term('khê', 'name')]);

  test('is the name where the excerpt holds it in full', () => {
    expect(weighEvidence(question, found(2, { inExcerpt: [0, 1] }))).toMatchObject({ words: 1, pinned: 1 });
  });

  test('is nothing where the excerpt holds a part of the name', () => {
    const { words } = weighEvidence(question, found(2, { inExcerpt: [1, 0.7], inArticle: [1, 0.7] }));
    expect(words).toBe(0);
  });

  test('is no longer the name where there is a telling word besides', () => {
    const telling = questionOf([term('lương', 'word', 0.6), term('khê', 'name')]);
    expect(weighEvidence(telling, found(2, { inExcerpt: [0, 1] })).words).toBe(0);
  });
});

/** A question of any terms, and what was found for each of them. */
const anyFindings = fc
  .tuple(
    fc.array(
      fc.record({
        kind: fc.constantFrom('word' as const, 'name' as const, 'number' as const),
        weight: fc.double({ min: 0, max: 1, noNaN: true }),
        inExcerpt: fc.double({ min: 0, max: 1, noNaN: true }),
        inArticle: fc.double({ min: 0, max: 1, noNaN: true }),
        isKnown: fc.boolean(),
        selectivity: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 6 },
    ),
    fc.constantFrom('other' as const, 'who' as const, 'money' as const),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 0.4, 1),
    fc.boolean(),
  )
  .map(([terms, kind, expected, dateFit, isOfAnother]) => ({
    question: questionOf(
      terms.map((given) => term('x', given.kind, given.weight)),
      { kind },
    ),
    findings: {
      inExcerpt: terms.map(({ inExcerpt }) => inExcerpt),
      inArticle: terms.map(({ inArticle }) => inArticle),
      isKnown: terms.map(({ isKnown }) => isKnown),
      selectivity: terms.map(({ selectivity }) => selectivity),
      expected,
      dateFit,
      isOfAnother,
    } satisfies Findings,
  }));

describe('for anything that was found', () => {
  test('every feature lies between 0 and 1', () => {
    fc.assert(
      fc.property(anyFindings, ({ question, findings }) => {
        const features = featuresOf(weighEvidence(question, findings));
        expect(features).toHaveLength(FEATURES.length);
        for (const feature of features) {
          expect(feature).toBeGreaterThanOrEqual(0);
          // Weights add up to 1 but for the last bits of a double.
          expect(feature).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  test('holding a term better makes nobody less sure', () => {
    fc.assert(
      fc.property(anyFindings, fc.nat(), ({ question, findings }, pick) => {
        fc.pre(question.terms.length > 0);
        const better = (scores: readonly number[]) =>
          scores.map((score, at) => (at === pick % scores.length ? 1 : score));
        const richer = {
          ...findings,
          inExcerpt: better(findings.inExcerpt),
          inArticle: better(findings.inArticle),
        };
        const sure = (given: Findings) => confidenceOf(weighEvidence(question, given), CALIBRATION);
        expect(sure(richer)).toBeGreaterThanOrEqual(sure(findings) - 1e-9);
      }),
    );
  });
});
