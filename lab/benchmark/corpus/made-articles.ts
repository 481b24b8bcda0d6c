import { splitSentences } from '../../../src/corpus/sentences.js';
import { integerBelow, randomFrom, type Random } from '../../chance/random.js';
import type { CorpusSource } from './corpus-source.js';
import { WeightedWords } from './weighted-words.js';
import { WordChain } from './word-chain.js';

/** Passages of an article, as its text is cut: ten thousand passages are a thousand articles. */
const PASSAGES_PER_ARTICLE = 10;
/** UTF-16 units that a passage adds to an article: its length less the sentence that it shares with the one before. */
const UNITS_PER_PASSAGE = 415;
const SENTENCES_PER_PARAGRAPH = 3;
const TITLE_WORDS = 12;
const NAMES_PER_ARTICLE = 3;
const SYLLABLES_PER_NAME = 3;
/** Share of the small words that are drawn from the lexicon, as often as its articles have them. */
const SHARE_OF_LEXICON = 0.5;
const FIRST_YEAR = 2005;
const YEARS = 20;

const CAPITALISED = /^\p{Lu}\p{L}*$/u;
const SMALL = /^\p{Ll}+$/u;
const DAY = /^\d{1,2}\/\d{1,2}\/\d{4}$/u;

/** An article made by rule, with what questions can be made of. */
export interface MadeArticle {
  readonly title: string;
  readonly publisher: string;
  /** As a Vietnamese text writes it: `7/10/2019`. */
  readonly day: string;
  /** The people in it, who are in few others. */
  readonly names: readonly string[];
  /** Each of some sentences. */
  readonly paragraphs: readonly string[];
}

/** What articles are made of. */
interface Stock {
  readonly chain: WordChain;
  readonly words: WeightedWords;
  readonly nameSyllables: WeightedWords;
  readonly publishers: readonly string[];
}

/**
 * Makes articles of about `passages` passages together. Their sentences follow those of the source, each two neighbouring words being
 * neighbours there; but half of the small words are drawn from the lexicon, and people and days are the article's own. Otherwise
 * every one of the few hundred words would be in most passages, as in no real corpus, and all articles would be about the same
 * people. The same numbers give the same articles; more passages begin with the same articles.
 */
export function* makeArticles(source: CorpusSource, passages: number, seed = 1): Generator<MadeArticle> {
  const stock = stockOf(source);
  for (let made = 0; made < passages; made += PASSAGES_PER_ARTICLE) {
    const units = Math.min(PASSAGES_PER_ARTICLE, passages - made) * UNITS_PER_PASSAGE;
    yield makeArticle(stock, randomFrom(seed * 1_000_003 + made), units);
  }
}

/** An article as a file of the corpus. */
export function toMarkdown({ title, publisher, day, paragraphs }: MadeArticle): string {
  const published = day
    .split('/')
    .reverse()
    .map((part) => part.padStart(2, '0'))
    .join('-');
  const head = [`title: ${JSON.stringify(title)}`, `publisher: ${JSON.stringify(publisher)}`];
  return ['---', ...head, `published: ${published}`, '---', '', paragraphs.join('\n\n'), ''].join('\n');
}

function stockOf({ articles, words }: CorpusSource): Stock {
  const sentences = articles.flatMap(({ text }) =>
    splitSentences(text).map(({ start, end }) => text.slice(start, end)),
  );
  const names = words.filter(({ word, named }) => named > 0.5 && !word.includes(' '));
  return {
    chain: new WordChain(sentences),
    words: new WeightedWords(words.map(({ word, documents }) => ({ word, weight: documents }))),
    nameSyllables: new WeightedWords(
      names.map(({ word, documents }) => ({ word: capitalised(word), weight: documents })),
    ),
    publishers: [...new Set(articles.flatMap(({ publisher }) => publisher ?? []))].sort(),
  };
}

function makeArticle(stock: Stock, random: Random, units: number): MadeArticle {
  const names = Array.from({ length: NAMES_PER_ARTICLE }, () =>
    Array.from({ length: SYLLABLES_PER_NAME }, () => stock.nameSyllables.draw(random)).join(' '),
  );
  const day = makeDay(random);
  const sentence = () => withOwn(stock.chain.sentence(random), { names, day, words: stock.words }, random);
  const title = sentence()
    .slice(0, TITLE_WORDS)
    .join(' ')
    .replace(/\P{L}+$/u, '');
  const paragraphs: string[] = [];
  for (let left = units; left > 0; left -= paragraphs.at(-1)?.length ?? left) {
    const sentences = Array.from({ length: SENTENCES_PER_PARAGRAPH }, () => sentence().join(' '));
    paragraphs.push(sentences.join(' '));
  }
  return { title, publisher: drawn(stock.publishers, random), day, names, paragraphs };
}

/** What an article has of its own. */
interface Own extends Pick<MadeArticle, 'names' | 'day'> {
  readonly words: WeightedWords;
}

/** A sentence with the article's names for runs of capitalised words, its day for every day, and words of the lexicon for some. */
function withOwn(words: readonly string[], own: Own, random: Random): string[] {
  const changed: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    let end = at;
    while (at > 0 && CAPITALISED.test(words[end] ?? '')) end++;
    if (end - at > 1) {
      changed.push(drawn(own.names, random));
      at = end - 1;
    } else if (DAY.test(word)) changed.push(own.day);
    else if (SMALL.test(word) && random() < SHARE_OF_LEXICON) changed.push(own.words.draw(random));
    else changed.push(word);
  }
  return changed;
}

function makeDay(random: Random): string {
  return [
    1 + integerBelow(random, 28),
    1 + integerBelow(random, 12),
    FIRST_YEAR + integerBelow(random, YEARS),
  ].join('/');
}

function drawn(all: readonly string[], random: Random): string {
  return all[integerBelow(random, all.length)] ?? '';
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
