import { isFamilyName, isPlaceName, MAX_NAME_SYLLABLES } from './gazetteer.js';
import { NAMED_SHARE, WORD_ASSOCIATION, type Lexicon } from './lexicon.js';
import {
  CharacterKind,
  kindAt,
  spellingsOf,
  type Token,
  type TokenSpan,
  hasDiacritics,
  tokenize,
} from './vietnamese.js';
import { isListedInCapitals } from './abbreviations.js';
import { isSyllable } from './question-classifier.js';

/** Syllables of a whole run. Fewer are a common noun ("Nhà nước"), more are several names one after the other. */
const MIN_SYLLABLES = 3;
const MAX_SYLLABLES = 9;
/** Tokens looked at together: what is longer is a line that has capitals throughout. */
const LONGEST_RUN = 40;
const LONGEST_PLACE = 3;
/** Words whose second syllable needs no capital, though they stand apart too often to be told by {@link WORD_ASSOCIATION}, folded. */
const SECOND_SYLLABLES = new Set(['thi uy', 'quan uy', 'huyen uy', 'niem chuong', 'dang bo', 'dang uy']);
/** Rarity from which a sentence's first word tells something, and below which a syllable of it shows that it does not. */
const TELLING_RARITY = 0.2;
const PARTICLE_RARITY = 0.07;
const HONORIFICS = new Set(['ong', 'ba', 'anh', 'chi']);
const BEGINS_SENTENCE = /[.!?…:;\n“"'(]/u;

/** A run of words written with capitals. */
interface CapitalisedRun {
  readonly run: TokenSpan;
  /** True for a person or place, all of whose syllables have capitals; false for a longer whole: "Thành ủy Hà Nội". */
  readonly isName: boolean;
}

/** Finds what a text writes with capitals: people, places, offices, bodies, decorations. Takes time linear in the text. */
export function capitalisedRuns(text: string, tokens: readonly Token[], lexicon: Lexicon): CapitalisedRun[] {
  return new CapitalisedRuns(text, tokens, lexicon).find();
}

class CapitalisedRuns {
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private readonly lexicon: Lexicon;

  constructor(text: string, tokens: readonly Token[], lexicon: Lexicon) {
    this.text = text;
    this.tokens = tokens;
    this.lexicon = lexicon;
  }

  /** Whole runs ("Thành ủy Hà Nội") and the people and places in them ("Hà Nội"). */
  find(): CapitalisedRun[] {
    const found: CapitalisedRun[] = [];
    for (let at = 0; at < this.tokens.length; at++) {
      if (!this.isCapital(at)) continue;
      const last = this.lastFrom(at);
      const first = this.isCapitalForItself(at, last) ? at : this.nextCapital(at + 1, last);
      const names = this.namesWithin(first, last);
      // "Phó Bí thư Thường trực Lò Văn Muôn" is an office and its holder.
      const holder = names.at(-1);
      const end = holder?.last === last && this.isPerson(holder) ? holder.first - 1 : last;
      const length = end - first + 1;
      const isName = names.some((name) => name.first === first && name.last === end);
      if (!isName && length >= MIN_SYLLABLES && length <= MAX_SYLLABLES) {
        found.push({ run: { first, last: end }, isName: false });
      }
      found.push(...names.map((run) => ({ run, isName: true })));
      at = last;
    }
    return found;
  }

  /**
   * False for the first word of a sentence, which any word has a capital as, unless it is a telling one with a name or
   * office after it ("Văn phòng Thành ủy") or a known name.
   */
  private isCapitalForItself(first: number, last: number): boolean {
    if (!this.beginsSentence(first) || this.isKnownName(first)) return true;
    const [word, next] = [this.tokens[first], this.tokens[first + 1]];
    if (word === undefined || next === undefined || HONORIFICS.has(word.folded)) return false;
    const isPair = this.isWord(first) && !this.isCapital(first + 1);
    const isFollowed = this.nextCapital(first + (isPair ? 2 : 1), last) <= last;
    const spelled = isPair ? `${word.accented} ${next.accented}` : word.accented;
    const isParticle = spelled.split(' ').some((syllable) => this.rarity(syllable) < PARTICLE_RARITY);
    return isFollowed && !isParticle && this.rarity(spelled) >= TELLING_RARITY;
  }

  private lastFrom(first: number): number {
    let last = first;
    while (last - first < LONGEST_RUN && this.goesOn(last)) last++;
    return last;
  }

  private goesOn(at: number): boolean {
    const next = this.tokens[at + 1];
    if (next === undefined || next.afterBreak) return false;
    if (this.isCapital(at + 1) || this.isWord(at)) return true;
    return next.folded === 'hang' && this.tokens[at + 2]?.afterBreak === false && this.isCapital(at + 2);
  }

  /** People and places among the tokens: all their syllables have capitals. */
  private namesWithin(from: number, to: number): TokenSpan[] {
    const names: TokenSpan[] = [];
    for (let first = from; first <= to;) {
      let last = first - 1;
      while (last < to && this.isNameSyllable(last + 1)) last++;
      // "Phó Bí thư": the last capital begins a word that goes on without one.
      const end = last < to && !this.isCapital(last + 1) && this.isWord(last) ? last - 1 : last;
      names.push(...this.splitNames(first, end));
      first = last + 2;
    }
    return names;
  }

  /** "Cần Thơ Phạm Văn Hiểu" is a place and a person, "Đảng Lê Văn Lưu" a body and one. */
  private splitNames(first: number, last: number): TokenSpan[] {
    const length = last - first + 1;
    if (length < 2) return [];
    // "Nguyễn Thái Bình" is a person, whatever Thái Bình is.
    const isPerson = length > 2 && length <= MAX_NAME_SYLLABLES && isFamilyName(this.tokens[first], true);
    const place = isPerson ? undefined : this.firstPlace(first, last);
    if (place !== undefined) {
      return [...this.splitNames(first, place.first - 1), place, ...this.splitNames(place.last + 1, last)];
    }
    const isPersonNext = !isPerson && length > 2 && isFamilyName(this.tokens[first + 1], true);
    if (isPersonNext) return this.splitNames(first + 1, last);
    return length <= MAX_NAME_SYLLABLES ? [{ first, last }] : [];
  }

  private firstPlace(from: number, to: number): TokenSpan | undefined {
    for (let first = from; first < to; first++) {
      for (let last = Math.min(first + LONGEST_PLACE - 1, to); last > first; last--) {
        if (this.isPlace(first, last)) return { first, last };
      }
    }
    return undefined;
  }

  private isPlace(first: number, last: number): boolean {
    // The lexicon is asked first for being the quicker of the two.
    return this.isKnownName(first) && isPlaceName(this.written(first, last));
  }

  private isPerson({ first, last }: TokenSpan): boolean {
    return isFamilyName(this.tokens[first], true) && !this.isPlace(first, last);
  }

  private nextCapital(from: number, to: number): number {
    let at = from;
    while (at <= to && !this.isCapital(at)) at++;
    return at;
  }

  private beginsSentence(at: number): boolean {
    const previous = this.tokens[at - 1];
    const here = this.tokens[at];
    if (previous === undefined || here === undefined) return true;
    return here.afterBreak && BEGINS_SENTENCE.test(this.text.slice(previous.end, here.start));
  }

  private isCapital(at: number): boolean {
    const start = this.tokens[at]?.start;
    const letter = start === undefined ? '' : (this.text[start] ?? '');
    return letter !== letter.toLowerCase();
  }

  /** True for a syllable with one capital: "Hà", and not "UBND" or "XXIII". */
  private isNameSyllable(at: number): boolean {
    const token = this.tokens[at];
    if (token === undefined || !this.isCapital(at)) return false;
    const others = this.text.slice(token.start + 1, token.end);
    return others === '' || others !== others.toUpperCase();
  }

  /** True when the token and the next are one word. */
  private isWord(at: number): boolean {
    const [left, right] = [this.tokens[at], this.tokens[at + 1]];
    if (left === undefined || right === undefined || right.afterBreak) return false;
    if (SECOND_SYLLABLES.has(`${left.folded} ${right.folded}`)) return true;
    return (this.lexicon.neighbours(left, right, true)?.association ?? 0) >= WORD_ASSOCIATION;
  }

  private isKnownName(at: number): boolean {
    return isNamePair(this.tokens, at, this.lexicon);
  }

  private written(first: number, last: number): string {
    return this.text.slice(this.tokens[first]?.start, this.tokens[last]?.end);
  }

  private rarity(spelled: string): number {
    return this.lexicon.rarity(spelled, false);
  }
}

/** True when articles write the token and the next as a name. */
function isNamePair(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  return (lexicon.neighbours(tokens[at], tokens[at + 1], true)?.named ?? 0) >= NAMED_SHARE;
}

/** Times that a name must stand in an article to be what it is about, and the most names taken. */
const MIN_USES = 3;
const MAX_NAMES = 6;
/** Two to four capitalised syllables in a row, with the small one that may follow. */
const NAME =
  /(\p{Lu}\p{M}*\p{Ll}[\p{Ll}\p{M}]*(?: \p{Lu}\p{M}*\p{Ll}?[\p{Ll}\p{M}]*(?!\p{L})){1,3})(?: (?=(\p{Ll}[\p{Ll}\p{M}]*)))?/uy;

/**
 * The names that an article keeps coming back to, most used first: its people and places. An article may name its town in a
 * few sentences only; a question about that town concerns all of it.
 */
export function keyEntities(text: string, lexicon: Lexicon): string[] {
  const uses = new Map<string, number>();
  for (let at = 0; at < text.length; at++) {
    // Few characters are capitals, and looking those up first is several times faster than matching at all.
    if (kindAt(text, at) !== CharacterKind.capital) continue;
    NAME.lastIndex = at;
    const match = NAME.exec(text);
    if (match === null) continue;
    at += match[0].length - 1;
    const [, name, next] = match;
    if (name === undefined || (next !== undefined && goesOn(name, next, lexicon))) continue;
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return [...uses]
    .filter(([, count]) => count >= MIN_USES)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_NAMES)
    .map(([name]) => name);
}

/** True when the last capital belongs to a word that goes on: "Phó Bí" is no name before "thư". */
function goesOn(name: string, next: string, lexicon: Lexicon): boolean {
  const last = name.slice(name.lastIndexOf(' ') + 1);
  const pair = lexicon.pair(`${spellingsOf(last).accented} ${spellingsOf(next).accented}`, false);
  return (pair?.association ?? 0) >= WORD_ASSOCIATION;
}

const SMALL = /\p{Ll}/u;
/** Told from the letters of a code: "KH". */
const VOWEL_IN_WORD = /^(?=.*[aeiouy])../u;
const LETTERS = /^\p{Lu}[\p{Lu}\p{M}]*$/u;

/**
 * A text without capitals that only shout: words of Vietnamese in capitals throughout, and all of a text that has no small letters. They
 * get small ones, but for the first of the text and of names that articles write with capitals ("ĐIỆN BIÊN" is "Điện Biên"). An
 * abbreviation ("UBND") keeps its capitals beside words that have small letters, and one that is a word without them ("TU") beside any with diacritics. Every word stays in its place.
 */
export function withoutShouting(text: string, lexicon: Lexicon): string {
  const tokens = tokenize(text);
  const written = ({ start, end }: Token) => text.slice(start, end);
  const inCapitals = tokens.map((token) => LETTERS.test(written(token)));
  if (!inCapitals.includes(true)) return text;
  const sayable = tokens.filter((token, at) => inCapitals[at] === true && VOWEL_IN_WORD.test(token.folded));
  const isAll = !SMALL.test(text) && sayable.length > 1;
  const isAccented = hasDiacritics(text);
  const isWord = (at: number) => inCapitals[at] === true && isShoutedWord(tokens[at], written);
  const isShouted = tokens.map((token, at) => {
    // Where diacritics are typed, "TU" is no "từ" without them.
    if (isAccented && isListedInCapitals(written(token))) return false;
    if (isAll) return true;
    // "AI" and "TU" by themselves are abbreviations; "LÀ" is none, nor are "BAO NHIEU" side by side.
    return isWord(at) && (hasDiacritics(written(token)) || isWord(at - 1) || isWord(at + 1));
  });
  let calm = '';
  let copied = 0;
  for (const [at, token] of tokens.entries()) {
    if (isShouted[at] !== true) continue;
    const small = written(token).toLowerCase();
    // A few letters of other languages are longer when small.
    if (small.length !== token.end - token.start) continue;
    const hasCapital = at === 0 || isNamePair(tokens, at, lexicon) || isNamePair(tokens, at - 1, lexicon);
    calm +=
      text.slice(copied, token.start) + (hasCapital ? text.charAt(token.start) + small.slice(1) : small);
    copied = token.end;
  }
  return calm + text.slice(copied);
}

function isShoutedWord(token: Token | undefined, written: (token: Token) => string): boolean {
  return token !== undefined && written(token).length >= 2 && isSyllable(token.folded);
}
