import { decodeHTML } from 'entities';
import { isVietnameseSyllable } from '../../language/vietnamese.js';

/**
 * The encodings that Vietnamese was written in before Unicode, and UTF-8 itself where it was taken for windows-1252 ("Viá»‡t"); each has
 * ASCII for its lower half.
 */
export type LegacyEncoding = 'TCVN3' | 'VNI' | 'VISCII' | 'windows-1258' | 'UTF-8';

/** Letters from a code on, one each; a full stop where the code has none. */
const codes = (...runs: readonly (readonly [from: number, letters: string])[]): ReadonlyMap<string, string> =>
  new Map(
    runs.flatMap(([from, letters]) =>
      Array.from(letters).flatMap((letter, at) =>
        letter === '.' ? [] : [[String.fromCharCode(from + at), letter] as const],
      ),
    ),
  );

/**
 * TCVN 5712:1993, VN3, as the fonts named .Vn… have it. Capitals with a tone have no codes: in the fonts named .Vn…H the small
 * letters' codes show them.
 */
const TCVN3 = codes(
  [0xa1, 'ĂÂÊÔƠƯĐăâêôơưđ'],
  [0xb5, 'àảãáạ.ằẳẵắ'],
  [0xc6, 'ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò'],
  [0xe1, 'ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ'],
);

/** RFC 1456. */
const VISCII = codes(
  [0x02, 'Ẳ..ẴẪ'],
  [0x14, 'Ỷ....Ỹ....Ỵ'],
  [0x80, 'ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ'],
  [0xc0, 'ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ'],
);

/** VNI for Windows: a letter, and the mark that follows it. Some letters with a mark are codes of their own. */
const VNI_LETTERS: Readonly<Record<string, string>> = {
  ñ: 'đ',
  ô: 'ơ',
  ö: 'ư',
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  î: 'ỵ',
};
const VNI_MARKS: Readonly<Record<string, string>> = {
  ø: '\u0300',
  ù: '\u0301',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  à: '\u0302\u0300',
  á: '\u0302\u0301',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
  ê: '\u0306',
  è: '\u0306\u0300',
  é: '\u0306\u0301',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
};
const VNI_LETTER = /([aeouyôö])([øùûõïâàáåãäêèéúüë])|[ñôöíìæóòî]/giu;

/** What windows-1252 shows for 0x80 to 0x9F, where it shows anything. */
const SHOWN_1252 = codes([0x80, '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ']);
const CODE_OF_SHOWN = new Map([...SHOWN_1252].map(([code, shown]) => [shown, code]));
/** Among them quotation marks, dashes and dots, which stand for a letter within a word only. */
const SHOWN_OTHERWISE = /(?<=\p{L})[\u2013-\u203A](?=\p{L})|(?![\u2013-\u203A])[^\0-\u00FF]/gu;

/**
 * The text that bytes of an encoding stand for, in NFC.
 *
 * @param bytes - one character each (U+0000 to U+00FF), as a program shows them that takes them for Latin-1. Other characters are left alone.
 */
export function decodeLegacy(bytes: string, encoding: LegacyEncoding): string {
  const text = DECODERS[encoding](bytes);
  // Quotation marks and dashes are those of Windows in whatever encoding has no letter in their place.
  return text.replace(/[\u0080-\u009F]/gu, (code) => SHOWN_1252.get(code) ?? code).normalize('NFC');
}

const DECODERS: Readonly<Record<LegacyEncoding, (bytes: string) => string>> = {
  TCVN3: (bytes) =>
    bytes
      .split('\n')
      .map((line) => withCapitals(lettersOf(line, TCVN3), line))
      .join('\n'),
  VNI: (bytes) =>
    bytes.replace(VNI_LETTER, (shown: string, base?: string, mark?: string) =>
      base === undefined || mark === undefined
        ? inCaseOf(shown, VNI_LETTERS)
        : `${inCaseOf(base, VNI_LETTERS)}${VNI_MARKS[mark.toLowerCase()] ?? mark}`,
    ),
  VISCII: (bytes) => lettersOf(bytes, VISCII),
  'windows-1258': (bytes) =>
    bytes.replace(/[\u0080-\u00FF]+/gu, (run) => WINDOWS_1258.decode(Buffer.from(run, 'latin1'))),
  'UTF-8': (bytes) =>
    bytes
      .replace(/[\u2013-\u203A]/gu, (shown) => CODE_OF_SHOWN.get(shown) ?? shown)
      .replace(UTF_8, (run) => Buffer.from(run, 'latin1').toString('utf8')),
};
const WINDOWS_1258 = new TextDecoder('windows-1258');
const UTF_8 = /[\u00C3-\u00F4][\u0080-\u00BF]+/gu;

function lettersOf(bytes: string, table: ReadonlyMap<string, string>): string {
  return bytes.replace(/[^\t\n\r -~]/gu, (code) => table.get(code) ?? code);
}

function inCaseOf(shown: string, letters: Readonly<Record<string, string>>): string {
  const small = shown.toLowerCase();
  const letter = letters[small] ?? small;
  return shown === small ? letter : letter.toUpperCase();
}

/** TCVN3 has small letters only with a tone: a word or line whose plain letters are capitals is one in capitals. */
function withCapitals(line: string, bytes: string): string {
  if (isInCapitals(bytes, 4)) return line.toUpperCase();
  return line.replace(/[\p{L}\p{M}]+/gu, (word) => (isInCapitals(word, 2) ? word.toUpperCase() : word));
}

function isInCapitals(text: string, least: number): boolean {
  return !/[a-z]/u.test(text) && text.replace(/[^A-Z]/gu, '').length >= least;
}

/** Letters that Vietnamese alone has, of Unicode's own: a line with one of them is in no old encoding. */
const VIETNAMESE = /[\u0300-\u0323\u1EA0-\u1EF9ĂăĐđĨĩŨũƠơƯư]/u;
/** What the bytes of a file may be in. That UTF-8 is taken for something else happens on the way to it only. */
const OF_FILES = ['TCVN3', 'VNI', 'VISCII', 'windows-1258'] as const satisfies readonly LegacyEncoding[];
/** Characters of the text that an encoding is recognised by. */
const SAMPLE_LENGTH = 20_000;
/** Different words with diacritics that must be Vietnamese syllables, and their share of all. */
const MIN_WORDS = 4;
const MIN_SHARE = 0.85;

/**
 * The old encoding that a text is in: the one in which nearly all its words with diacritics are Vietnamese syllables, and more than are as
 * they stand. Null where there is none: the text is in another language, or too short to tell.
 *
 * @param bytes - see {@link decodeLegacy}
 */
export function recogniseLegacy(
  bytes: string,
  encodings: readonly LegacyEncoding[] = OF_FILES,
): LegacyEncoding | null {
  const sample = bytes.slice(0, SAMPLE_LENGTH);
  const asItStands = syllableShare(sample).share;
  const judged = encodings.map((encoding) => ({
    encoding,
    ...syllableShare(decodeLegacy(sample, encoding)),
  }));
  const fitting = judged.filter(
    ({ syllables, share }) => syllables >= MIN_WORDS && share >= MIN_SHARE && share > asItStands,
  );
  return fitting.sort((a, b) => b.share - a.share || b.syllables - a.syllables)[0]?.encoding ?? null;
}

/** Words that say nothing: without diacritics, or of consonants alone, as abbreviations are ("QĐ"). */
const NO_SYLLABLE = /^(?:[\0-\u007F]+|[b-df-hj-np-tv-xzđ]+)$/iu;

function syllableShare(text: string): { readonly syllables: number; readonly share: number } {
  const found = text.normalize('NFC').match(/[\p{L}\p{M}\u0080-\u009F\u00AD]+/gu) ?? [];
  const words = [...new Set(found)].filter((word) => !NO_SYLLABLE.test(word));
  const syllables = words.filter(isVietnameseSyllable).length;
  return { syllables, share: words.length === 0 ? 0 : syllables / words.length };
}

/** Where the encoding of a text may change: at line breaks and tags. */
const BOUNDARY = /(?<=[\n>])|(?=<)/u;
const ENTITY = /&(?:#x?[\da-f]+|[a-z]+);/giu;

/**
 * A text with what is Vietnamese of an old encoding, taken for Latin-1 on its way here ("Kh¸nh thµnh"), written as it was
 * meant. Pieces with Vietnamese letters of Unicode's own are left alone, and so is every text in another language. A piece that may be both
 * ("tê") is what those around it are.
 */
export function repairVietnamese(text: string): string {
  const pieces = text.split(BOUNDARY).map((piece) => ({ piece, bytes: bytesOf(piece) }));
  const suspects = pieces.filter(({ bytes }) => bytes !== null && syllableShare(bytes).share < 1);
  if (suspects.length === 0) return text;
  const encoding = recogniseLegacy(suspects.map(({ bytes }) => bytes ?? '').join('\n'), [
    ...OF_FILES,
    'UTF-8',
  ]);
  if (encoding === null) return text;
  const judged = pieces.map(({ piece, bytes }) => judge(piece, bytes, encoding));
  // Of each place, whether the first piece from there on that is surely one or the other is legacy; at the ends none says otherwise.
  const following = judged.map(() => true);
  for (let at = judged.length - 2; at >= 0; at--)
    following[at] = judged[at + 1]?.isLegacy ?? following[at + 1] ?? true;
  let before = true;
  return judged
    .map(({ piece, decoded, isLegacy }, at) => {
      before = isLegacy ?? before;
      return (isLegacy ?? (before && following[at] === true)) ? decoded : piece;
    })
    .join('');
}

/** A piece as it stands and as it would be meant, and whether it is of the encoding; null where it may be both. */
function judge(piece: string, bytes: string | null, encoding: LegacyEncoding) {
  if (bytes === null) return { piece, decoded: piece, isLegacy: VIETNAMESE.test(piece) ? false : null };
  const decoded = decodeLegacy(bytes, encoding);
  const [asItStands, asMeant] = [syllableShare(bytes).share, syllableShare(decoded).share];
  return { piece, decoded, isLegacy: asMeant === asItStands ? null : asMeant > asItStands };
}

/** A piece of text as {@link decodeLegacy} takes it; null for one without letters of an old encoding. */
function bytesOf(piece: string): string | null {
  const written = piece.replace(ENTITY, (entity) => {
    const letter = decodeHTML(entity);
    return /^[^\0-\u007F]$/u.test(letter) ? letter : entity;
  });
  if (!/[\u0080-\u00FF]/u.test(written) || VIETNAMESE.test(written)) return null;
  return written.replace(SHOWN_OTHERWISE, (shown) => CODE_OF_SHOWN.get(shown) ?? shown);
}
