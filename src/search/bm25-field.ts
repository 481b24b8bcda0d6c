import type { Postings } from './postings.js';

/** BM25+: k and b as usual, d (the "+") as in Lv & Zhai 2011. */
const BM25 = { k: 1.2, b: 0.75, d: 0.5 };

/** Texts of all passages, scored by BM25+: a text of one's own, or one that several in a row share. */
export class Bm25Field {
  private readonly postings: Postings;
  /** By text, the first passage that has it; and at last the number of passages. */
  private readonly firstPassages: readonly number[];
  private readonly boost: number;
  private readonly passages: number;
  /** Over passages, in different terms. */
  private readonly meanLength: number;

  /**
   * @param postings - of the texts as documents
   * @param firstPassages - of each text, the position of the first passage that has it; the passages up to the next text's
   * first have it, too, and those up to `passages` the last one
   * @param boost - what every score is multiplied by
   */
  constructor(postings: Postings, firstPassages: readonly number[], passages: number, boost: number) {
    this.postings = postings;
    this.firstPassages = [...firstPassages, passages];
    this.passages = passages;
    this.boost = boost;
    let mean = 0;
    firstPassages.forEach((_, text) => {
      this.eachPassage(text, (passage) => {
        mean = (mean * passage + this.lengthOf(text)) / (passage + 1);
      });
    });
    this.meanLength = mean;
  }

  /** Calls `visit` with each passage that holds a term, in order. */
  eachHolder(term: number, visit: (passage: number) => void): void {
    this.postings.each(term, (text) => {
      this.eachPassage(text, visit);
    });
  }

  /** Calls `visit` with each passage that holds a term, in order, and its score for the term, which is above 0. */
  eachScore(term: number, weight: number, visit: (passage: number, score: number) => void): void {
    const { k, b, d } = BM25;
    let holders = 0;
    this.eachHolder(term, () => holders++);
    const rarity = Math.log(1 + (this.passages - holders + 0.5) / (holders + 0.5));
    const factor = weight * this.boost;
    this.postings.each(term, (text, count) => {
      const length = this.lengthOf(text);
      const raw = rarity * (d + (count * (k + 1)) / (count + k * (1 - b + (b * length) / this.meanLength)));
      this.eachPassage(text, (passage) => {
        visit(passage, factor * raw);
      });
    });
  }

  private eachPassage(text: number, visit: (passage: number) => void): void {
    const end = this.firstPassages[text + 1] ?? 0;
    for (let passage = this.firstPassages[text] ?? 0; passage < end; passage++) visit(passage);
  }

  /** Different terms of a text; one without any counts as one of length 1. */
  private lengthOf(text: number): number {
    return Math.max(1, this.postings.lengths[text] ?? 0);
  }
}
