import type { PreTrainedTokenizer } from '@xenova/transformers/src/tokenizers.js';

/** What the library writes between words; whatever else it takes for a blank, or leaves out, it deals with itself. */
const BLANKS = /[ \t\n\r]+/;
const WORD = /\S+/gu;
/** SentencePiece's mark for a blank: only a word's first token has it. */
const BLANK_MARK = '\u2581';
/** Words remembered, some megabytes of them: articles in Vietnamese have about ten thousand syllables between them. */
const MOST_WORDS = 20_000;
/** Longer ones are hardly words, and seldom come twice. UTF-16 units. */
const LONGEST_WORD = 32;

/** The part of the library's tokenizer that is used here. */
export interface LibraryTokenizer extends Pick<PreTrainedTokenizer, 'encode' | 'added_tokens'> {
  readonly pre_tokenizer: object | null;
  readonly model: { readonly vocab: readonly string[]; readonly unk_token_id?: number | undefined };
}

/** A word of a text, with its tokens: what stands between blanks. */
export interface PlacedWord {
  readonly ids: readonly number[];
  /** UTF-16 offsets into the text, end exclusive. */
  readonly start: number;
  readonly end: number;
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
  readonly #rules: Rules;
  readonly #special: ReadonlySet<number>;
  readonly #words = new Map<string, readonly number[]>();

  constructor(tokenizer: LibraryTokenizer) {
    this.#tokenizer = tokenizer;
    this.#rules = rulesOf(tokenizer);
    const special = tokenizer.added_tokens.filter((token) => token.special).map(({ id }) => id);
    this.#special = new Set(special.filter((id) => id !== tokenizer.model.unk_token_id));
    const bare = this.#tokenize('a');
    const whole = tokenizer.encode('a');
    const before = bare[0] === undefined ? 0 : Math.max(0, whole.indexOf(bare[0]));
    this.#before = whole.slice(0, before);
    this.#after = whole.slice(before + bare.length);
  }

  /**
   * The words of a text and where they stand: their tokens, laid end to end, are the library's own for the text without
   * blanks around it. A text that spells a special token ("</s>") has none: what an article holds must not part what is read.
   *
   * @throws where tokens may reach across words: the library does not tell where one comes from
   */
  words(text: string): PlacedWord[] {
    if (this.#rules === 'others') throw new Error('its tokens do not tell which words they come from');
    return Array.from(text.matchAll(WORD), ({ 0: word, index }) => {
      const ids = this.#idsOfWord(word).filter((id) => !this.#special.has(id));
      return { ids, start: index, end: index + word.length };
    });
  }

  /** Number of special tokens that {@link encode} puts around a text. */
  get specialTokens(): number {
    return this.#before.length + this.#after.length;
  }

  /** Token ids of `text`, without special tokens. */
  ids(text: string): readonly number[] {
    if (this.#rules !== 'bert') return this.#tokenize(text);
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

/**
 * How a tokenizer parts a text: by `bert`'s rules, which leave out blanks, by `sentencepiece`'s, which mark each word's first token with
 * the blank before it, or by `others`, whose tokens may reach across words.
 */
type Rules = 'bert' | 'sentencepiece' | 'others';

function rulesOf({ pre_tokenizer, added_tokens, model }: LibraryTokenizer): Rules {
  if (added_tokens.some(({ content }) => BLANKS.test(content))) return 'others';
  // The library keeps no other trace of the rules than the class it makes of them; with none, a file names none.
  const rules = pre_tokenizer?.constructor.name;
  if (rules === 'BertPreTokenizer') return 'bert';
  const isMetaspace = rules === 'MetaspacePreTokenizer';
  return isMetaspace && !model.vocab.some((piece) => piece.lastIndexOf(BLANK_MARK) > 0)
    ? 'sentencepiece'
    : 'others';
}

/** No real text has tokens of so many UTF-16 units, and a file without a space must not keep the worker busy for minutes. */
const MAX_CHARACTERS_PER_TOKEN = 64;

/** As much of a text as `tokens` tokens can hold, to be tokenized. */
export function clipText(text: string, tokens: number): string {
  return text.slice(0, tokens * MAX_CHARACTERS_PER_TOKEN);
}
