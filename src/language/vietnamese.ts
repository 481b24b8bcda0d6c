/** A word of a text as the search sees it, with its place. */
export interface Token {
  /** In the one spelling that {@link canonical} gives. */
  readonly accented: string;
  /** Lower case, without any diacritics, with the same spelling of `y`. */
  readonly folded: string;
  /** UTF-16 offsets into the text that was tokenized, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** True when the text has something other than blanks between the token before and this one. */
  readonly afterBreak: boolean;
}

/** Neighbouring tokens of a text, by the indexes of the first and last. */
export interface TokenSpan {
  readonly first: number;
  readonly last: number;
}

/** Huyền, sắc, hỏi, ngã, nặng: the five tone marks as combining characters. */
const TONES = /[\u0300\u0301\u0309\u0303\u0323]/gu;
/** What Vietnamese writing adds to plain letters, decomposed: the tones, the circumflex, breve and horn, and đ. */
const VIETNAMESE_MARK = /[\u0300\u0301\u0309\u0303\u0323\u0302\u0306\u031Bđ]/iu;
const LEADING_ZEROS = /^0+(?=\d)/;
/** English ordinals: "94th" is 94. */
const ORDINAL_ENDING = /^(\d+)(?:st|nd|rd|th)$/iu;
/** Syllables whose y may as well be written i: "kỷ" and "kỉ", "Mỹ" and "Mĩ". */
const Y_AS_I = /^(h|k|l|m|s|t|v|qu)y$/u;

/**
 * One spelling for a syllable that may be spelled in several: lower case, the tone mark at its end (`ủy` and `uỷ`, `hòa`
 * and `hoà` are the same), `i` for `y` where both are used (`kỷ`, `kỉ`). For comparing, never for showing.
 */
export function canonical(syllable: string): string {
  const { base, tones } = canonicalTone(syllable);
  return base.replace(Y_AS_I, '$1i') + tones;
}

/** A syllable in lower case without its tone, in NFC, and its tone marks as combining characters. */
function canonicalTone(syllable: string): { readonly base: string; readonly tones: string } {
  const decomposed = syllable.toLowerCase().normalize('NFD');
  const tones = decomposed.match(TONES) ?? [];
  return { base: decomposed.replace(TONES, '').normalize('NFC'), tones: tones.sort().join('') };
}

/** A syllable without its diacritics, spelled as {@link canonical} spells it. */
function foldSyllable(syllable: string): string {
  return foldDiacritics(syllable).replace(Y_AS_I, '$1i');
}

/**
 * `text` without diacritics, in the case that it has.
 *
 * `đ` is replaced by hand because Unicode does not decompose it; so is `ð` (eth), which some Vietnamese keyboards and
 * fonts write in its place.
 */
export function stripDiacritics(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đð]/g, 'd')
    .replace(/[ĐÐ]/g, 'D');
}

/** `text` in lower case without diacritics, for comparing words only: "Đường" and "duong" fold alike. */
export function foldDiacritics(text: string): string {
  return stripDiacritics(text.toLowerCase());
}

/** The words of `text`, folded, without digits and signs: "Bình luận (12)" and "Bình luận…" are the same. */
export function plainWords(text: string): string {
  return foldDiacritics(text)
    .replace(/[^a-z]+/g, ' ')
    .trim();
}

/** True when `text` has a letter that only a typist of Vietnamese diacritics makes. */
export function hasDiacritics(text: string): boolean {
  return VIETNAMESE_MARK.test(text.normalize('NFD'));
}

/** Letters that Vietnamese has and other languages of Europe hardly do. */
const VIETNAMESE_LETTER = /[ăđơưĂĐƠƯ\u1EA0-\u1EF9]/u;

/** True when `text` has a letter that tells Vietnamese from other languages. */
export function hasVietnameseLetter(text: string): boolean {
  return VIETNAMESE_LETTER.test(text);
}

/**
 * Splits a text into words: runs of letters and digits, which for Vietnamese are syllables. Numbers lose their leading
 * zeros, so that `07` is `7`.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  eachWord(text, (start, end, afterBreak) => {
    const { accented, folded } = spellingsOf(text.slice(start, end));
    tokens.push({ accented, folded, start, end, afterBreak });
  });
  return tokens;
}

/** Calls `visit` with the place of each word of a text, as a {@link Token} has it. */
export function eachWord(
  text: string,
  visit: (start: number, end: number, afterBreak: boolean) => void,
): void {
  let afterBreak = false;
  for (let at = 0; at < text.length;) {
    const kind = kindAt(text, at);
    // A mark begins no word: the variation selector after an emoji is one.
    if (kind < CharacterKind.letter) {
      afterBreak ||= kind !== CharacterKind.blank;
      at += widthAt(text, at);
      continue;
    }
    const start = at;
    do at += widthAt(text, at);
    while (at < text.length && kindAt(text, at) >= CharacterKind.mark);
    visit(start, at, afterBreak);
    afterBreak = false;
  }
}

/** A word as {@link Token} has it. */
export type Spellings = Pick<Token, 'accented' | 'folded'>;

/** Texts use the same few thousand syllables over and over, and normalising Unicode is what tokenizing costs. */
const REMEMBERED_WORDS = 50_000;
const remembered = new Map<string, Spellings>();

/** The spellings by which a word of a text is compared. */
export function spellingsOf(written: string): Spellings {
  let spellings = remembered.get(written);
  if (spellings === undefined) {
    const word = written.replace(LEADING_ZEROS, '').replace(ORDINAL_ENDING, '$1');
    spellings = { accented: canonical(word), folded: foldSyllable(word) };
    if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
    remembered.set(written, spellings);
  }
  return spellings;
}

/** Two words as the lexicon has pairs of them: with diacritics or without. */
export function pairOf(left: Token, right: Token, accented: boolean): string {
  return accented ? `${left.accented} ${right.accented}` : `${left.folded} ${right.folded}`;
}

/** A text in the one form by which two spellings of the same words compare equal (accents still tell). */
export function comparable(text: string): string {
  return tokenize(text)
    .map((token) => token.accented)
    .join(' ');
}

/** Punctuation that says nothing by itself: what ends statements and clauses, quotes and brackets, where no figure goes on behind it. */
const UNTELLING = /[.,;:!…"'“”‘’„«»()[\]{}]+(?!\p{N})|(?<!\p{N})[.,;:!…"'“”‘’„«»()[\]{}]+/gu;
/**
 * What a text says word for word, whatever its case, sentence marks and placement of tones. All else tells: "-3,5 %" is neither
 * "+3,5 %" nor "35 %", and "C++" is not "C". By this alone it may be decided that two texts say the same; by what is folded, never.
 */
export function wordingOf(text: string): string {
  const telling = text.replace(/[\p{Pd}−]/gu, '-').replace(UNTELLING, ' ');
  return telling.trim().split(/\s+/u).map(canonical).join(' ');
}

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
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function kindOf(character: string): number {
  if (CAPITAL.test(character)) return CharacterKind.capital;
  if (LETTER.test(character)) return CharacterKind.letter;
  if (MARK.test(character)) return CharacterKind.mark;
  return BLANK.test(character) ? CharacterKind.blank : CharacterKind.other;
}

/** Consonants that may open a syllable. `gi` and `qu` are tried as an onset and as the letters that they are. */
const ONSETS = 'ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x';

/** What may follow, without the tone. */
const OPEN_RHYMES = `a ai ao au ay âu ây am an ang anh ăm ăn ăng âm ân âng e eo em en eng ê êu êm ên ênh i ia iu im in inh
  iêm iên iêng iêu o oa oai oam oan oang oanh oao oay oăm oăn oăng oe oen oeo oi om on ong oong ô ôi ôm ôn ông ơ ơi ơm ơn u
  ua ui um un ung uân uâng uây uê uên uênh uy uya uyên uyn uynh uyu uôi uôm uôn uông uơ ư ưa ưi ưm ưn ưng ưu ươi ươm ươn ương
  ươu y ynh yêm yên yêng yêu`;
/** A rhyme that a stop ends has the tone sắc or nặng. */
const STOPPED_RHYMES = `ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ic ich ip it iêc iêp iêt oac oach oap oat oăc oăt oc
  ooc op ot oet ôc ôp ôt ơp ơt uc up ut uât uêch uôc uôt uych uyp uyt uyêt ưc ưt ươc ươp ươt yt yêt`;

const words = (list: string) => list.split(/\s+/u).join('|');
const OPEN = new RegExp(`^(?:${words(ONSETS)})?(?:${words(OPEN_RHYMES)})$`, 'u');
const STOPPED = new RegExp(`^(?:${words(ONSETS)})?(?:${words(STOPPED_RHYMES)})$`, 'u');
/** "gì", "gìn", "giếng": the onset `gi` before `i` or `ê` leaves out one of two i's. */
const SHORT_GI = /^gi(?:|n|ng|m|êng|êc|êm|êt)$/u;
/** `c`, `g` and `ng` are written `k`, `gh` and `ngh` before e, ê, i and y; the latter two nowhere else. */
const MISSPELLED = /^(?:(?:ng|c)[eêiy]|g[eêy]|(?:ngh|gh)(?![eêiy]))/u;

const TONE_ON_CONSONANT = /[b-df-hj-np-tv-xzđ][\u0300\u0301\u0303\u0309\u0323]/iu;

/**
 * Whether a word may be a Vietnamese syllable by the rules of Vietnamese spelling: known onset and rhyme, at most one tone, on a vowel,
 * and a tone that goes with the rhyme. Foreign words may be one by chance ("an", "on"); most with diacritics are not.
 */
export function isVietnameseSyllable(word: string): boolean {
  const { base, tones } = canonicalTone(word);
  if (tones.length > 1 || MISSPELLED.test(base) || TONE_ON_CONSONANT.test(word.normalize('NFD')))
    return false;
  if (OPEN.test(base) || SHORT_GI.test(base)) return true;
  return STOPPED.test(base) && /[\u0301\u0323]/u.test(tones);
}
