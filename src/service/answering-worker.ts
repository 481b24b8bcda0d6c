/**
 * The thread that answers from one generation of the index, started by `AnsweringThread`. It holds that generation and
 * nothing else: query vectors and readings come from the thread that started it, since models must not be loaded in a
 * thread (see `WorkerProcess`).
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answerer } from '../answer/answer.js';
import type { Article } from '../corpus/article.js';
import { openIndex } from '../index/index-location.js';
import type { Reader, Reading } from '../reading/reader.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { PhraseCounter } from '../retrieval/keyphrases.js';
import { answererFor } from './answerer-for.js';
import { catalogueOf } from './catalogue-of.js';
import { outcomeOf } from './to-result.js';
import { PendingReplies } from './pending-replies.js';
import { RememberedAnswers } from './answer-cache.js';
import type { Call, CallOf, CallResult, FromThread, OpenedIndex, ThreadData, ToThread } from './protocol.js';

const { reading } = workerData as ThreadData;
const vectors = new PendingReplies<Float32Array[]>();
const readings = new PendingReplies<readonly (Reading | null)[]>();
let openAnswerer: Answerer | undefined;
let answers: RememberedAnswers | undefined;
/** Times that nothing could be read. */
let failures = 0;

parentPort?.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'embedded':
      vectors.settle(message.id, message.outcome);
      break;
    case 'was-read':
      readings.settle(message.id, message.outcome);
      break;
    case 'call':
      void reply(message.id, message.call);
  }
});

async function reply(id: number, call: Call): Promise<void> {
  post({ kind: 'done', id, outcome: await outcomeOf(() => perform(call)) });
}

async function perform(call: Call): Promise<CallResult> {
  switch (call.kind) {
    case 'open':
      return await open(call);
    case 'answer':
      return await (answers ?? answerer()).answer(call.text, call.options);
    case 'search':
      return await answerer().search(call.text, call.options);
    case 'article':
      return answerer().searcher.index.articles.find(({ id }) => id === call.id) ?? null;
  }
}

async function open({ location, identity }: CallOf<'open'>): Promise<OpenedIndex> {
  const index = await openIndex(location, identity);
  openAnswerer = answererFor(index, { embedQueries }, reading && { ...reading, reader: { read } }, () => {
    failures += 1;
  });
  answers = new RememberedAnswers(openAnswerer, { failures: () => failures });
  void tellPhrases(index.articles);
  return catalogueOf(index);
}

/** One article a turn: whatever is asked meanwhile comes before the next. */
async function tellPhrases(articles: readonly Article[]): Promise<void> {
  const counter = new PhraseCounter(vietnameseLexicon());
  for (const article of articles) {
    await nextTurn();
    counter.add(article);
  }
  post({ kind: 'phrases', phrases: counter.phrases() });
}

function answerer(): Answerer {
  if (openAnswerer === undefined) throw new Error('No index is open.');
  return openAnswerer;
}

function embedQueries(texts: readonly string[]): Promise<Float32Array[]> {
  return vectors.ask((id) => {
    post({ kind: 'embed', id, texts });
  });
}

function read(...[question, passages, withinMs]: Parameters<Reader['read']>): ReturnType<Reader['read']> {
  return readings.ask((id) => {
    post({ kind: 'read', id, question, passages, withinMs });
  });
}

function post(message: FromThread): void {
  parentPort?.postMessage(message);
}
