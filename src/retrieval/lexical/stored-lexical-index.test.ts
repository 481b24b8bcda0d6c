import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import type { Article, Passage } from '../../corpus/article.js';
import { sha256 } from '../../lib/sha256.js';
import type { DerivedData } from '../../index/passage-index.js';
import { PROJECT_ROOT } from '../../config/settings.js';
import { Dictionary } from '../../language/dictionary.js';
import { partsOf } from './keyword-parts.js';
import { lexicalTables } from './keyword-tables.js';
import { Lexicon, vietnameseLexicon } from '../../language/lexicon.js';
import { LEXICAL_INDEX_VERSION, openLexicalIndex } from './stored-lexical-index.js';
import { analyseQuestion } from '../query/question.js';

const LEXICON = new Lexicon('#documents\t1000\nsông\t200\t10\ncầu\t200\t5\n');
const LANGUAGES = { lexicon: LEXICON, dictionary: new Dictionary('bridg\tcây cầu=60\n') };

/** What is kept of one generation, in memory. */
class Kept implements DerivedData {
  file: Buffer | null = null;
  /** How often something was kept. */
  times = 0;
  #tell: () => void = () => undefined;

  read(): Uint8Array | null {
    return this.file;
  }

  keep(_: string, chunks: Iterable<Uint8Array>): Promise<void> {
    this.file = Buffer.concat([...chunks]);
    this.times++;
    this.#tell();
    return Promise.resolve();
  }

  /** Resolves when something is kept again. */
  again(): Promise<void> {
    return new Promise((resolve) => {
      this.#tell = resolve;
    });
  }
}

/** Opens the lexical index of articles of one passage a paragraph. Where it has to be built, waits until it is kept. */
async function open(
  articles: readonly Article[],
  kept: Kept,
  { generation = 'one', lexicon = LEXICON }: { generation?: string; lexicon?: Lexicon } = {},
) {
  const passages = articles.flatMap((article) => cutParagraphs(article));
  const byId = new Map(articles.map((article) => [article.id, article]));
  // What is known of articles is read when an index is built, and at no other time.
  const articleOf = vi.fn(({ articleId }: Passage) => byId.get(articleId) ?? expect.unreachable(articleId));
  const keeping = kept.again();
  const index = openLexicalIndex({ derived: kept, generation, passages }, articleOf, lexicon);
  const isBuilt = articleOf.mock.calls.length > 0;
  if (isBuilt) await keeping;
  return { index, isBuilt };
}

const ARTICLES = [
  fakeArticle('a.md', 'Hội đua thuyền', ['Bến Sông Trăng mở hội.', 'Đội kèn đến chơi.']),
  fakeArticle('b.md', 'Cầu mới', ['Cây cầu gỗ ở Hà Nội.']),
];

const wordArbitrary = fc.constantFrom(
  ...[
    'Hà',
    'Nội',
    'hanoi',
    'sông',
    'song',
    'sống',
    'cầu',
    'thuyền',
    'mưa,',
    'gió.',
    '07',
    'bridge',
    '\u{1f600}',
  ],
  ...['ﬁ', 'ŉ', 'İstanbul', '\ud800', 'x\n'],
);
const paragraphArbitrary = fc
  .array(wordArbitrary, { minLength: 1, maxLength: 8 })
  .map((words) => words.join(' '));
const articlesArbitrary = fc
  .array(fc.tuple(paragraphArbitrary, fc.array(paragraphArbitrary, { minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((articles) => articles.map(([title, paragraphs], at) => fakeArticle(`${at}.md`, title, paragraphs)));

test('what was kept answers all that is asked as what was built', async () => {
  const questionsArbitrary = fc.array(paragraphArbitrary, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(articlesArbitrary, questionsArbitrary, async (articles, questions) => {
      const kept = new Kept();
      const built = await open(articles, kept);
      const read = await open(articles, kept);
      expect([built.isBuilt, read.isBuilt]).toEqual([true, false]);
      for (const text of [...questions, 'thuyềm', 'hanoy']) {
        const question = analyseQuestion(text, LANGUAGES);
        const [before, after] = [built.index, read.index].map((index) => ({
          hits: index.search(question, 10, () => true),
          known: question.tokens.map(({ folded }) => index.knowsFolded(folded)),
        }));
        expect(after).toEqual(before);
      }
    }),
  );
});

test('an index beside which nothing can be kept is built each time', () => {
  const [article = expect.unreachable('an article')] = ARTICLES;
  const passages = cutParagraphs(article);
  const index = openLexicalIndex({ generation: 'one', passages }, () => article, LEXICON);
  expect(index.knowsFolded('trang')).toBe(true);
});

test('an index without passages is kept as any other', async () => {
  const kept = new Kept();
  const keeping = kept.again();
  openLexicalIndex({ derived: kept, generation: 'none', passages: [] }, () => expect.unreachable(), LEXICON);
  await keeping;
  const { index } = await open([], kept, { generation: 'none' });
  expect(index.knowsFolded('song')).toBe(false);
  expect(kept.times).toBe(1);
});

describe('an index is built anew, and kept in place of', () => {
  test.each([
    ['what is of another generation', { generation: 'two' }],
    ['what another lexicon has a part in', { lexicon: new Lexicon('#documents\t1000\nsông\t200\t11\n') }],
  ])('%s', async (_, other) => {
    const kept = new Kept();
    await open(ARTICLES, kept);
    expect((await open(ARTICLES, kept, other)).isBuilt).toBe(true);
    expect((await open(ARTICLES, kept, other)).isBuilt).toBe(false);
    expect(kept.times).toBe(2);
  });

  test('what is of other passages', async () => {
    const kept = new Kept();
    await open(ARTICLES, kept);
    const { index, isBuilt } = await open(ARTICLES.slice(0, 1), kept);
    expect([isBuilt, index.knowsFolded('go')]).toEqual([true, false]);
  });

  test('what is not whole, wherever it is damaged or cut', async () => {
    const kept = new Kept();
    await open(ARTICLES, kept);
    const whole = kept.file ?? expect.unreachable('a file');
    const placeArbitrary = fc.nat(whole.length - 1);
    const damageArbitrary = fc.oneof(
      fc.tuple(placeArbitrary, fc.integer({ min: 1, max: 255 })).map(([place, by]) => {
        return Buffer.from(whole.map((byte, at) => (at === place ? byte ^ by : byte)));
      }),
      placeArbitrary.map((length) => whole.subarray(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(damageArbitrary, async (damaged) => {
        kept.file = damaged;
        const { index, isBuilt } = await open(ARTICLES, kept);
        expect(isBuilt).toBe(true);
        expect(index.search(analyseQuestion('cây cầu', LANGUAGES), 1, () => true)[0]?.position).toBe(2);
        expect(kept.file.equals(whole)).toBe(true);
      }),
    );
  });
});

test('LEXICAL_INDEX_VERSION is raised when the same texts make other tables', () => {
  const folder = path.join(PROJECT_ROOT, 'data/articles');
  const articles = readdirSync(folder).map((name) => ({
    // As they stand in their files: how an article is read is another matter.
    ...fakeArticle(name, name, readFileSync(path.join(folder, name), 'utf8').split('\n\n')),
    publisher: 'Báo ĐBP',
  }));
  const passages = articles.flatMap((article) => cutParagraphs(article));
  const byId = new Map(articles.map((article) => [article.id, article]));
  const articleOf = ({ articleId }: Passage) => byId.get(articleId) ?? expect.unreachable(articleId);
  const digest = sha256(Buffer.concat(partsOf(lexicalTables(passages, articleOf, vietnameseLexicon()))));
  expect(
    { rules: LEXICAL_INDEX_VERSION, digest },
    'Lexical tables are no longer what they were, and those that were kept would go on being read: raise LEXICAL_INDEX_VERSION, and put the ' +
      'new digest here. Where only data/articles or data/lexicon/vi.tsv has changed, the new digest alone will do.',
  ).toEqual({ rules: 1, digest: '95440995c1ea0d8a3ea76c0d1cdeffc1189fd6b711d08abde11977b4d0f3d198' });
});
