import type { Postings } from './postings.js';

/** BM25+: k and b as usual, d (the "+") as in Lv & Zhai 2011. */
const BM25 = { k: 1.2, b: 0.75, d: 0.5 };

/** Texts of all passages, scored by BM25+: a text of one's own, or one that several in a row share. */
export class Bm25Field {
  private readonly postings: Postings;
  /** By text, the first passage that has it; and at last the number of passages. */
  private readonly firstPassages: Uint32Array;
  /** By text, what its length adds to a term's count in the denominator. */
  private readonly lengthParts: Float64Array;
  private readonly boost: number;
  private readonly passages: number;

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
    // In different terms; a text without any counts as one of length 1.
    const lengths = Float64Array.from(postings.lists.lengths, (length) => Math.max(1, length));
    const total = lengths.reduce((sum, length, text) => sum + length * this.passagesOf(text), 0);
    const mean = total / passages;
    this.lengthParts = lengths.map((length) => BM25.k * (1 - BM25.b + (BM25.b * length) / mean));
  }

  /** Calls `visit` with each passage that holds a term, in order. */
  eachHolder(term: number, visit: (passage: number) => void): void {
    this.postings.each(term, (text) => {
      this.eachPassage(text, visit);
    });
  }

  /** Calls `visit` with each passage that holds a term, in order, and its score for the term, which is above 0. */
  eachScore(term: number, weight: number, visit: (passage: number, score: number) => void): void {
    const scoreOf = this.scorer(term, weight);
    this.postings.each(term, (text, count) => {
      const score = scoreOf(text, count);
      this.eachPassage(text, (passage) => {
        visit(passage, score);
      });
    });
  }

  /**
   * What each passage scores for all of the terms together, by position; 0 where it holds none.
   *
   * @param terms - with their weights
   */
  scores(terms: Iterable<readonly [term: number, weight: number]>): Float64Array {
    const { starts, documents, counts } = this.postings.lists;
    const ofTexts = new Float64Array(this.lengthParts.length);
    for (const [term, weight] of terms) {
      const scoreOf = this.scorer(term, weight);
      const end = starts[term + 1] ?? 0;
      for (let at = starts[term] ?? 0; at < end; at++) {
        const text = documents[at] ?? 0;
        ofTexts[text] = (ofTexts[text] ?? 0) + scoreOf(text, counts[at] ?? 0);
      }
    }
    return this.hasTextEach ? ofTexts : this.ofPassages(ofTexts);
  }

  private ofPassages(ofTexts: Float64Array): Float64Array {
    const scores = new Float64Array(this.passages);
    for (let text = 0; text < ofTexts.length; text++) {
      scores.fill(ofTexts[text] ?? 0, this.firstPassages[text], this.firstPassages[text + 1]);
    }
    return scores;
  }

  /** Whether each passage has a text of its own. */
  private get hasTextEach(): boolean {
    return this.lengthParts.length === this.passages;
  }

  /** What a text scores for a term that stands in it `count` times. */
  private scorer(term: number, weight: number): (text: number, count: number) => number {
    const { lengthParts } = this;
    const holders = this.holdersOf(term);
    const rarity = Math.log(1 + (this.passages - holders + 0.5) / (holders + 0.5));
    const factor = weight * this.boost * rarity;
    return (text, count) => factor * (BM25.d + (count * (BM25.k + 1)) / (count + (lengthParts[text] ?? 0)));
  }

  /** How many passages hold a term. */
  private holdersOf(term: number): number {
    const { starts, documents } = this.postings.lists;
    const [start, end] = [starts[term] ?? 0, starts[term + 1] ?? 0];
    if (this.hasTextEach) return end - start;
    let holders = 0;
    for (let at = start; at < end; at++) holders += this.passagesOf(documents[at] ?? 0);
    return holders;
  }

  private passagesOf(text: number): number {
    return (this.firstPassages[text + 1] ?? 0) - (this.firstPassages[text] ?? 0);
  }

  private eachPassage(text: number, visit: (passage: number) => void): void {
    const end = this.firstPassages[text + 1] ?? 0;
    for (let passage = this.firstPassages[text] ?? 0; passage < end; passage++) visit(passage);
  }
}
