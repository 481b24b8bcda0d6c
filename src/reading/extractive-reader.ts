import type { LocatedModel, ModelFiles } from '../models/model-files.js';
import {
  loadFile,
  loadFromFolder,
  tokenLimit,
  type LoadedParts,
  type Network,
} from '../models/load-model.js';
import { clipText, TextTokenizer, type PlacedWord } from '../models/text-tokenizer.js';
import type { PassageToRead, Reading, AnswerSpan } from './reader.js';
import type { Span } from '../corpus/article.js';

/** A question, a title and a passage stay below this, and attention costs the square of the length. */
const MAX_TOKENS = 320;

/** A loaded question-answering model. {@link ExtractiveReader.read} blocks the thread while it runs; hence the worker. */
export class ExtractiveReader {
  readonly #tokenizer: TextTokenizer;
  readonly #network: Network;
  readonly #special: SpecialTokens;
  readonly #limit: number;

  private constructor({ tokenizer, network }: LoadedParts, special: SpecialTokens, limit: number) {
    this.#tokenizer = new TextTokenizer(tokenizer);
    this.#network = network;
    this.#special = special;
    this.#limit = limit;
  }

  /**
   * Loads a model from its files, without any network, and runs it once.
   *
   * @throws {@link UserError} `model-broken`, naming the file.
   */
  static async load(model: LocatedModel, files: ModelFiles): Promise<ExtractiveReader> {
    const parts = await loadFromFolder(model, files);
    const limit = tokenLimit({ maxTokens: MAX_TOKENS }, files);
    const special = await loadFile(model, 'tokenizer.json', () => specialTokensOf(parts.tokenizer));
    const reader = new ExtractiveReader(parts, special, limit);
    await loadFile(model, 'tokenizer.json', () => reader.#encode('a', { title: '', text: 'b' }));
    await loadFile(model, files.weights, () => reader.read('a', [{ title: 'b', text: 'c' }]));
    return reader;
  }

  /** What each passage has to say, in one batch; at least one passage. What is over the limit of tokens is cut off. */
  async read(question: string, passages: readonly PassageToRead[]): Promise<Reading[]> {
    const inputs = passages.map((passage) => this.#encode(question, passage));
    const {
      start_logits: begins,
      end_logits: ends,
      answerable,
    } = await this.#network.run(
      inputs.map(({ ids }) => ids),
      inputs.map(({ segments }) => segments),
    );
    if (!(begins?.data instanceof Float32Array) || !(ends?.data instanceof Float32Array)) {
      throw new Error('it gives no start_logits and end_logits of 32-bit floats');
    }
    const width = begins.data.length / passages.length;
    const [begin, end] = [begins.data, ends.data];
    return inputs.map(({ first, words }, row) => {
      const at = row * width;
      const part = (logits: Float32Array) => logits.subarray(at + first, at + first + words.length);
      const none = (begin[at] ?? NaN) + (end[at] ?? NaN);
      const spans = decodeSpans(passages[row]?.text ?? '', words, {
        begin: part(begin),
        end: part(end),
        none,
      });
      const tells = answerable?.data instanceof Float32Array ? answerable.data[row] : spans[0]?.margin;
      return { spans, tells: tells ?? -Infinity };
    });
  }

  #encode(question: string, { title, text }: PassageToRead): ReadingInput {
    const words = (given: string) => this.#tokenizer.words(clipText(given, this.#limit));
    const idsOf = (given: string) => words(given).flatMap(({ ids }) => ids);
    return readingInput(
      this.#special,
      idsOf(question),
      title === '' ? [] : idsOf(`${title}.`),
      words(text),
      this.#limit,
    );
  }
}

/**
 * The special tokens around a pair of texts, learned from one pair.
 *
 * @throws when the tokenizer is not for pairs of texts.
 */
function specialTokensOf(tokenizer: LoadedParts['tokenizer']): SpecialTokens {
  const bare = (text: string) => tokenizer.encode(text, null, { add_special_tokens: false });
  const [first, second] = [bare('a'), bare('b')];
  const { input_ids: whole, token_type_ids: segments } = tokenizer('a', {
    text_pair: 'b',
    return_tensor: false,
  }) as { input_ids: number[]; token_type_ids?: number[] };
  const firstAt = placeOf(first, whole, 0);
  const secondAt = placeOf(second, whole, firstAt + first.length);
  return {
    before: whole.slice(0, firstAt),
    between: whole.slice(firstAt + first.length, secondAt),
    after: whole.slice(secondAt + second.length),
    segment: segments?.[secondAt] ?? 0,
  };
}

/** Where `run` begins in `ids`, at `from` or later. */
function placeOf(run: readonly number[], ids: readonly number[], from: number): number {
  const place = ids.findIndex((_, at) => at >= from && run.every((id, step) => ids[at + step] === id));
  if (place < 0 || run.length === 0) {
    throw new Error('it does not encode pairs of texts');
  }
  return place;
}

/** Most tokens of a question and of a title: what is longer loses its end. The training cuts likewise (lab/train/reader/encode.py). */
const MOST_OF_QUESTION = 64;
const MOST_OF_TITLE = 40;

/** What the tokens of a passage are put between. */
interface SpecialTokens {
  readonly before: readonly number[];
  readonly between: readonly number[];
  readonly after: readonly number[];
  /** The segment (`token_type_ids`) of the passage; that of the question is 0. */
  readonly segment: number;
}

/** A question and a passage as a model reads them: `<s> question </s></s> title. passage </s>`. */
interface ReadingInput {
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

/** What the model says of each token of a passage. */
export interface TokenLogits {
  /** How well an answer begins at the token. */
  readonly begin: ArrayLike<number>;
  /** How well it ends there. */
  readonly end: ArrayLike<number>;
  /** The two of the first token of all added up: "this passage does not tell". */
  readonly none: number;
}

/** Longest answer, in tokens: a list of names or a clause; what is longer is a whole passage, and slow to look for. */
const MOST_TOKENS = 60;
/** Spans given for a passage: a list may be told in several of its sentences. */
const MOST_SPANS = 3;
/** Tokens at which answers are looked for to begin, and to end: the best by their own logits. */
const LOOKED_AT = 20;

/**
 * The best spans of a passage, best first, without overlaps. A span is of whole words of one paragraph; marks around it that belong
 * to the sentence ("Nam," "Nam.") are left out.
 *
 * @param words - where each token's word stands in the text, in order
 */
export function decodeSpans(text: string, words: readonly Span[], logits: TokenLogits): AnswerSpan[] {
  const begins = bestOf(logits.begin, words.length);
  const ends = bestOf(logits.end, words.length);
  const candidates = begins
    .flatMap((first) =>
      ends
        .filter((last) => first <= last && last - first < MOST_TOKENS)
        .map((last) => ({ first, last, score: at(logits.begin, first) + at(logits.end, last) })),
    )
    .sort((a, b) => b.score - a.score || a.first - b.first || a.last - b.last);
  const spans: AnswerSpan[] = [];
  for (const { first, last, score } of candidates) {
    if (spans.length === MOST_SPANS) break;
    const [from, to] = [words[first], words[last]];
    if (from === undefined || to === undefined) continue;
    const { start, end } = withoutMarks(text, { start: from.start, end: to.end });
    if (text.slice(start, end).includes('\n')) continue;
    if (spans.some((span) => span.start < end && start < span.end)) continue;
    spans.push({ start, end, margin: score - logits.none });
  }
  return spans;
}

/** Positions of the greatest values, in no order that matters. */
function bestOf(values: ArrayLike<number>, length: number): number[] {
  return Array.from({ length }, (_, position) => position)
    .sort((a, b) => at(values, b) - at(values, a) || a - b)
    .slice(0, LOOKED_AT);
}

function at(values: ArrayLike<number>, position: number): number {
  return values[position] ?? -Infinity;
}

const MARKS_BEFORE = /^[\s,;:.!?…)\]}–-]+/u;
const MARKS_AFTER = /[\s,;:.!?…([{–-]+$/u;
/** Brackets and quotation marks that stand around a phrase. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
  ['"', '"'],
  ['‘', '’'],
  ['«', '»'],
];

/** A span without the marks at its ends that its words don't need; the span itself where it is nothing but marks. */
function withoutMarks(text: string, span: Span): Span {
  let { start, end } = span;
  for (;;) {
    const inside = text.slice(start, end);
    const before = MARKS_BEFORE.exec(inside)?.[0].length ?? 0;
    const after = MARKS_AFTER.exec(inside)?.[0].length ?? 0;
    if (before + after >= inside.length) return span;
    const bare = inside.slice(before, inside.length - after);
    const [open, close] = unpaired(bare);
    const next = { start: start + before + open, end: end - after - close };
    if (next.end <= next.start) return span;
    if (next.start === start && next.end === end) return next;
    ({ start, end } = next);
  }
}

/**
 * How many characters at the beginning and end of a phrase are one half of a pair whose other half is not in it, or are brackets around
 * the whole.
 */
function unpaired(phrase: string): [atStart: number, atEnd: number] {
  if (/^\([^()]+\)$|^\[[^[\]]+\]$/u.test(phrase)) return [1, 1];
  const [first, last] = [phrase[0] ?? '', phrase.at(-1) ?? ''];
  const rest = phrase.slice(1);
  const opens = PAIRS.some(([open, close]) => first === open && !rest.includes(close));
  const closes = PAIRS.some(([open, close]) => last === close && !phrase.slice(0, -1).includes(open));
  return [Number(opens), Number(closes && phrase.length > 1)];
}
