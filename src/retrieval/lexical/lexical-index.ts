import type { Article, Passage } from '../../corpus/article.js';
import { Bm25Field } from './bm25-field.js';
import { firstPassages, lexicalTables, type LexicalTables } from './lexical-tables.js';
import type { Lexicon } from '../../language/lexicon.js';
import type { Question } from '../query/question.js';
import { TermTable } from './term-table.js';
import type { Token } from '../../language/vietnamese.js';
import type { Ranked } from '../fusion.js';

/** Weights of the forms in which a word is looked up; tuned on the development sets (docs/quality.md). */
export interface LexicalWeights {
  /** A syllable without its diacritics, where the asker typed diacritics: it should not outdo the accented one. */
  readonly foldedBesideAccented: number;
  readonly pair: number;
  readonly alternative: number;
  /** The likeliest translation of an English word. */
  readonly translation: number;
  readonly fuzzy: number;
  /** What is known of the article around a passage: see {@link headerOf}. */
  readonly header: number;
  /** The text of the whole article: a passage seldom repeats what its article is about. */
  readonly article: number;
}

export const LEXICAL_WEIGHTS: LexicalWeights = {
  foldedBesideAccented: 0.15,
  pair: 0.3,
  alternative: 0.5,
  translation: 0.6,
  fuzzy: 0.5,
  header: 0.45,
  article: 0.5,
};

/** A word shorter than this has too many neighbours one letter away; a longer one than two syllables is no slip of the fingers. */
const FUZZY = /^[a-z]{4,20}$/u;
/** Unknown words of a question that are taken for slips of the fingers: more make a text in another language. */
const MOST_FUZZY = 8;

/**
 * Lexical retrieval: BM25+ over accented and folded syllables and pairs of neighbouring ones, with the article's title,
 * publisher and date as a second field and its whole text as a third. The scores of a field are those of MiniSearch before it
 * multiplies them by the number of terms found (which put long questions' common words before the telling ones), which takes ten to twenty times as long to index
 * 10,000 passages, and several times the memory: it keeps Maps in Maps for each term, and here every word makes two.
 */
export class LexicalIndex {
  private readonly terms: TermTable;
  private readonly body: Bm25Field;
  private readonly header: Bm25Field;
  private readonly article: Bm25Field;
  /** By article, the position of its first passage. */
  private readonly firsts: Uint32Array;
  private readonly lexicon: Lexicon;
  private readonly weights: LexicalWeights;

  /**
   * @param passages - those of one article in a row
   * @param tables - what {@link lexicalTables} made of the same; made now when left out
   */
  constructor(
    passages: readonly Passage[],
    articleOf: (passage: Passage) => Article,
    lexicon: Lexicon,
    weights: LexicalWeights = LEXICAL_WEIGHTS,
    tables: LexicalTables = lexicalTables(passages, articleOf, lexicon),
  ) {
    this.lexicon = lexicon;
    this.weights = weights;
    this.terms = new TermTable(tables.terms);
    const firsts = firstPassages(passages);
    this.firsts = Uint32Array.from(firsts);
    this.body = new Bm25Field(tables.bodies, [...passages.keys()], passages.length, 1);
    this.header = new Bm25Field(tables.headers, firsts, passages.length, weights.header);
    this.article = new Bm25Field(tables.articles, firsts, passages.length, weights.article);
  }

  /** The passages that hold words of the question, best first, each with its BM25+ score: comparable within one question only. */
  search(question: Question, limit: number, accept: (position: number) => boolean): Ranked[] {
    const terms = [...this.queryTerms(question)].map(([term, weight]) => ({
      term,
      variants: this.terms.variants(term),
      weight,
    }));
    const scores = this.body.scores(terms);
    const inHeader = this.header.scores(terms);
    const inArticle = this.article.scores(terms);
    for (let article = 0; article < inHeader.length; article++) {
      const [header, text] = [inHeader[article] ?? 0, inArticle[article] ?? 0];
      const end = this.firsts[article + 1] ?? scores.length;
      for (let position = this.firsts[article] ?? end; position < end; position++) {
        const score = (scores[position] ?? 0) + header;
        // Not by itself: that a word stands elsewhere in the article does not make a passage one that holds it.
        scores[position] = score > 0 ? score + text : 0;
      }
    }
    return topK(scores, limit, accept);
  }

  /** True when some passage or header holds the syllable, given without diacritics (or two, written as one). */
  knowsFolded(folded: string): boolean {
    return this.terms.folded(folded) !== undefined;
  }

  /** The terms that the index is searched for, each with its weight; those that it does not hold are left out. */
  private queryTerms(question: Question): Map<number, number> {
    const weights = new Map<number, number>();
    const add = (term: number | undefined, weight: number) => {
      if (term !== undefined) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
    };
    const foldedWeight = question.accented ? this.weights.foldedBesideAccented : 1;
    const addWords = (tokens: readonly Token[]) => {
      let previous: Token | undefined;
      for (const token of tokens) {
        if (question.accented) add(this.terms.accented(token.accented), 1);
        add(this.terms.folded(token.folded), foldedWeight);
        if (previous !== undefined && !token.afterBreak && previous.end + 1 >= token.start) {
          if (question.accented) {
            add(this.terms.accentedPair(previous.accented, token.accented), this.weights.pair);
          }
          add(this.terms.folded(previous.folded + token.folded), this.weights.pair * foldedWeight);
        }
        previous = token;
      }
    };
    // What was written out never takes the place of what was typed: "K" is a name as well as "không".
    addWords(question.asTyped.tokens);
    if (question.normalized !== question.asTyped.text) addWords(question.tokens);
    for (const word of this.unknownWords(question.tokens)) {
      for (const term of similarWords(word, this.terms, this.body)) add(term, this.weights.fuzzy);
    }
    for (const { accented, likelihood } of question.terms.flatMap((term) => term.translations)) {
      const weight = this.weights.translation * likelihood;
      for (const syllable of accented) {
        // A letter of "Đ/c" says nothing by itself.
        const isLetter = accented.length > 1 && syllable.length === 1;
        if (!isLetter) add(this.terms.accented(syllable), weight / accented.length);
      }
      for (let at = 1; at < accented.length; at++) {
        add(this.terms.accentedPair(accented[at - 1] ?? '', accented[at] ?? ''), weight);
      }
    }
    for (const { folded } of question.alternatives) {
      add(this.terms.folded(folded), this.weights.alternative);
    }
    return weights;
  }

  /** The first words that neither the articles nor the language know, each once. */
  private unknownWords(tokens: readonly Token[]): string[] {
    const unknown = tokens.filter(
      ({ accented, folded }) =>
        FUZZY.test(folded) && !this.knowsFolded(folded) && !this.lexicon.knows(accented),
    );
    return [...new Set(unknown.map(({ folded }) => folded))].slice(0, MOST_FUZZY);
  }
}

/** Sets of similar words looked at, at most. */
const MAX_SETS = 3;

/** Words that stand together in some passages, and what those score. */
interface WordSet {
  readonly words: readonly number[];
  score: number;
  passages: number;
}

/**
 * Words of a field that a typing error may have been meant to be: those one letter away from it. The passages that hold any
 * are told apart by which ones they hold, and the sets whose passages score best are taken. One of several words does not
 * say which of them was meant.
 *
 * @param typed - a word that the field does not hold
 * @param words - what the field holds
 * @returns the numbers of the terms, likeliest first
 */
export function similarWords(
  typed: string,
  words: Pick<TermTable, 'folded' | 'variants'>,
  field: Bm25Field,
): number[] {
  const passages = new Map<number, { score: number; words: number[] }>();
  for (const word of oneEditAway(typed)) {
    const term = words.folded(word);
    if (term === undefined) continue;
    // Of a longer word, one letter is less.
    const weight = (word.length + 1) / (word.length + 2);
    field.eachScore(words.variants(term), weight, (passage, score) => {
      const held = passages.get(passage);
      if (held === undefined) passages.set(passage, { score, words: [term] });
      else {
        held.score += score;
        held.words.push(term);
      }
    });
  }
  const sets = new Map<string, WordSet>();
  for (const { score, words: held } of passages.values()) {
    const set = sets.get(held.join()) ?? { words: held, score: 0, passages: 0 };
    set.score += score;
    set.passages++;
    sets.set(held.join(), set);
  }
  return [...sets.values()]
    .sort((a, b) => b.score / b.passages - a.score / a.passages)
    .slice(0, MAX_SETS)
    .flatMap(({ words: held }) => (held.length === 1 ? held : []));
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** The words that one letter put in, left out or changed makes of another, each once. */
function* oneEditAway(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at++) {
    const [before, here, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
    // Of a letter among its like it does not matter which is left out, nor where one more is put.
    if (here !== undefined && here !== word[at - 1]) yield before + after;
    for (const letter of LETTERS) {
      if (letter === here) continue;
      yield before + letter + word.slice(at);
      if (here !== undefined) yield before + letter + after;
    }
  }
}

/**
 * The `limit` best of the passages that have a score above 0 and are accepted, best first; of equal ones the first.
 *
 * @param scores - by position
 * @param accept - asked only of passages that would be among them
 */
export function topK(scores: Float64Array, limit: number, accept: (position: number) => boolean): Ranked[] {
  if (limit <= 0) return [];
  const best: Ranked[] = [];
  let least = 0;
  for (let position = 0; position < scores.length; position++) {
    const score = scores[position] ?? 0;
    if (!(score > least) || !accept(position)) continue;
    let at = best.length;
    while (at > 0 && (best[at - 1]?.score ?? 0) < score) at--;
    best.splice(at, 0, { position, score });
    if (best.length > limit) best.pop();
    if (best.length === limit) least = best.at(-1)?.score ?? 0;
  }
  return best;
}
