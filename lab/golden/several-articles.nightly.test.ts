import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  holdsAnswer,
  readGoldenQuestions,
  type GoldenQuestion,
} from '../../scripts/evaluation/golden-questions.js';
import type { CitedAnswer } from '../../src/answer/cited-answer.js';
import { Application } from '../../src/application.js';
import { parseSettings, PROJECT_ROOT } from '../../src/config/settings.js';
import { programFolders } from '../../test/support/program-folders.js';

const inRepo = (file: string) => path.join(PROJECT_ROOT, file);
const ARTICLES = inRepo('data/articles');

/** Share of the questions of one kind that may go wrong: docs/quality.md says which. */
const MAY_FAIL = { 'several-': 0.65, 'compared-': 0.2, 'newest-': 0.6, 'dated-': 0.6, 'untold-': 0 };

let golden: readonly GoldenQuestion[];
const answers = new Map<string, CitedAnswer>();
/** Texts of the articles that were searched, by file name. */
let shipped: ReadonlyMap<string, string>;

beforeAll(async () => {
  golden = await readGoldenQuestions(inRepo('data/eval/several.jsonl'));
  const { indexDir } = await programFolders({});
  const application = await Application.open({
    ...parseSettings({ MODEL_THREADS: '1' }),
    articlesDir: ARTICLES,
    indexDir,
  });
  await application.reindex();
  const index = await application.openIndex();
  const answerer = application.answererFor(index);
  shipped = new Map(index.articles.map((article) => [article.path, article.text]));
  for (const { id, question } of golden) answers.set(id, await answerer.answer(question));
  await application.close();
}, 120_000);

/** The questions of a kind, by the beginning of their ids, that a check finds something wrong with. */
function failed(
  kind: keyof typeof MAY_FAIL,
  isRight: (answer: CitedAnswer, question: GoldenQuestion) => boolean,
) {
  const asked = golden.filter(({ id }) => id.startsWith(kind));
  expect(asked.length).toBeGreaterThanOrEqual(5);
  const wrong = asked.filter((question) => {
    const answer = answers.get(question.id);
    return answer === undefined || !isRight(answer, question);
  });
  return { wrong: wrong.map(({ id }) => id), share: wrong.length / asked.length };
}

/** File names of the articles that a part of an answer is from. */
const filesOf = (citations: CitedAnswer['citations']) =>
  [...new Set(citations.map(({ article }) => article.path))].sort();
const tellers = ({ articles }: GoldenQuestion) => articles.filter((file) => shipped.has(file)).sort();

/** True when the answer is said from each article that tells and from no other, and each is cited with the answer. */
function isSaidByEach({ citations, statements }: CitedAnswer, question: GoldenQuestion): boolean {
  const said = citations.filter(({ n }) => statements.some(({ citation }) => citation === n));
  const telling = citations.filter(({ excerpt }) => holdsAnswer(excerpt, question.answers));
  const expected = tellers(question).join();
  return filesOf(said).join() === expected && filesOf(telling).join() === expected;
}

test('the questions name and ask nothing twice, and have an answer in each article that they name', () => {
  expect(new Set(golden.map(({ id }) => id)).size).toBe(golden.length);
  expect(new Set(golden.map(({ question }) => question)).size).toBe(golden.length);
  for (const question of golden) {
    const { id, answers: told } = question;
    const files = tellers(question);
    expect({ id, answerable: files.length > 0 }).toEqual({ id, answerable: told.length > 0 });
    for (const file of files) {
      expect({ id, file, holds: holdsAnswer(shipped.get(file) ?? '', told) }).toEqual({
        id,
        file,
        holds: true,
      });
    }
  }
});

describe('over the example articles', () => {
  test.each([
    ['a question for several', 'several-'],
    ['a comparison', 'compared-'],
  ] as const)('%s is answered from each article that tells', (_, kind) => {
    const { wrong, share } = failed(kind, isSaidByEach);
    expect(share, wrong.join(', ')).toBeLessThanOrEqual(MAY_FAIL[kind]);
  });

  test.each([
    ['the newest', 'newest-'],
    ['what was at a date', 'dated-'],
  ] as const)('a question for %s is answered first from an article that tells', (_, kind) => {
    const { wrong, share } = failed(kind, ({ citations: [first] }, { articles, answers: told }) => {
      return first !== undefined && articles.includes(first.article.path) && holdsAnswer(first.excerpt, told);
    });
    expect(share, wrong.join(', ')).toBeLessThanOrEqual(MAY_FAIL[kind]);
  });

  test('one that none of them answers is not answered', () => {
    const { wrong, share } = failed('untold-', ({ outcome }) => outcome === 'not-told');
    expect(share, wrong.join(', ')).toBeLessThanOrEqual(MAY_FAIL['untold-']);
  });
});
