import type { Article, Passage } from '../../src/corpus/article.js';
import { englishDictionary } from '../../src/language/dictionary.js';
import { vietnameseLexicon } from '../../src/language/lexicon.js';
import { smallTalkIn } from '../../src/language/small-talk.js';
import { HybridRetriever } from '../../src/retrieval/hybrid-retriever.js';
import { askedTime, decomposeComparison, isListQuestion } from '../../src/retrieval/query/intent.js';
import { splitQuestions } from '../../src/retrieval/query/split-questions.js';
import { integerBelow, randomFrom, type Random } from '../chance/random.js';
import { HOSTILE_RUNS } from '../../test/support/hostile-runs.js';
import { SNIPPETS } from '../fuzz/snippets.js';
import { mustHold, type Tally } from './tally.js';

/** As much as a message on Discord may hold, in UTF-16 units. */
const LENGTH = 2_000;
/** Milliseconds of a processor that 99 of 100 messages may take to be understood and searched for. */
const MOST_MILLISECONDS = 300;
const WORDS_PER_PASSAGE = 100;
const PASSAGES_PER_ARTICLE = 10;
const LETTERS = 'bcdghklmnpqrstvxaeiouyăâđêôơư';
const FOREIGN = [
  'Die Verbraucherzentrale beanstandet undurchsichtige Vertragsklauseln mehrerer Stromanbieter. ',
  'Les bibliothèques municipales prolongent leurs horaires d’ouverture pendant les révisions. ',
  'Библиотека продлевает часы работы во время подготовки к экзаменам. ',
  'Perpustakaan kota memperpanjang jam layanan selama pekan ujian berlangsung. ',
  '図書館は試験期間中に開館時間を延長します。',
];
const ASKED = [
  'Ai là chánh văn phòng? ',
  'hom nao hop o dau ',
  'TP.HCM, UBND, Đ/c, K, 13 ',
  'Which office opened in 2031? ',
];

/**
 * Asks an index of made-up passages with very many words texts of any kind, and tells how long the slowest took beside the reading model.
 *
 * @param passages - in the index
 * @param most - milliseconds that 99 of 100 may take
 */
export async function askAnything(
  passages: number,
  seed: number,
  tally: Tally,
  most: number = MOST_MILLISECONDS,
): Promise<void> {
  const random = randomFrom(seed);
  const retriever = retrieverOf(passages, random);
  await timeOf('Ai là bí thư?', retriever);
  const times: number[] = [];
  for (const run of [...FOREIGN, ...ASKED, ...HOSTILE_RUNS, ...SNIPPETS, ...madeTexts(retriever, random)]) {
    const text = run.repeat(Math.ceil(LENGTH / run.length)).slice(0, LENGTH);
    await tally.attempt(JSON.stringify(run.slice(0, 40)), async () => {
      times.push(await timeOf(text, retriever));
      return 'asked';
    });
  }
  times.sort((a, b) => a - b);
  const slowest = times[Math.ceil(times.length * 0.99) - 1] ?? 0;
  tally.note(
    `99 of 100 took up to ${slowest.toFixed(0)} ms of a processor, half ${(times[times.length >> 1] ?? 0).toFixed(0)} ms`,
  );
  await tally.attempt('the slowest of 100', () => {
    mustHold(slowest <= most, `it took ${slowest.toFixed(0)} ms`);
    return Promise.resolve('in time');
  });
}

/** Milliseconds of a processor. */
async function timeOf(text: string, retriever: HybridRetriever): Promise<number> {
  const before = process.cpuUsage();
  smallTalkIn(text);
  for (const part of splitQuestions(text)) {
    const [likeliest] = retriever.rewriteFollowUp(part, ['Lễ ở Hòn Mây diễn ra năm nào?']);
    const { question } = await retriever.search(likeliest);
    isListQuestion(question);
    askedTime(question);
    decomposeComparison(question);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Words that nobody knows, words of the articles, and single letters. */
function madeTexts(retriever: HybridRetriever, random: Random): string[] {
  const unknown = Array.from({ length: LENGTH / 5 }, () => madeWord(random)).join(' ');
  const known = retriever.index.passages.slice(0, LENGTH / WORDS_PER_PASSAGE).map(({ text }) => text);
  return [unknown, known.join(' '), LETTERS.split('').join(' '), `${madeWord(random)} `];
}

function madeWord(random: Random): string {
  return Array.from(
    { length: 3 + integerBelow(random, 8) },
    () => LETTERS[integerBelow(random, LETTERS.length)],
  ).join('');
}

function retrieverOf(count: number, random: Random): HybridRetriever {
  const words = Array.from({ length: 10 * count }, () => madeWord(random));
  const textOf = () =>
    Array.from({ length: WORDS_PER_PASSAGE }, () => words[Math.floor(words.length * random() ** 4)]).join(
      ' ',
    );
  const articles = Array.from({ length: Math.ceil(count / PASSAGES_PER_ARTICLE) }, (_, at) =>
    articleOf(at, textOf()),
  );
  const passages = Array.from({ length: count }, (_, at): Passage => {
    const [text, articleId] = [textOf(), `${Math.floor(at / PASSAGES_PER_ARTICLE)}`];
    return { articleId, ordinal: at % PASSAGES_PER_ARTICLE, start: 0, end: text.length, text, sentences: [] };
  });
  const index = {
    identity: { formatVersion: 1, modelName: '', modelFingerprint: '', dimensions: 1, chunking: '' },
    generation: 'made',
    builtAt: new Date(0).toISOString(),
    articles,
    passages,
    nearest: (_: Float32Array, limit: number) =>
      Promise.resolve(passages.slice(0, limit).map((__, position) => ({ position, similarity: 0 }))),
  };
  const embedder = {
    embedQueries: (texts: readonly string[]) => Promise.resolve(texts.map(() => Float32Array.of(1))),
  };
  return new HybridRetriever(index, embedder, {
    lexicon: vietnameseLexicon(),
    dictionary: englishDictionary(),
  });
}

function articleOf(at: number, title: string): Article {
  return {
    id: String(at),
    path: `${at}.md`,
    title,
    publisher: null,
    author: null,
    publishedAt: '2031-05-06',
    publishedAtInferred: false,
    url: null,
    originalTitle: null,
    text: title,
    contentHash: '',
  };
}
