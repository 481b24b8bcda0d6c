import type { Dictionary } from './dictionary.js';
import { NAMED_SHARE, WORD_ASSOCIATION, type Lexicon } from './lexicon.js';
import { askingPhrases, isAskingPair } from './question-classifier.js';
import { type Token, tokenize } from './vietnamese.js';
import { timeExpressionsIn } from './dates.js';

/** A question split into words, with what is needed to make terms of them. */
export interface QuestionWords {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly language: 'vi' | 'en';
  /** True when the asker typed diacritics. */
  readonly accented: boolean;
}

const CAPITAL = /^\p{Lu}/u;

/** What a question's syllables are to each other: words that only ask, parts of a word, parts of a name. */
export class WordSegmenter {
  private readonly words: QuestionWords;
  private readonly lexicon: Lexicon;
  private readonly dictionary: Dictionary;
  private readonly asking: ReturnType<typeof askingPhrases>;

  constructor(words: QuestionWords, lexicon: Lexicon, dictionary: Dictionary) {
    this.words = words;
    this.lexicon = lexicon;
    this.dictionary = dictionary;
    this.asking = askingPhrases(words.tokens, words.language, words.accented);
  }

  /** True for a token that says something: for all but those that only ask. */
  isContent(at: number): boolean {
    const { tokens, language, accented } = this.words;
    if ((this.asking[at] ?? null) === null) return true;
    // "Huân chương Sao vàng": a capital inside a question makes a name of what else only asks.
    if (language === 'vi' && accented && at > 0 && this.isCapitalised(tokens[at])) return true;
    // "Can Tho" and "ha noi" begin with words that only ask ("can", "hả"), but are names.
    return this.isNamePair(at) || this.isNamePair(at - 1);
  }

  /** True when the pair at `at` holds together better than the one after it. */
  isNameOfItsOwn(at: number): boolean {
    const { tokens } = this.words;
    const [first, second] = [
      this.pairOf(tokens.slice(at, at + 2)),
      this.pairOf(tokens.slice(at + 1, at + 3)),
    ];
    return (first?.association ?? 0) > (second?.association ?? 0);
  }

  /** True when the asker wrote the token with a capital. */
  isCapitalised(token: Token | undefined): boolean {
    return token !== undefined && CAPITAL.test(this.words.text.slice(token.start, token.end));
  }

  /** True for an English word that has a Vietnamese one; names have none. */
  isTranslated(token: Token): boolean {
    // "Le" is listed as "Lê": the name itself, which articles write with diacritics.
    const [likeliest] = this.dictionary.translate(token.folded);
    return likeliest !== undefined && likeliest.folded[0] !== token.folded;
  }

  /** True when the tokens at `at` and after are two syllables that articles write as a name ("Hà Nội", "sa pa"). */
  isNamePair(at: number): boolean {
    const [left, right] = [this.words.tokens[at], this.words.tokens[at + 1]];
    const pair = this.lexicon.neighbours(left, right, this.words.accented);
    if (pair === undefined) return false;
    if (this.words.language === 'vi') return pair.named >= NAMED_SHARE && !this.isAskingPair(at);
    // Vietnamese syllables in an English question, capitalised: "Can Tho", "Dien Bien".
    return pair.association >= WORD_ASSOCIATION && this.isCapitalised(left) && this.isCapitalised(right);
  }

  /** "la gi" is the town La Gi only where the asker capitalises it. */
  private isAskingPair(at: number): boolean {
    const { tokens, language, accented } = this.words;
    const isCapitalised = this.isCapitalised(tokens[at]) && this.isCapitalised(tokens[at + 1]);
    return !isCapitalised && isAskingPair(tokens, at, language, accented);
  }

  /** How strongly the tokens at `at` and after are one word; 0 where they are none. Common words beat rare ones. */
  strengthAt(at: number): number {
    const [left, right] = [this.words.tokens[at], this.words.tokens[at + 1]];
    if (!this.isContent(at) || !this.isContent(at + 1)) return 0;
    // "ông Lê": where the asker capitalises names, a small word is no part of one.
    if (this.isCapitalised(right) && !this.isCapitalised(left)) return 0;
    const pair = this.lexicon.neighbours(left, right, this.words.accented);
    if (pair === undefined || pair.association < WORD_ASSOCIATION) return 0;
    return pair.association * Math.log(pair.documents);
  }

  /** What the lexicon knows of two tokens. */
  pairOf(tokens: readonly Token[]) {
    return this.lexicon.pair(this.spelled(tokens), !this.words.accented);
  }

  /** Tokens as they are looked up: with diacritics where the asker typed them. */
  spelled(tokens: readonly Token[]): string {
    return tokens.map((token) => (this.words.accented ? token.accented : token.folded)).join(' ');
  }
}

/** UTF-16 offsets, end exclusive. */
type Span = Pick<Token, 'start' | 'end'>;

/** Words of a name at most; a longer run of capitals is a heading. */
const LONGEST_NAME = 8;
/** What signs hold together: "1.250.000", "17/10", "12,5 %"; "COVID-19", "K'Brêu", "12-KH/TU"; "TP.HCM". */
const JOINED = new RegExp(
  [
    String.raw`(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]+(?:[-–'’/&][\p{L}\p{M}\p{N}]+)+`,
    String.raw`\d+(?:[.,/:-]\d+)*(?:[ \u00A0]?%)?`,
    String.raw`(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{Lu}\p{N}]*(?:\.\p{Lu}[\p{L}\p{M}\p{N}]*)+`,
  ].join('|'),
  'gu',
);
const CAPITAL_OR_NUMBER = /^[\p{Lu}\p{N}]/u;

/**
 * Spans widened so that none cuts a phrase: no word, nothing that signs hold together, no date, and no name, which is what is written with
 * capitals side by side. UTF-16 offsets into `text`.
 *
 * @param lexicon - tells words of two syllables ("thành phố"), which are then not cut either
 */
export function wholePhrases(text: string, spans: readonly Span[], lexicon: Lexicon): Span[] {
  const phrases = spans.length === 0 ? [] : phrasesIn(text, lexicon);
  return spans.map((span) => widened(span, phrases));
}

function widened(span: Span, phrases: readonly Span[]): Span {
  let whole = span;
  // A date may reach into a name and the other way round.
  for (let before: Span | null = null; before?.start !== whole.start || before.end !== whole.end;) {
    before = whole;
    for (const { start, end } of phrases) {
      if (start < whole.end && whole.start < end) {
        whole = { start: Math.min(start, whole.start), end: Math.max(end, whole.end) };
      }
    }
  }
  return whole;
}

function phrasesIn(text: string, lexicon: Lexicon): Span[] {
  const tokens = tokenize(text);
  const words = tokens.map((token) => ({
    ...token,
    isCapital: CAPITAL_OR_NUMBER.test(text.slice(token.start, token.end)),
  }));
  const joined = Array.from(text.matchAll(JOINED), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return [...words, ...joined, ...namesOf(words), ...timeExpressionsIn(text), ...compoundsOf(words, lexicon)];
}

/**
 * Words of two syllables: pairs that belong together, and more than either does with its other neighbour. A second syllable with a capital is
 * that of a name, or begins one ("xã Mường Lay").
 */
function compoundsOf(tokens: readonly (Token & { readonly isCapital: boolean })[], lexicon: Lexicon): Span[] {
  const association = (right: number) =>
    lexicon.neighbours(tokens[right - 1], tokens[right], true)?.association ?? 0;
  return tokens.flatMap(({ end, isCapital }, at) => {
    const own = association(at);
    const isWord =
      !isCapital && own >= WORD_ASSOCIATION && own > association(at - 1) && own > association(at + 1);
    return isWord ? [{ start: tokens[at - 1]?.start ?? 0, end }] : [];
  });
}

function namesOf(
  words: readonly (Span & { readonly isCapital: boolean; readonly afterBreak: boolean })[],
): Span[] {
  const names: Span[] = [];
  let run: Span[] = [];
  const close = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first !== undefined && last !== undefined && run.length <= LONGEST_NAME) {
      names.push({ start: first.start, end: last.end });
    }
    run = [];
  };
  for (const word of words) {
    if (!word.isCapital || word.afterBreak) close();
    if (word.isCapital) run.push(word);
  }
  close();
  return names;
}
