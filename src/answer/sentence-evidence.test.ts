import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import type { Article, Passage } from '../corpus/article.js';
import { splitSentences } from '../corpus/sentences.js';
import { Dictionary } from '../search/dictionary.js';
import { Lexicon } from '../search/lexicon.js';
import { analyseQuestion } from '../search/question.js';
import type { FoundPassage } from '../search/searcher.js';
import { tokenize } from '../search/vietnamese.js';
import { rankSentences, termScores, weightedShare, type ArticleWords } from './sentence-evidence.js';

const LANGUAGES = {
  lexicon: new Lexicon('#documents\t1000\nbến\t90\t5\nsông\t200\t10\nhội\t200\t0\nhòn mây\t20\t100\t90\n'),
  dictionary: new Dictionary(''),
};
const WORDS: ArticleWords = {
  header: (article) => tokenize(article.title),
  text: (article) => tokenize(article.text),
  within: (article, { start, end }) => tokenize(article.text.slice(start, end)),
};

/** A passage found, of the sentences with the numbers given. */
function found(article: Article, [from, to]: readonly [number, number], score = 1): FoundPassage {
  const sentences = splitSentences(article.text).slice(from, to + 1);
  const start = sentences[0]?.start ?? 0;
  const end = sentences.at(-1)?.end ?? 0;
  const passage: Passage = {
    articleId: article.id,
    ordinal: 0,
    start,
    end,
    text: article.text.slice(start, end),
    sentences,
  };
  return { article, passage, score, keyword: score, similarity: 0 };
}

/** Every sentence of an article as one passage. */
const whole = (article: Article, score = 1) => found(article, [0, Infinity], score);

/** The sentences that answer, best first, every term telling passages apart alike. */
function ranked(question: string, ...hits: readonly FoundPassage[]) {
  const analysed = analyseQuestion(question, LANGUAGES);
  const selectivity = analysed.terms.map(() => 1);
  return rankSentences(analysed, hits, WORDS, selectivity);
}

const texts = (...args: Parameters<typeof ranked>) =>
  ranked(...args).map(({ article, span }) => article.text.slice(span.start, span.end));

const story = (title: string, ...sentences: readonly string[]) =>
  fakeArticle(`${title || 'a'}.md`, title, [sentences.join(' ')]);

describe('the best sentence', () => {
  test('is the one that holds the words', () => {
    const article = story('', 'Trời nắng to.', 'Bến sông mở hội.', 'Gà lên chuồng.');
    expect(texts('Bến sông mở hội gì?', whole(article))[0]).toBe('Bến sông mở hội.');
  });

  test('is, of two that hold them, the one that has what was asked for', () => {
    const article = story('', 'Bến sông mở hội rất vui.', 'Bến sông mở hội ngày 5/3/2031.');
    expect(texts('Bến sông mở hội khi nào?', whole(article))[0]).toContain('5/3/2031');
    expect(texts('Bến sông mở hội thế nào?', whole(article))[0]).toContain('rất vui');
  });

  test('is, of two that hold them, the one that holds them in the order asked', () => {
    const article = story('', 'Sông xa, bến xa.', 'Bến sông xa.');
    expect(texts('bến sông', whole(article))[0]).toBe('Bến sông xa.');
  });

  test('is, of two alike, the one of the better passage', () => {
    const [left, right] = [story('một', 'Bến sông mở hội.'), story('hai', 'Bến sông mở hội.')];
    const [best] = ranked('Bến sông mở hội?', whole(left, 0.3), whole(right, 0.9));
    expect(best?.article).toBe(right);
  });

  test('is, of two alike, the one beside the other words', () => {
    const article = story(
      '',
      'Trời nắng to.',
      'Đội kèn vui.',
      'Gà lên chuồng.',
      'Bến sông xa.',
      'Đội kèn vui.',
    );
    const [best] = ranked('Đội kèn ở bến sông nào?', whole(article));
    expect(best?.span.start).toBe(article.text.lastIndexOf('Đội kèn vui.'));
  });

  test('may leave a name to its title or to the article around it', () => {
    const sentence = 'Đội kèn vui chơi.';
    const [nowhere, titled, within] = [
      story('Hội bến', sentence, 'Gà lên chuồng.', 'Trời nắng.'),
      story('Hòn Mây', sentence, 'Gà lên chuồng.', 'Trời nắng.'),
      story('Hội làng', sentence, 'Gà lên chuồng.', 'Hòn Mây nắng.'),
    ];
    const scores = [nowhere, titled, within].map((article) => {
      const [best] = ranked('Đội kèn nào vui chơi ở Hòn Mây?', whole(article));
      return best?.score ?? 0;
    });
    expect(scores[1]).toBeGreaterThan(scores[0] ?? 1);
    expect(scores[2]).toBeGreaterThan(scores[0] ?? 1);
  });
});

test('every sentence stands once in the ranking, though passages overlap', () => {
  const article = story('', 'Bến một.', 'Bến hai.', 'Bến ba.');
  const sentences = texts('bến', found(article, [0, 1]), found(article, [1, 2]));
  expect([...sentences].sort()).toEqual(['Bến ba.', 'Bến hai.', 'Bến một.']);
});

test('a sentence is ranked by the better of the passages that hold it', () => {
  const article = story('', 'Bến một.', 'Bến hai.');
  const worse = found(article, [0, 1], 0.2);
  const better = found(article, [0, 1], 0.9);
  expect(ranked('bến', worse, better)).toEqual(ranked('bến', better));
  expect(ranked('bến', better, worse)).toEqual(ranked('bến', better));
});

test('scores lie between 0 and 1, best first', () => {
  const article = story('Bến sông', 'Bến sông mở hội ngày 5/3/2031.', 'Trời nắng.', 'Hội bến sông.');
  for (const question of ['Bến sông mở hội khi nào?', 'Bến sông có gì?', 'núi lửa', 'ai ở đâu']) {
    const scores = ranked(question, whole(article)).map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...scores)).toBeLessThanOrEqual(1);
  }
});

test('nothing is ranked where nothing was found', () => {
  expect(ranked('bến sông')).toEqual([]);
});

test('termScores tells of each term how well a text holds it', () => {
  const question = analyseQuestion('bến sông xa', LANGUAGES);
  const [alike, held, missing] = termScores(question, tokenize('Sông bên núi.'));
  expect({ held, missing }).toEqual({ held: 1, missing: 0 });
  expect(alike).toBeGreaterThan(0);
  expect(alike).toBeLessThan(1);
  expect(termScores(question, [])).toEqual([0, 0, 0]);
});

describe('weightedShare', () => {
  const { terms } = analyseQuestion('bến sông xa', LANGUAGES);
  const only = (wanted: number) => (at: number) => Number(at === wanted);

  test('is 1 where all is held, 0 where nothing is, and the parts add up', () => {
    expect(weightedShare(terms, () => 1)).toBeCloseTo(1, 10);
    expect(weightedShare(terms, () => 0)).toBe(0);
    const parts = terms.map((_, at) => weightedShare(terms, only(at)));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 10);
  });

  test('counts a rarer term more', () => {
    expect(terms.map(({ folded }) => folded.join(' '))).toEqual(['ben', 'song', 'xa']);
    expect(weightedShare(terms, only(0))).toBeGreaterThan(weightedShare(terms, only(1)));
  });

  test('leaves out a term that tells no passage from another', () => {
    expect(weightedShare(terms, only(0), [0, 1, 1])).toBe(0);
  });

  test.each([
    ['without terms', [], undefined],
    ['with terms that tell nothing', terms, [0, 0, 0]],
  ])('is 0 %s', (_, given, selectivity) => {
    expect(weightedShare(given, () => 1, selectivity)).toBe(0);
  });
});
