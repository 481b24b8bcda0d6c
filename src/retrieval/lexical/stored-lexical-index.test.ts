import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import type { Article, Passage } from '../../corpus/article.js';
import type { DerivedData } from '../../index/passage-index.js';
import { PROJECT_ROOT } from '../../config/settings.js';
import { Dictionary } from '../../language/dictionary.js';
import {
  partsOf,
  LEXICAL_INDEX_VERSION,
  openLexicalIndex,
  tablesOf,
  decodeParts,
  encodeParts,
} from './stored-lexical-index.js';
import { lexicalTables } from './lexical-tables.js';
import { Lexicon, vietnameseLexicon } from '../../language/lexicon.js';
import { analyseQuestion } from '../query/question.js';
import { LexicalIndex } from './lexical-index.js';

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
  const digest = hash(
    'sha256',
    Buffer.concat(partsOf(lexicalTables(passages, articleOf, vietnameseLexicon()))),
  );
  expect(
    { rules: LEXICAL_INDEX_VERSION, digest },
    'Lexical tables are no longer what they were, and those that were kept would go on being read: raise LEXICAL_INDEX_VERSION, and put the ' +
      'new digest here. Where only data/articles or data/lexicon/vi.tsv has changed, the new digest alone will do.',
  ).toEqual({ rules: 3, digest: '95440995c1ea0d8a3ea76c0d1cdeffc1189fd6b711d08abde11977b4d0f3d198' });
});

const SMALL_LANGUAGES = {
  lexicon: new Lexicon('#documents\t1000\nsông\t200\t10\n'),
  dictionary: new Dictionary(''),
};
const ARTICLE = fakeArticle('a.md', 'Hội đua thuyền', [
  'Bến Sông Trăng mở hội.',
  'Đội kèn đến chơi ở Hà Nội.',
]);
const PASSAGES = cutParagraphs(ARTICLE);
const COUNTS = { passages: PASSAGES.length, articles: 1 };
const TABLES = lexicalTables(PASSAGES, () => ARTICLE, SMALL_LANGUAGES.lexicon);
const PARTS = partsOf(TABLES);
/** Places in {@link PARTS}. */
const [PAIR_SLOTS, FOLDED_SLOTS, STARTS] = [3, 4, [6, 10, 14]] as const;

test('tables are read as they were', () => {
  expect(tablesOf(PARTS, COUNTS)).toEqual(TABLES);
});

describe('no tables are read', () => {
  test.each([...PARTS.keys()])('of parts of which number %i is too short', (short) => {
    const spellings = Buffer.from(PARTS[0] ?? []).toString('utf16le');
    // Any other number of letters would be some spelling, too.
    const cut = short === 0 ? 2 * (spellings.length - spellings.lastIndexOf('\n')) : 4;
    const parts = PARTS.map((part, at) => (at === short ? part.subarray(0, -cut) : part));
    expect(tablesOf(parts, COUNTS)).toBeNull();
  });

  test('of parts of which the last is missing, or all', () => {
    expect(tablesOf(PARTS.slice(0, -1), COUNTS)).toBeNull();
    expect(tablesOf([], COUNTS)).toBeNull();
  });

  test.each([
    ['more passages', { ...COUNTS, passages: PASSAGES.length + 1 }],
    ['more articles', { ...COUNTS, articles: 2 }],
  ])('of an index of %s', (_, counts) => {
    expect(tablesOf(PARTS, counts)).toBeNull();
  });

  test.each([
    ['that are all taken', (slots: Uint8Array) => new Uint8Array(slots.length)],
    ['that are as many as no hash table has', (slots: Uint8Array) => slots.subarray(0, -4)],
    ['that are none', () => new Uint8Array()],
  ])('of slots %s', (_, spoilt) => {
    for (const slots of [PAIR_SLOTS, FOLDED_SLOTS]) {
      const parts = PARTS.map((part, at) => (at === slots ? spoilt(part) : part));
      expect(tablesOf(parts, COUNTS)).toBeNull();
    }
  });
});

test('numbers that make no sense in lists of the right lengths make no search fail or go on for ever', () => {
  const isSpoilt = (at: number) => at > 0 && STARTS.every((starts) => starts !== at);
  const numberArbitrary = fc.oneof(fc.nat(20), fc.integer(), fc.constant(-1));
  fc.assert(
    fc.property(fc.array(numberArbitrary, { minLength: 50, maxLength: 100 }), (numbers) => {
      let used = 0;
      const parts = PARTS.map((part, at) => {
        if (!isSpoilt(at)) return part;
        const words = Int32Array.from(
          { length: Math.ceil(part.length / 4) },
          () => numbers[used++ % numbers.length] ?? 0,
        );
        if (at === PAIR_SLOTS || at === FOLDED_SLOTS) words[0] = -1;
        return new Uint8Array(words.buffer).subarray(0, part.length);
      });
      const tables = tablesOf(parts, COUNTS) ?? expect.unreachable('lists of the right lengths');
      const index = new LexicalIndex(PASSAGES, () => ARTICLE, SMALL_LANGUAGES.lexicon, undefined, tables);
      for (const question of ['Bến Sông Trăng', 'hanoi', 'thuyềm', 'ha noi']) {
        expect(index.search(analyseQuestion(question, SMALL_LANGUAGES), 10, () => true).length).toBeLessThan(
          3,
        );
      }
    }),
  );
});

const keyArbitrary = fc.uint8Array({ minLength: 32, maxLength: 32 });
const partsArbitrary = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 5 });

const fileOf = (...written: Parameters<typeof encodeParts>) => Buffer.concat([...encodeParts(...written)]);
const bytesOf = (parts: readonly Uint8Array[] | null) => parts?.map((part) => [...part]);

test('parts are read as they were written, each where numbers of 4 bytes may begin, wherever the file itself begins', () => {
  fc.assert(
    fc.property(keyArbitrary, partsArbitrary, fc.nat(7), (key, parts, offset) => {
      const file = Buffer.concat([Buffer.alloc(offset), fileOf(key, parts)]).subarray(offset);
      const read = decodeParts(file, key);
      expect(bytesOf(read)).toEqual(bytesOf(parts));
      expect(read?.every(({ byteOffset }) => byteOffset % 4 === 0)).toBe(true);
    }),
  );
});

test('long parts are written bit by bit, and read as one', () => {
  const [key, part] = [new Uint8Array(32), Buffer.alloc((5 << 20) / 2, 'đoạn')];
  const chunks = [...encodeParts(key, [part])];
  expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(part.length);
  expect(part.equals(decodeParts(Buffer.concat(chunks), key)?.[0] ?? new Uint8Array())).toBe(true);
});

test('parts of another key are not read', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(keyArbitrary, { minLength: 2, maxLength: 2 }),
      partsArbitrary,
      (keys, parts) => {
        const [key = new Uint8Array(), other = new Uint8Array()] = keys;
        fc.pre(Buffer.compare(key, other) !== 0);
        expect(decodeParts(fileOf(key, parts), other)).toBeNull();
      },
    ),
  );
});

test('nothing is read of a file with a byte that is not as it was written', () => {
  fc.assert(
    fc.property(
      keyArbitrary,
      partsArbitrary,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (key, parts, place, by) => {
        const file = fileOf(key, parts);
        const at = place % file.length;
        file.writeUInt8((file[at] ?? 0) ^ by, at);
        expect(decodeParts(file, key)).toBeNull();
      },
    ),
  );
});

test('nothing is read of a file that is too short or too long, or of anything else', () => {
  fc.assert(
    fc.property(
      keyArbitrary,
      partsArbitrary,
      fc.nat(),
      fc.uint8Array({ minLength: 1 }),
      (key, parts, place, more) => {
        const file = fileOf(key, parts);
        expect(decodeParts(file.subarray(0, place % file.length), key)).toBeNull();
        expect(decodeParts(Buffer.concat([file, more]), key)).toBeNull();
        expect(decodeParts(more, key)).toBeNull();
      },
    ),
  );
});
