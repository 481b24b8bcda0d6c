import { Postings } from './postings.js';

/** BM25+: k and b as usual, d (the "+") as in Lv & Zhai 2011. */
const BM25 = { k: 1.2, b: 0.75, d: 0.5 };

/** A text by which passages are found: one's own, or one that several in a row share. */
export interface FieldText {
  /** Position of the first passage that has it; the last has what is left up to the next text's first. */
  readonly firstPassage: number;
  /** Numbers of its terms, each as often as it stands there. */
  readonly terms: Uint32Array;
}

/** How many passages and terms there are: both are numbered from 0. */
export interface FieldSize {
  readonly passages: number;
  readonly terms: number;
}

/** Texts of all passages, scored by BM25+. */
export class Bm25Field {
  private readonly postings: Postings;
  /** By text, the first passage that has it; and at last the number of passages. */
  private readonly firstPassages: readonly number[];
  private readonly boost: number;
  private readonly passages: number;
  /** Over passages, in different terms. */
  private readonly meanLength: number;

  /** @param boost - what every score is multiplied by */
  constructor(texts: readonly FieldText[], size: FieldSize, boost: number) {
    this.postings = new Postings(
      texts.map(({ terms }) => terms),
      size.terms,
    );
    this.firstPassages = [...texts.map(({ firstPassage }) => firstPassage), size.passages];
    this.passages = size.passages;
    this.boost = boost;
    let mean = 0;
    texts.forEach((_, text) => {
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
