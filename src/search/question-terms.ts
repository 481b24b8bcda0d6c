import { otherNames } from './other-names.js';
import type { Dictionary, Translation } from './dictionary.js';
import type { Lexicon } from './lexicon.js';
import { isAskingPair, isQuestionWord } from './question-words.js';
import type { Token } from './vietnamese.js';

/** A word of a question that an answer should hold: one syllable, a word of two, or a name of several. */
export interface QuestionTerm {
  /** Its syllables in canonical accented spelling. */
  readonly accented: readonly string[];
  /** Its syllables without diacritics. */
  readonly folded: readonly string[];
  /** Other words for it, likeliest first: translations of an English word, other names of a place or person. */
  readonly translations: readonly Translation[];
  /** How much the term says, 0 to 1: see {@link Lexicon.rarity}. */
  readonly weight: number;
  /** A name or number pins the question down: an answer about another one is wrong. */
  readonly kind: 'word' | 'name' | 'number';
}

/** A question split into words, with what is needed to make terms of them. */
export interface QuestionWords {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly language: 'vi' | 'en';
  /** True when the asker typed diacritics. */
  readonly accented: boolean;
}

/** Association from which two syllables of a question count as one word. */
const WORD_ASSOCIATION = 0.3;
/** Share of capitalised uses from which a pair counts as a name, however the asker typed it. */
const NAMED_SHARE = 0.75;
/** The same for a single syllable ("Huế"), of which many begin a name now and then. */
const NAMED_SYLLABLE_SHARE = 0.95;
/** Vietnamese names have four syllables at most, but for a few. */
const MAX_NAME_SYLLABLES = 4;
/** Weight of a scrap of letters that means nothing. */
const NOISE_WEIGHT = 0.1;
const MAX_WORD_WEIGHT = 0.75;
/** Rarity from which a question's first word is no common noun before a name ("Ông", "Tỉnh"). */
const RARE_FIRST_WORD = 0.3;
const CAPITAL = /^\p{Lu}/u;
const NUMBER = /\p{N}/u;

/** Makes the terms of a question: names and words of several syllables together, words that only ask left out. */
export class TermFinder {
  private readonly words: QuestionWords;
  private readonly lexicon: Lexicon;
  private readonly dictionary: Dictionary;

  constructor(words: QuestionWords, lexicon: Lexicon, dictionary: Dictionary) {
    this.words = words;
    this.lexicon = lexicon;
    this.dictionary = dictionary;
  }

  /** The tokens that say something: all but those that only ask. */
  contentTokens(): Token[] {
    return this.words.tokens.filter((_, at) => this.isContent(at));
  }

  terms(): QuestionTerm[] {
    const terms: QuestionTerm[] = [];
    for (let at = 0; at < this.words.tokens.length;) {
      const length = this.isContent(at) ? this.termLength(at) : 1;
      if (this.isContent(at)) terms.push(this.toTerm(this.words.tokens.slice(at, at + length)));
      at += length;
    }
    return terms;
  }

  private isContent(at: number): boolean {
    const { tokens, language, accented } = this.words;
    if (!isQuestionWord(tokens, at, language, accented)) return true;
    // "Huân chương Sao vàng": a capital inside a question makes a name of what else only asks.
    if (language === 'vi' && accented && at > 0 && this.isCapitalised(tokens[at])) return true;
    // "Can Tho" and "ha noi" begin with words that only ask ("can", "hả"), but are names.
    return this.isNamePair(at) || this.isNamePair(at - 1);
  }

  /** How many tokens from `at` on make one term: a run of capitalised syllables, two that belong together, or one. */
  private termLength(at: number): number {
    const capitals = this.capitalsFrom(at);
    if (capitals >= 2) return capitals;
    if (this.words.language === 'en') return this.isNamePair(at) ? 2 : 1;
    const here = this.strengthAt(at);
    if (here === 0) return 1;
    // "chánh văn phòng", "tỉnh Quảng Ninh": do not take the first pair when the next one is the stronger word or a name.
    const next = this.strengthAt(at + 1);
    const isNextStronger = next > here && next >= this.strengthAt(at + 2);
    return isNextStronger || (this.isNamePair(at + 1) && !this.isNameOfItsOwn(at)) ? 1 : 2;
  }

  /** Length of the run of capitalised words that begins at `at`. */
  private capitalsFrom(at: number): number {
    if (at === 0 && !this.beginsWithName()) return 1;
    let length = 0;
    while (length < MAX_NAME_SYLLABLES) {
      const token = this.words.tokens[at + length];
      if (token === undefined || (length > 0 && token.afterBreak) || !this.isContent(at + length)) break;
      if (!this.isCapitalised(token)) break;
      // In English the words of an office or event are capitalised too; a name is what can't be translated.
      const isPart = this.isNamePair(at + length) || (length > 0 && this.isNamePair(at + length - 1));
      if (this.words.language === 'en' && this.isTranslated(token) && !isPart) break;
      length++;
    }
    // "Phó Bí thư": the last capital begins a word that goes on without one.
    const goesOn = length >= 2 && this.strengthAt(at + length - 1) > this.strengthAt(at + length - 2);
    return goesOn ? length - 1 : length;
  }

  /** A question's first word has a capital of its own: it begins a name if it is known to, or is a rare word before another. */
  private beginsWithName(): boolean {
    const [first, second] = this.words.tokens;
    if (first === undefined || second === undefined || !this.isCapitalised(second)) return this.isNamePair(0);
    if (this.isNamePair(0)) return this.isNameOfItsOwn(0);
    return !this.isNamePair(1) && this.rarityOf([first]) >= RARE_FIRST_WORD;
  }

  /** True when the pair at `at` holds together better than the one after it. */
  private isNameOfItsOwn(at: number): boolean {
    const { tokens } = this.words;
    const [first, second] = [
      this.pairOf(tokens.slice(at, at + 2)),
      this.pairOf(tokens.slice(at + 1, at + 3)),
    ];
    return (first?.association ?? 0) > (second?.association ?? 0);
  }

  private isCapitalised(token: Token | undefined): boolean {
    return token !== undefined && CAPITAL.test(this.words.text.slice(token.start, token.end));
  }

  private isTranslated(token: Token): boolean {
    // "Le" is listed as "Lê": the name itself, which articles write with diacritics.
    const [likeliest] = this.dictionary.translate(token.folded);
    return likeliest !== undefined && likeliest.folded[0] !== token.folded;
  }

  /** True when the tokens at `at` and after are two syllables that articles write as a name ("Hà Nội", "sa pa"). */
  private isNamePair(at: number): boolean {
    const [left, right] = [this.words.tokens[at], this.words.tokens[at + 1]];
    if (left === undefined || right === undefined || right.afterBreak) return false;
    const pair = this.pairOf([left, right]);
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
  private strengthAt(at: number): number {
    const [left, right] = [this.words.tokens[at], this.words.tokens[at + 1]];
    if (left === undefined || right === undefined || right.afterBreak) return 0;
    if (!this.isContent(at) || !this.isContent(at + 1)) return 0;
    // "ông Lê": where the asker capitalises names, a small word is no part of one.
    if (this.isCapitalised(right) && !this.isCapitalised(left)) return 0;
    const pair = this.pairOf([left, right]);
    if (pair === undefined || pair.association < WORD_ASSOCIATION) return 0;
    return pair.association * Math.log(pair.documents);
  }

  private pairOf(tokens: readonly Token[]) {
    return this.lexicon.pair(this.spelled(tokens), !this.words.accented);
  }

  private spelled(tokens: readonly Token[]): string {
    return tokens.map((token) => (this.words.accented ? token.accented : token.folded)).join(' ');
  }

  private toTerm(tokens: readonly Token[]): QuestionTerm {
    const [first] = tokens;
    const number = tokens.find((token) => NUMBER.test(token.folded));
    const translations =
      this.words.language === 'en' && tokens.length === 1 && first !== undefined
        ? this.dictionary.translate(first.folded)
        : otherNames(tokens.map((token) => token.folded).join(' '));
    return {
      accented: tokens.map((token) => token.accented),
      folded: tokens.map((token) => token.folded),
      translations,
      weight:
        number !== undefined
          ? numberWeight(number.folded)
          : this.words.language === 'en' && translations.length > 0
            ? this.translatedRarity(translations)
            : this.rarityOf(tokens),
      kind:
        number !== undefined && number.folded.length > 1
          ? 'number'
          : this.isName(tokens, translations)
            ? 'name'
            : 'word',
    };
  }

  private isName(tokens: readonly Token[], translations: readonly Translation[]): boolean {
    const named =
      tokens.length === 2
        ? this.pairOf(tokens)?.named
        : tokens.length === 1
          ? this.lexicon.syllableNamed(this.spelled(tokens), !this.words.accented)
          : undefined;
    if (tokens.length >= 2) {
      // Without diacritics "Dien Bien" is "diễn biến", too; in English, what the asker capitalised is the name.
      const isTelling = this.words.language === 'vi' || this.words.accented;
      if (isTelling && named !== undefined && named < 1 - NAMED_SHARE) return false;
      return (named ?? 0) >= NAMED_SHARE || tokens.every((token) => this.isCapitalised(token));
    }
    if (this.words.language === 'vi') {
      return (named ?? 0) >= NAMED_SYLLABLE_SHARE && (tokens[0]?.folded.length ?? 0) >= 3;
    }
    // An English word in the middle of a sentence is capitalised for being a name; "Hanoi" translates to one.
    const isFirst = tokens[0] === this.words.tokens[0];
    if (isFirst || (tokens[0]?.folded.length ?? 0) < 2 || !tokens.every((token) => this.isCapitalised(token)))
      return false;
    const best = translations[0]?.accented ?? [];
    return best.length === 0 || (this.lexicon.pair(best.join(' '), false)?.named ?? 0) >= NAMED_SHARE;
  }

  private rarityOf(tokens: readonly Token[]): number {
    const isFolded = !this.words.accented;
    if (tokens.length === 2 && this.pairOf(tokens) !== undefined) {
      return this.lexicon.rarity(this.spelled(tokens), isFolded);
    }
    const rarity = Math.max(...tokens.map((token) => this.lexicon.rarity(this.spelled([token]), isFolded)));
    // One or two letters that are no syllable are chat spelling that nobody listed, not a rare word.
    const isNoise = tokens.length === 1 && (tokens[0]?.folded.length ?? 0) <= 2 && rarity > 0.5;
    if (isNoise) return NOISE_WEIGHT;
    // A word that no article has ever used is more often a slip of the fingers than a telling word.
    return this.words.language === 'vi' ? Math.min(rarity, MAX_WORD_WEIGHT) : rarity;
  }

  /** Rarity of the Vietnamese words, weighted by how likely each is. */
  private translatedRarity(translations: readonly Translation[]): number {
    const likelihood = translations.reduce((sum, translation) => sum + translation.likelihood, 0);
    return translations.reduce(
      (sum, { accented, likelihood: share }) =>
        sum + (share / likelihood) * this.lexicon.rarity(accented.join(' '), false),
      0,
    );
  }
}

/** How much a number says: a year or a date nearly everything, a single digit little. */
function numberWeight(digits: string): number {
  return digits.length >= 3 ? 0.9 : digits.length === 2 ? 0.5 : 0.2;
}
