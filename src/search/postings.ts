/** In which documents each term stands, and how often. Terms and documents are numbered from 0. */
export class Postings {
  /** How many different terms each document has. */
  readonly lengths: Uint32Array;
  /** By term, place of its first posting in the two lists below. */
  private readonly starts: Uint32Array;
  private readonly documents: Uint32Array;
  private readonly counts: Uint32Array;

  /** @param documents - the terms of each document, each as often as it stands there */
  constructor(documents: readonly Uint32Array[], termCount: number) {
    this.lengths = new Uint32Array(documents.length);
    this.starts = this.countPostings(documents, termCount);
    this.documents = new Uint32Array(this.starts[termCount] ?? 0);
    this.counts = new Uint32Array(this.documents.length);
    this.fill(documents);
  }

  /** Calls `visit` with each document that holds a term, in order, and how often it does. */
  each(term: number, visit: (document: number, count: number) => void): void {
    const end = this.starts[term + 1] ?? 0;
    for (let at = this.starts[term] ?? 0; at < end; at++)
      visit(this.documents[at] ?? 0, this.counts[at] ?? 0);
  }

  /** Where the postings of each term begin once all are listed in order of terms. */
  private countPostings(documents: readonly Uint32Array[], termCount: number): Uint32Array {
    const starts = new Uint32Array(termCount + 1);
    const lastHolder = new Int32Array(termCount).fill(-1);
    for (const [document, terms] of documents.entries()) {
      let different = 0;
      for (const term of terms) {
        if (lastHolder[term] === document) continue;
        lastHolder[term] = document;
        starts[term + 1] = (starts[term + 1] ?? 0) + 1;
        different++;
      }
      this.lengths[document] = different;
    }
    for (let term = 0; term < termCount; term++) {
      starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
    }
    return starts;
  }

  private fill(documents: readonly Uint32Array[]): void {
    const { starts, documents: holders, counts } = this;
    const ends = starts.slice();
    for (const [document, terms] of documents.entries()) {
      for (const term of terms) {
        const end = ends[term] ?? 0;
        const isAgain = end > (starts[term] ?? 0) && holders[end - 1] === document;
        if (isAgain) counts[end - 1] = (counts[end - 1] ?? 0) + 1;
        else {
          holders[end] = document;
          counts[end] = 1;
          ends[term] = end + 1;
        }
      }
    }
  }
}
