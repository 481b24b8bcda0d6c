/** What a character is to a word, in an order by which a word goes on from `mark` and begins from `letter`. */
export const CharacterKind = {
  /** White space as `String.prototype.trim` has it. */
  blank: 1,
  other: 2,
  /** Continues a word, but begins none. */
  mark: 3,
  /** A letter or digit; capitals are told apart. */
  letter: 4,
  capital: 5,
} as const;

const BLANK = /\s/u;
const MARK = /\p{M}/u;
const LETTER = /[\p{L}\p{N}]/u;
const CAPITAL = /\p{Lu}/u;

/** {@link CharacterKind} by code point, 0 until first asked for: looking it up is many times faster than a pattern. */
const kinds = new Uint8Array(0x110000);

/** The {@link CharacterKind} of the character at a UTF-16 offset within `text`. */
export function kindAt(text: string, at: number): number {
  const character = text.codePointAt(at) ?? 0;
  return (kinds[character] ||= kindOf(String.fromCodePoint(character)));
}

/** UTF-16 code units of the character at a UTF-16 offset within `text`: 1 or 2. */
export function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function kindOf(character: string): number {
  if (CAPITAL.test(character)) return CharacterKind.capital;
  if (LETTER.test(character)) return CharacterKind.letter;
  if (MARK.test(character)) return CharacterKind.mark;
  return BLANK.test(character) ? CharacterKind.blank : CharacterKind.other;
}
