import type { PreTrainedTokenizer } from '@xenova/transformers/src/tokenizers.js';
import { clipText } from './clip-text.js';

/** What the library writes between words; whatever else it takes for a blank, or leaves out, it deals with itself. */
const BLANKS = /[ \t\n\r]+/;
/** Words remembered, some megabytes of them: articles in Vietnamese have about ten thousand syllables between them. */
const MOST_WORDS = 20_000;
/** Longer ones are hardly words, and seldom come twice. UTF-16 units. */
const LONGEST_WORD = 32;

/** The part of the library's tokenizer that is used here. */
export interface LibraryTokenizer extends Pick<PreTrainedTokenizer, 'encode' | 'added_tokens'> {
  readonly pre_tokenizer: object | null;
}

/**
 * The library's tokenizer, which remembers the tokens of words.
 *
 * The library looks at each letter with several regular expressions, so that tokenizing takes as long as running a small
 * model. BERT's rules never look across a blank; with those each word is tokenized once and its tokens are kept.
 */
export class TextTokenizer {
  /** Ids of the special tokens before and after every text. */
  readonly #before: readonly number[];
  readonly #after: readonly number[];
  readonly #tokenizer: LibraryTokenizer;
  readonly #byWord: boolean;
  readonly #words = new Map<string, readonly number[]>();

  constructor(tokenizer: LibraryTokenizer) {
    this.#tokenizer = tokenizer;
    this.#byWord = isByWord(tokenizer);
    const bare = this.#tokenize('a');
    const whole = tokenizer.encode('a');
    const before = bare[0] === undefined ? 0 : Math.max(0, whole.indexOf(bare[0]));
    this.#before = whole.slice(0, before);
    this.#after = whole.slice(before + bare.length);
  }

  /** Number of special tokens that {@link encode} puts around a text. */
  get specialTokens(): number {
    return this.#before.length + this.#after.length;
  }

  /** Token ids of `text`, without special tokens. */
  ids(text: string): readonly number[] {
    if (!this.#byWord) return this.#tokenize(text);
    const ids: number[] = [];
    for (const word of text.split(BLANKS)) for (const id of this.#idsOfWord(word)) ids.push(id);
    return ids;
  }

  /** Token ids of `text` and the special tokens around it, at most `limit` in all: the text's end is cut off. At least one. */
  encode(text: string, limit: number): readonly number[] {
    const ids = this.ids(clipText(text, limit)).slice(0, limit - this.specialTokens);
    const encoded = [...this.#before, ...ids, ...this.#after];
    // Without special tokens an empty text would have no token at all, and no mean.
    return encoded.length > 0 ? encoded : [0];
  }

  #idsOfWord(word: string): readonly number[] {
    if (word.length > LONGEST_WORD) return this.#tokenize(word);
    const remembered = this.#words.get(word);
    if (remembered !== undefined) return remembered;
    const ids = this.#tokenize(word);
    // Which words come often is soon known again.
    if (this.#words.size >= MOST_WORDS) this.#words.clear();
    this.#words.set(word, ids);
    return ids;
  }

  #tokenize(text: string): readonly number[] {
    return this.#tokenizer.encode(text, null, { add_special_tokens: false });
  }
}

/** Whether the tokens of a text are those of its words, one after the other. */
function isByWord({ pre_tokenizer, added_tokens }: LibraryTokenizer): boolean {
  // The library keeps no other trace of the rules than the class it makes of them; with none, a file names none.
  const rules = pre_tokenizer?.constructor.name;
  return rules === 'BertPreTokenizer' && !added_tokens.some(({ content }) => BLANKS.test(content));
}
