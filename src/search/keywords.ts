import MiniSearch from 'minisearch';
import type { Article, Passage } from '../corpus/article.js';
import { headerOf } from './article-header.js';
import type { Translation } from './dictionary.js';
import type { Lexicon } from './lexicon.js';
import type { Question } from './question.js';
import { tokenize, type Token } from './vietnamese.js';

/** A passage found by its words. */
export interface KeywordHit {
  /** Position in the index's passages. */
  readonly position: number;
  /** BM25+ score times the number of query terms that match, as MiniSearch has it; comparable within one question only. */
  readonly score: number;
}

/** Weights of the forms in which a word is looked up; tuned on the development sets (docs/quality.md). */
export interface KeywordWeights {
  /** A syllable without its diacritics, where the asker typed diacritics: it should not outdo the accented one. */
  readonly foldedBesideAccented: number;
  readonly pair: number;
  readonly alternative: number;
  /** The likeliest translation of an English word. */
  readonly translation: number;
  readonly fuzzy: number;
  readonly header: number;
}

const KEYWORD_WEIGHTS: KeywordWeights = {
  foldedBesideAccented: 0.15,
  pair: 0.35,
  alternative: 0.5,
  translation: 0.6,
  fuzzy: 0.5,
  header: 0.45,
};

/** BM25+ as MiniSearch computes it: k and b as the field uses them, d (the "+") as in Lv & Zhai 2011. */
const BM25 = { k: 1.2, b: 0.75, d: 0.5 };
/** Marks a term without diacritics, so that it never matches an accented one by accident. */
const FOLDED = '~';
/** Between packed terms; no term holds a line feed. */
const SEPARATOR = '\n';
/** A word shorter than this has too many neighbours one letter away. */
const MIN_FUZZY_LENGTH = 4;

interface Weighted {
  readonly term: string;
  readonly weight: number;
}

/**
 * The keyword leg: BM25+ over accented and folded syllables and pairs of neighbouring ones, with the article's title,
 * publisher and date as a second field. A folded pair is one term without a blank, so that "Hanoi" finds "Hà Nội".
 */
export class KeywordIndex {
  private readonly index: MiniSearch<{ id: number; body: string; header: string }>;
  /** Passages that hold each term, in their text or their article's header. */
  private readonly frequencies = new Map<string, number>();
  private readonly passages: number;
  private readonly lexicon: Lexicon;
  private readonly weights: KeywordWeights;

  constructor(
    passages: readonly Passage[],
    articleOf: (passage: Passage) => Article,
    lexicon: Lexicon,
    weights: KeywordWeights = KEYWORD_WEIGHTS,
  ) {
    this.lexicon = lexicon;
    this.weights = weights;
    this.passages = passages.length;
    const headers = new HeaderTerms(lexicon);
    this.index = new MiniSearch({
      fields: ['body', 'header'],
      // The fields' terms are made here, once, and only unpacked by MiniSearch.
      tokenize: (packed) => packed.split(SEPARATOR),
      processTerm: (term) => term,
      searchOptions: {
        bm25: BM25,
        boost: { header: weights.header },
        combineWith: 'OR',
        processTerm: (term) => term,
      },
    });
    passages.forEach((passage, id) => {
      const body = indexTerms(passage.text);
      const header = headers.of(articleOf(passage));
      for (const term of new Set([...body, ...header])) {
        this.frequencies.set(term, (this.frequencies.get(term) ?? 0) + 1);
      }
      this.index.add({ id, body: body.join(SEPARATOR), header: header.join(SEPARATOR) });
    });
  }

  /** The passages that hold words of the question, best first. */
  search(question: Question, limit: number, accept: (position: number) => boolean): KeywordHit[] {
    const terms = this.queryTerms(question);
    if (terms.size === 0) return [];
    const hits = this.index.search([...terms.keys()].join(SEPARATOR), {
      boostTerm: (term) => terms.get(term) ?? 1,
      filter: (hit) => accept(hit.id as number),
    });
    return hits.slice(0, limit).map((hit) => ({ position: hit.id as number, score: hit.score }));
  }

  /** True when some passage or header holds the syllable, given without diacritics (or two, written as one). */
  knowsFolded(folded: string): boolean {
    return this.frequencies.has(FOLDED + folded);
  }

  /**
   * How few passages hold a word: 1 for none or one of many, near 0 for a word that all of them hold, which can't tell one
   * from another.
   */
  selectivity(word: Pick<Translation, 'accented' | 'folded'>, isAccented: boolean): number {
    const seen = word.folded.map((folded, at) => {
      const accented = this.frequencies.get(word.accented[at] ?? '') ?? 0;
      return isAccented && accented > 0 ? accented : (this.frequencies.get(FOLDED + folded) ?? 0);
    });
    if (word.folded.length > 1) seen.push(this.frequencies.get(FOLDED + word.folded.join('')) ?? Infinity);
    const fewest = Math.max(1, Math.min(this.passages, ...seen));
    return Math.log((1 + this.passages) / fewest) / Math.log(1 + this.passages);
  }

  private queryTerms(question: Question): Map<string, number> {
    const terms = new Map<string, number>();
    const add = ({ term, weight }: Weighted) => terms.set(term, Math.max(weight, terms.get(term) ?? 0));
    const foldedWeight = question.accented ? this.weights.foldedBesideAccented : 1;
    let previous: Token | undefined;
    for (const token of question.tokens) {
      if (question.accented) add({ term: token.accented, weight: 1 });
      add({ term: FOLDED + token.folded, weight: foldedWeight });
      if (previous !== undefined && !token.afterBreak && previous.end + 1 >= token.start) {
        if (question.accented)
          add({ term: `${previous.accented} ${token.accented}`, weight: this.weights.pair });
        add({ term: FOLDED + previous.folded + token.folded, weight: this.weights.pair * foldedWeight });
      }
      if (!this.knowsFolded(token.folded))
        for (const term of this.similarTerms(token)) add({ term, weight: this.weights.fuzzy });
      previous = token;
    }
    for (const { accented, likelihood } of question.terms.flatMap((term) => term.translations)) {
      const weight = this.weights.translation * likelihood;
      accented.forEach((syllable) => {
        add({ term: syllable, weight: weight / accented.length });
      });
      for (let at = 1; at < accented.length; at++) {
        add({ term: `${accented[at - 1] ?? ''} ${accented[at] ?? ''}`, weight });
      }
    }
    for (const token of question.alternatives) {
      add({ term: FOLDED + token.folded, weight: this.weights.alternative });
    }
    return terms;
  }

  /** Words of the index one letter away from one that it does not hold: typing errors. */
  private similarTerms(token: Token): string[] {
    if (token.folded.length < MIN_FUZZY_LENGTH || /\p{N}/u.test(token.folded)) return [];
    if (this.lexicon.knows(token.accented)) return [];
    return this.index
      .autoSuggest(FOLDED + token.folded, {
        fuzzy: 1,
        prefix: false,
        fields: ['body'],
      })
      .map((suggestion) => suggestion.suggestion)
      .slice(0, 3);
  }
}

/** The terms under which a text is found. */
function indexTerms(text: string): string[] {
  const terms: string[] = [];
  let previous: Token | undefined;
  for (const token of tokenize(text)) {
    terms.push(token.accented, FOLDED + token.folded);
    if (previous !== undefined && !token.afterBreak) {
      terms.push(`${previous.accented} ${token.accented}`, FOLDED + previous.folded + token.folded);
    }
    previous = token;
  }
  return terms;
}

/** The terms of articles' headers; passages of one article come in a row, so the last one is kept. */
class HeaderTerms {
  private readonly lexicon: Lexicon;
  private articleId: string | null = null;
  private terms: readonly string[] = [];

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  of(article: Article): readonly string[] {
    if (article.id !== this.articleId) {
      this.articleId = article.id;
      this.terms = indexTerms(headerOf(article, this.lexicon));
    }
    return this.terms;
  }
}
