import { LRUCache } from 'lru-cache';
import type { Postings } from './lexical-tables.js';

/** BM25+: k and b as usual, d (the "+") as in Lv & Zhai 2011. */
const BM25 = { k: 1.2, b: 0.75, d: 0.5 };

/** Texts that hold a term, and how often: those from `start` up to `end` in two lists. */
interface TermPostings {
  readonly documents: Uint32Array;
  readonly counts: Uint16Array | Uint32Array;
  readonly start: number;
  readonly end: number;
}

/** A term that texts are scored for. */
export interface WeighedTerm {
  /** Tells it from others: the same number, the same variants. */
  readonly term: number;
  /** The terms of the postings that it stands for. */
  readonly variants: readonly number[];
  readonly weight: number;
}

/** What texts score for one term of weight 1. */
interface TermScores {
  readonly documents: Uint32Array;
  readonly scores: Float32Array;
}

/**
 * Scores kept for each passage of the index: those of the commonest words, which most questions have some of and which take the
 * longest to work out. 8 bytes each.
 */
const KEPT_SCORES = 120;
/** At least, so that small indexes keep all. */
const LEAST_KEPT_SCORES = 10_000;

/** Texts of all passages, scored by BM25+: a text of one's own, or one that several in a row share. */
export class Bm25Field {
  private readonly postings: Postings;
  /** By text, the first passage that has it; and at last the number of passages. */
  private readonly firstPassages: Uint32Array;
  /** By text, what its length adds to a term's count in the denominator. */
  private readonly lengthParts: Float64Array;
  private readonly boost: number;
  private readonly passages: number;
  private readonly termScores: LRUCache<number, TermScores, readonly number[]>;
  /** Room for the postings of several terms as one: texts, how often each holds one, and the same by text, 0 between calls. */
  private readonly scratch: Readonly<Record<'holders' | 'uses' | 'sums', Uint32Array>>;

  /**
   * @param postings - of the texts as documents
   * @param firstPassages - of each text, the position of the first passage that has it; the passages up to the next text's
   * first have it, too, and those up to `passages` the last one
   * @param boost - what every score is multiplied by
   */
  constructor(postings: Postings, firstPassages: readonly number[], passages: number, boost: number) {
    this.postings = postings;
    this.firstPassages = Uint32Array.from([...firstPassages, passages]);
    this.passages = passages;
    this.boost = boost;
    const texts = firstPassages.length;
    this.scratch = {
      holders: new Uint32Array(texts),
      uses: new Uint32Array(texts),
      sums: new Uint32Array(texts),
    };
    // In different terms; a text without any counts as one of length 1.
    const lengths = Float64Array.from(postings.lengths, (length) => Math.max(1, length));
    const total = lengths.reduce((sum, length, text) => sum + length * this.passagesOf(text), 0);
    const mean = total / passages;
    this.lengthParts = lengths.map((length) => BM25.k * (1 - BM25.b + (BM25.b * length) / mean));
    this.termScores = new LRUCache<number, TermScores, readonly number[]>({
      maxSize: Math.max(LEAST_KEPT_SCORES, KEPT_SCORES * texts),
      sizeCalculation: ({ documents }) => Math.max(1, documents.length),
      memoMethod: (_, __, { context }) => this.scoresFor(context),
    });
  }

  /** Calls `visit` with each passage that holds a term, and its score for the term, which is above 0. */
  eachScore(
    variants: readonly number[],
    weight: number,
    visit: (passage: number, score: number) => void,
  ): void {
    const postings = this.postingsOf(variants);
    const { documents, counts, start, end } = postings;
    const scoreOf = this.scorer(postings, weight);
    for (let at = start; at < end; at++) {
      const text = documents[at] ?? 0;
      const score = scoreOf(text, counts[at] ?? 0);
      const first = this.firstPassages[text] ?? 0;
      for (let nth = 0; nth < this.passagesOf(text); nth++) visit(first + nth, score);
    }
  }

  /** What each text scores for all of the terms together; 0 where it holds none. */
  scores(terms: Iterable<WeighedTerm>): Float64Array {
    const ofTexts = new Float64Array(this.lengthParts.length);
    for (const { term, variants, weight } of terms) {
      const { documents, scores } = this.termScores.memo(term, { context: variants });
      for (let at = 0; at < documents.length; at++) {
        const text = documents[at] ?? 0;
        ofTexts[text] = (ofTexts[text] ?? 0) + weight * (scores[at] ?? 0);
      }
    }
    return ofTexts;
  }

  private scoresFor(variants: readonly number[]): TermScores {
    const postings = this.postingsOf(variants);
    const { documents, counts, start, end } = postings;
    const scoreOf = this.scorer(postings, 1);
    const scores = new Float32Array(end - start);
    for (let at = start; at < end; at++) scores[at - start] = scoreOf(documents[at] ?? 0, counts[at] ?? 0);
    // Those of several variants are in the room that the next ones get.
    const isOwn = documents === this.postings.documents;
    return { documents: isOwn ? documents.subarray(start, end) : documents.slice(start, end), scores };
  }

  /** Whether each passage has a text of its own. */
  private get hasTextEach(): boolean {
    return this.lengthParts.length === this.passages;
  }

  /** What a text scores for a term that stands in it `count` times. */
  private scorer(postings: TermPostings, weight: number): (text: number, count: number) => number {
    const { lengthParts } = this;
    const holders = this.holdersIn(postings);
    const rarity = Math.log(1 + (this.passages - holders + 0.5) / (holders + 0.5));
    const factor = weight * this.boost * rarity;
    return (text, count) => factor * (BM25.d + (count * (BM25.k + 1)) / (count + (lengthParts[text] ?? 0)));
  }

  /** In how many passages a term stands. */
  private holdersIn({ documents, start, end }: TermPostings): number {
    if (this.hasTextEach) return end - start;
    let holders = 0;
    for (let at = start; at < end; at++) holders += this.passagesOf(documents[at] ?? 0);
    return holders;
  }

  /** The postings of a term: those of its variants as one, good until the next call. */
  private postingsOf(variants: readonly number[]): TermPostings {
    const { starts, documents, counts } = this.postings;
    const [only] = variants;
    if (only !== undefined && variants.length === 1) {
      return { documents, counts, start: starts[only] ?? 0, end: starts[only + 1] ?? 0 };
    }
    const { holders, uses, sums } = this.scratch;
    let found = 0;
    for (const term of variants) {
      const end = starts[term + 1] ?? 0;
      for (let at = starts[term] ?? 0; at < end; at++) {
        const text = documents[at] ?? 0;
        if (sums[text] === 0) holders[found++] = text;
        sums[text] = (sums[text] ?? 0) + (counts[at] ?? 0);
      }
    }
    for (let at = 0; at < found; at++) {
      const text = holders[at] ?? 0;
      uses[at] = sums[text] ?? 0;
      sums[text] = 0;
    }
    return { documents: holders, counts: uses, start: 0, end: found };
  }

  private passagesOf(text: number): number {
    return (this.firstPassages[text + 1] ?? 0) - (this.firstPassages[text] ?? 0);
  }
}
