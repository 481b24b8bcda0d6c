import { describe, expect, test, vi } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../test/support/fake-corpus.js';
import { FakeEmbedder } from '../../test/support/fake-embedder.js';
import type { Article } from '../corpus/article.js';
import type { Embedder } from '../embedding/embedder.js';
import {
  identityFor,
  type NearestPassage,
  type PassageIndex,
  type ArticleFilter,
} from '../index/passage-index.js';
import { UserError } from '../lib/errors.js';
import { Dictionary } from '../language/dictionary.js';
import { Lexicon } from '../language/lexicon.js';
import { HybridRetriever, acceptedArticles, passesFilter } from './hybrid-retriever.js';

const LANGUAGES = {
  lexicon: new Lexicon('#documents\t1000\nsông\t200\t10\ntrăng\t60\t20\nbến\t90\t5\n'),
  dictionary: new Dictionary('bridg\tcây cầu=60\n'),
};

/** An embedder that remembers the questions it was given. */
class AskedEmbedder extends FakeEmbedder implements Embedder {
  readonly maxTokens = 100;
  readonly asked: string[] = [];

  countTokens(texts: readonly string[]): Promise<number[]> {
    return Promise.resolve(texts.map((text) => text.length));
  }

  embedQueries(texts: readonly string[]): Promise<Float32Array[]> {
    this.asked.push(...texts);
    return Promise.resolve(texts.map((text) => this.vector(text)));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/**
 * A retriever over articles of one passage a paragraph.
 *
 * @param similarities - by the passages' positions, what the index says of any question; 0 where left out
 */
function open(articles: readonly Article[], similarities: readonly number[] = []) {
  const embedder = new AskedEmbedder();
  const passages = articles.flatMap((article) => cutParagraphs(article));
  const index: PassageIndex = {
    identity: identityFor(embedder, 'paragraphs'),
    generation: 'in memory',
    builtAt: '2031-01-01T00:00:00.000Z',
    articles,
    passages,
    nearest: (_, limit, articleIds) =>
      Promise.resolve(
        passages
          .map((__, position): NearestPassage => ({ position, similarity: similarities[position] ?? 0 }))
          .filter(({ position }) => articleIds?.has(passages[position]?.articleId ?? '') ?? true)
          .sort((a, b) => b.similarity - a.similarity)
          .slice(0, limit),
      ),
  };
  return { retriever: new HybridRetriever(index, embedder, LANGUAGES), embedder, passages };
}

const RIVER: Article = {
  ...fakeArticle('song.md', 'Hội bến', ['Bến Sông Trăng mở hội.', 'Đội kèn đến chơi.']),
  publisher: 'Báo Bến',
  publishedAt: '2031-03-05',
};
const HILL: Article = {
  ...fakeArticle('doi.md', 'Đồi chè', ['Đồi chè xanh tốt.', 'Bến Sông Trăng ở xa.']),
  publisher: 'Báo Đồi',
  publishedAt: null,
};

async function texts(...search: Parameters<HybridRetriever['search']>): Promise<string[]> {
  const { found } = await open([RIVER, HILL]).retriever.search(...search);
  return found.map(({ passage }) => passage.text);
}

describe('search', () => {
  test('finds passages by their words, best first, each with its article and scores', async () => {
    const { found } = await open([RIVER, HILL]).retriever.search('Bến Sông Trăng mở hội khi nào?');
    expect(found[0]).toMatchObject({
      article: RIVER,
      passage: { text: 'Bến Sông Trăng mở hội.' },
      lexical: 1,
    });
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.max(...scores)).toBeLessThanOrEqual(1);
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
  });

  test('finds what no word of the question stands in, by its meaning', async () => {
    const { retriever } = open([RIVER, HILL], [0.1, 0.9, 0.2, 0.3]);
    const { found } = await retriever.search('nhạc công');
    expect(found[0]).toMatchObject({ passage: { text: 'Đội kèn đến chơi.' }, lexical: 0, similarity: 0.9 });
  });

  test('says of a passage beyond the nearest that it is no nearer than these, and nothing where only words were searched for', async () => {
    const river = 'Bến Sông Trăng mở hội.';
    const many = fakeArticle('nhieu.md', '', [
      river,
      ...Array.from({ length: 120 }, (_, at) => `Đồi số ${at}.`),
    ]);
    const similarities = [-0.5, ...Array.from({ length: 120 }, (_, at) => 0.9 - at / 200)];
    const { retriever, embedder } = open([many], similarities);
    const similarityOf = async () => {
      const { found } = await retriever.search('Bến Sông Trăng mở hội');
      return found.find(({ passage }) => passage.text === river)?.similarity;
    };
    expect(await similarityOf()).toBe(0.9 - 99 / 200);
    const broken = new UserError('model-broken', 'The embedding model is gone.', 'Start again.');
    vi.spyOn(embedder, 'embedQueries').mockRejectedValueOnce(broken);
    expect(await similarityOf()).toBeNull();
  });

  test('lets the words decide where the best passage holds all of them', async () => {
    const { retriever } = open([RIVER, HILL], [0.1, 0.2, 0.9, 0.1]);
    const { found } = await retriever.search('bến sông trăng mở hội');
    expect(found[0]?.passage.text).toBe('Bến Sông Trăng mở hội.');
  });

  test('trusts the dense results as far as the best lexical hit lacks words and the similarities differ', async () => {
    const { retriever } = open([RIVER, HILL], [0.1, 0.9, 0.2, 0.3]);
    const trustFor = async (text: string) => {
      const question = retriever.understand(text);
      return retriever.fusionFeatures(question, await retriever.retrieve(question));
    };
    const known = await trustFor('Bến Sông Trăng mở hội');
    expect(known).toEqual({ coverage: 1, spread: expect.closeTo(0.8, 10) as number, language: 'vi' });
    expect((await trustFor('nhạc công')).coverage).toBe(0);
    expect(await trustFor('Who opened the bridge?')).toMatchObject({ coverage: 0, language: 'en' });
  });

  test('gives what stands beyond the candidates of either no say', async () => {
    const many = fakeArticle(
      'nhieu.md',
      '',
      Array.from({ length: 130 }, (_, at) => `Bến số ${at}.`),
    );
    const similarities = Array.from({ length: 130 }, (_, at) => 1 - at / 200);
    const { retriever } = open([many], similarities);
    const question = retriever.understand('Bến Sông Trăng ở đâu?');
    const [usual, deeper] = [
      await retriever.retrieve(question),
      await retriever.retrieve(question, undefined, 130),
    ];
    expect([usual.lexical.length, usual.dense.length]).toEqual([100, 100]);
    expect([deeper.lexical.length, deeper.dense.length]).toEqual([130, 130]);
    expect(retriever.fuseResults(question, deeper)).toEqual(retriever.fuseResults(question, usual));
  });

  test('gives every passage once, though both find it', async () => {
    const found = await texts('Bến Sông Trăng mở hội khi nào?');
    expect(found).toHaveLength(4);
    expect(new Set(found).size).toBe(4);
  });

  test.each([
    ['a publisher', { publisher: 'bao ben' }, ['Bến Sông Trăng mở hội.', 'Đội kèn đến chơi.']],
    ['a first day', { from: '2031-03-05' }, ['Bến Sông Trăng mở hội.', 'Đội kèn đến chơi.']],
    ['days without an article', { from: '2031-03-06' }, []],
    ['a publisher that nobody is', { publisher: 'Báo Biển' }, []],
  ])('keeps to %s', async (_, filter, expected) => {
    expect(await texts('Bến Sông Trăng mở hội ở đâu?', filter)).toEqual(expected);
  });

  test.each(['', '  ', '?!… ——', '👍'])('finds nothing for %j, and embeds nothing', async (text) => {
    const { retriever, embedder } = open([RIVER]);
    expect((await retriever.search(text)).found).toEqual([]);
    expect(embedder.asked).toEqual([]);
  });

  test('embeds the question with its chat spelling written out', async () => {
    const { retriever, embedder } = open([RIVER]);
    const { question } = await retriever.search('vp mở hội ở đâu v');
    expect(embedder.asked).toEqual(['văn phòng mở hội ở đâu vậy']);
    expect(question.text).toBe('vp mở hội ở đâu v');
  });

  test('finds nothing in an index without passages', async () => {
    expect((await open([]).retriever.search('Bến Sông Trăng ở đâu?')).found).toEqual([]);
  });
});

test('a name to show is looked for once, in no more articles than it takes, also where none has one', () => {
  const texts = vi.fn(() => 'đồi chè xanh tốt.');
  const nameless = Object.defineProperty({ ...HILL }, 'text', { get: texts });
  const { retriever } = open([HILL]);
  const none = new HybridRetriever(
    { ...retriever.index, articles: [nameless] },
    new AskedEmbedder(),
    LANGUAGES,
  );
  texts.mockClear();
  expect([none.knownName, none.knownName]).toEqual([null, null]);
  expect(texts).toHaveBeenCalledTimes(1);
});

describe('the articles', () => {
  const { retriever, passages } = open([RIVER, HILL]);

  test('have a header of the words of title, publisher and day', () => {
    const words = retriever.headerTokens(RIVER).map(({ folded }) => folded);
    expect(words).toEqual(['hoi', 'ben', 'bao', 'ben', '5', '3', '2031']);
  });

  test('are found by a passage of theirs, and not by a foreign one', () => {
    expect(passages.map((passage) => retriever.articleOf(passage))).toEqual([RIVER, RIVER, HILL, HILL]);
    const [foreign] = cutParagraphs(fakeArticle('khac.md', '', ['Khác.']));
    expect(() => foreign && retriever.articleOf(foreign)).toThrow('The index has no article');
  });
});

const ARTICLE = {
  ...fakeArticle('a.txt', 'Tựa', ['Một câu.']),
  publishedAt: '2019-10-07',
  publisher: 'Báo Điện Biên Phủ',
};

describe('passesFilter', () => {
  test.each<[string, ArticleFilter, boolean]>([
    ['no bound', {}, true],
    ['the first day', { from: '2019-10-07' }, true],
    ['a later first day', { from: '2019-10-08' }, false],
    ['the last day', { to: '2019-10-07' }, true],
    ['an earlier last day', { to: '2019-10-06' }, false],
    ['a year around it', { from: '2019-01-01', to: '2019-12-31' }, true],
    ['a year before it', { from: '2018-01-01', to: '2018-12-31' }, false],
    ['its publisher', { publisher: 'Báo Điện Biên Phủ' }, true],
    ['its publisher, without case and diacritics', { publisher: ' bao  dien bien phu ' }, true],
    ['the beginning of its publisher’s name', { publisher: 'Báo Điện Biên' }, false],
    ['a longer name', { publisher: 'Báo Điện Biên Phủ Online' }, false],
    ['another publisher', { publisher: 'Báo Hải Phòng' }, false],
    ['its publisher, but a later day', { publisher: 'báo điện biên phủ', from: '2020-01-01' }, false],
  ])('judges by %s', (_, filter, passes) => {
    expect(passesFilter(ARTICLE, filter)).toBe(passes);
  });

  test.each<[string, ArticleFilter, boolean]>([
    ['a first day', { from: '0000-01-01' }, false],
    ['a last day', { to: '9999-12-31' }, false],
    ['a publisher', { publisher: 'a' }, false],
    ['no bound', {}, true],
  ])('cannot say that an article without date and publisher passes %s', (_, filter, passes) => {
    expect(passesFilter({ ...ARTICLE, publishedAt: null, publisher: null }, filter)).toBe(passes);
  });
});

describe('acceptedArticles', () => {
  const older = { ...ARTICLE, id: 'older', publishedAt: '2018-01-01' };

  test('is undefined when the filter lets every article through', () => {
    expect(acceptedArticles([ARTICLE, older], { from: undefined })).toBeUndefined();
  });

  test('names the articles that pass', () => {
    expect(acceptedArticles([ARTICLE, older], { from: '2019-01-01' })).toEqual(new Set([ARTICLE.id]));
  });

  test('is empty when none passes', () => {
    expect(acceptedArticles([ARTICLE, older], { from: '2020-01-01' })).toEqual(new Set());
  });
});
