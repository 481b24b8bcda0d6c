/** How a tokenizer encodes a pair of texts, learned from one pair. */
export interface SamplePair {
  /** Token ids of the pair, special tokens included. */
  readonly whole: readonly number[];
  /** The segment of each of them (`token_type_ids`); null where the model knows no segments. */
  readonly segments: readonly number[] | null;
  /** Token ids of the first text by itself, without special tokens; at least one. */
  readonly first: readonly number[];
  /** The same of the second. */
  readonly second: readonly number[];
}

/** What a model is given for a pair of texts. */
export interface EncodedPair {
  readonly ids: readonly number[];
  readonly segments: readonly number[];
}

/** Puts two encoded texts together as a tokenizer does, but so that what is too long is cut where that costs least. */
export class PairTemplate {
  /** The special tokens before the first text, between the two and after the second. */
  readonly #special: readonly [EncodedPair, EncodedPair, EncodedPair];
  /** The segments of the two texts. */
  readonly #segments: readonly [number, number];
  readonly #specialTokens: number;

  /** @throws when the sample is no pair. */
  constructor({ whole, segments, first, second }: SamplePair) {
    const firstAt = placeOf(first, whole, 0);
    const secondAt = placeOf(second, whole, firstAt + first.length);
    const part = (start: number, end?: number): EncodedPair => {
      const ids = whole.slice(start, end);
      return { ids, segments: ids.map((_, at) => segments?.[start + at] ?? 0) };
    };
    this.#special = [
      part(0, firstAt),
      part(firstAt + first.length, secondAt),
      part(secondAt + second.length),
    ];
    this.#segments = [segments?.[firstAt] ?? 0, segments?.[secondAt] ?? 0];
    this.#specialTokens = whole.length - first.length - second.length;
  }

  /**
   * The pair of a question and a text in at most `limit` tokens. Too long, the end of the text goes, but where the
   * question alone takes more than half of the room its end goes, too.
   *
   * @param question - token ids without special tokens
   * @param text - likewise
   */
  join(question: readonly number[], text: readonly number[], limit: number): EncodedPair {
    const room = Math.max(0, limit - this.#specialTokens);
    const first = question.slice(0, Math.max(Math.floor(room / 2), room - text.length));
    const second = text.slice(0, room - first.length);
    const [before, between, after] = this.#special;
    const [ofFirst, ofSecond] = this.#segments;
    const parts: readonly EncodedPair[] = [
      before,
      { ids: first, segments: first.map(() => ofFirst) },
      between,
      { ids: second, segments: second.map(() => ofSecond) },
      after,
    ];
    return { ids: parts.flatMap(({ ids }) => ids), segments: parts.flatMap(({ segments }) => segments) };
  }
}

/** Where `run` begins in `ids`, at `from` or later. */
function placeOf(run: readonly number[], ids: readonly number[], from: number): number {
  const place = ids.findIndex((_, at) => at >= from && run.every((id, step) => ids[at + step] === id));
  if (place < 0) {
    throw new Error('it does not encode pairs of texts');
  }
  return place;
}
