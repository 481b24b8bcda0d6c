/**
 * The thread that answers from one generation of the index, started by `AnsweringThread`. It holds that generation and
 * nothing else: query vectors and readings come from the thread that started it, since models must not be loaded in a
 * thread (see `ModelProcess`).
 */
import { workerData } from 'node:worker_threads';
import type { Answerer } from '../answer/answer.js';
import type { Article } from '../corpus/article.js';
import { openIndex } from '../index/open-index.js';
import type { PassageIndex } from '../index/passage-index.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { openChannel, starterPort, type Offered } from '../lib/channel.js';
import { keyphrasesOf } from '../retrieval/keyphrases.js';
import { answererFor, withCache, type ArticleEntry } from './answering.js';
import type { OpenedIndex, StarterFunctions, ThreadData, ThreadFunctions } from './answering-thread.js';

const { reading } = workerData as ThreadData;
let openAnswerer: Answerer | undefined;
let answers: Pick<Answerer, 'answer'> | undefined;

const functions: Offered<ThreadFunctions> = {
  async open(location, identity) {
    const index = await openIndex(location, identity);
    openAnswerer = answererFor(index, starter, reading && { ...reading, reader: starter });
    answers = withCache(openAnswerer);
    void keyphrasesOf(index.articles, vietnameseLexicon()).then((keyphrases) =>
      starter.tellKeyphrases.asEvent(keyphrases),
    );
    return catalogueOf(index);
  },
  answer: (text, options) => (answers ?? answerer()).answer(text, options),
  search: (text, options) => answerer().search(text, options),
  article: (id) => answerer().retriever.index.articles.find((article) => article.id === id) ?? null,
};

const starter = openChannel<StarterFunctions, typeof functions>(starterPort(), functions);

function answerer(): Answerer {
  if (openAnswerer === undefined) throw new Error('No index is open.');
  return openAnswerer;
}

/** What an index holds, without the texts. */
function catalogueOf(index: PassageIndex): OpenedIndex {
  const { damage } = index;
  return {
    generation: index.generation,
    builtAt: index.builtAt,
    ...(damage && { damage: { message: damage.message, hint: damage.hint } }),
    modelName: index.identity.modelName,
    articles: index.articles.map(entryOf),
    passages: index.passages.length,
  };
}

function entryOf(article: Article): ArticleEntry {
  const { id, path, title, publisher, author, publishedAt, publishedAtInferred, url, originalTitle } =
    article;
  return { id, path, title, publisher, author, publishedAt, publishedAtInferred, url, originalTitle };
}
