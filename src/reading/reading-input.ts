import type { Span } from '../corpus/article.js';
import type { PlacedWord } from '../models/text-tokenizer.js';

/** Most tokens of a question and of a title: what is longer loses its end. The training cuts likewise (scripts/train/reader/encode.py). */
const MOST_OF_QUESTION = 64;
const MOST_OF_TITLE = 40;

/** What the tokens of a passage are put between. */
export interface SpecialTokens {
  readonly before: readonly number[];
  readonly between: readonly number[];
  readonly after: readonly number[];
  /** The segment (`token_type_ids`) of the passage; that of the question is 0. */
  readonly segment: number;
}

/** A question and a passage as a model reads them: `<s> question </s></s> title. passage </s>`. */
export interface ReadingInput {
  readonly ids: readonly number[];
  /** The segment of each of them. */
  readonly segments: readonly number[];
  /** Place in {@link ids} of the passage's first token. */
  readonly first: number;
  /** The word of each of the passage's tokens, as its place in the passage's text. */
  readonly words: readonly Span[];
}

/** Puts the tokens of a question, a title and a passage together, `limit` at most: the passage's end is cut off. */
export function readingInput(
  { before, between, after, segment }: SpecialTokens,
  question: readonly number[],
  title: readonly number[],
  passage: readonly PlacedWord[],
  limit: number,
): ReadingInput {
  const ids = [
    ...before,
    ...question.slice(0, Math.min(MOST_OF_QUESTION, Math.floor(limit / 3))),
    ...between,
  ];
  const secondAt = ids.length;
  ids.push(...title.slice(0, Math.min(MOST_OF_TITLE, Math.floor(limit / 6))));
  const first = ids.length;
  const words: Span[] = [];
  for (const word of passage) {
    for (const id of word.ids) {
      if (ids.length + after.length >= limit) break;
      ids.push(id);
      words.push(word);
    }
  }
  ids.push(...after);
  const segments = ids.map((_, at) => (at < secondAt ? 0 : segment));
  return { ids, segments, first, words };
}
