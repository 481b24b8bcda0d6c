import { isListedInCapitals } from './abbreviations.js';
import { NAMED_SHARE, type Lexicon } from './lexicon.js';
import { isSyllable } from './question-classifier.js';
import { hasDiacritics, tokenize, type Token } from './vietnamese.js';

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
  const isNamed = (at: number) => {
    const [left, right] = [tokens[at], tokens[at + 1]];
    if (left === undefined || right === undefined || right.afterBreak) return false;
    return (lexicon.pair(`${left.accented} ${right.accented}`, false)?.named ?? 0) >= NAMED_SHARE;
  };
  let calm = '';
  let copied = 0;
  for (const [at, token] of tokens.entries()) {
    if (isShouted[at] !== true) continue;
    const small = written(token).toLowerCase();
    // A few letters of other languages are longer when small.
    if (small.length !== token.end - token.start) continue;
    const hasCapital = at === 0 || isNamed(at) || isNamed(at - 1);
    calm +=
      text.slice(copied, token.start) + (hasCapital ? text.charAt(token.start) + small.slice(1) : small);
    copied = token.end;
  }
  return calm + text.slice(copied);
}

function isShoutedWord(token: Token | undefined, written: (token: Token) => string): boolean {
  return token !== undefined && written(token).length >= 2 && isSyllable(token.folded);
}
