/** Telex keystrokes: doubled vowels and `w` make another vowel, a letter at the end of the syllable sets the tone. */
const TONE_KEYS: Readonly<Record<string, string>> = {
  s: '\u0301',
  f: '\u0300',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
};
const VOWEL_KEYS: readonly (readonly [RegExp, string])[] = [
  [/aa/u, 'â'],
  [/ee/u, 'ê'],
  [/oo/u, 'ô'],
  [/dd/u, 'đ'],
  [/uow/u, 'ươ'],
  [/aw/u, 'ă'],
  [/ow/u, 'ơ'],
  [/uw/u, 'ư'],
];
const LAST_MARKED_VOWEL = /[âêôăơư](?!.*[âêôăơư])/u;
const VOWELS = /[aeiouyâêôăơư]+/u;

/**
 * The syllable that Telex keystrokes such as `thafnh` or `dduwowcj` were meant to be, in NFC, or null where they can't be
 * Telex. The tone may be typed anywhere after the first vowel, as typists do. The caller checks that it is a word.
 */
export function decodeTelex(keys: string): string | null {
  if (!/^[a-z]{2,12}$/u.test(keys)) return null;
  const firstVowel = keys.search(/[aeiouy]/u);
  if (firstVowel < 0) return null;
  let tone = '';
  let letters = keys.slice(0, firstVowel + 1);
  for (const key of keys.slice(firstVowel + 1)) {
    const mark = TONE_KEYS[key];
    if (mark === undefined) letters += key;
    else tone = mark;
  }
  // "duwowcj" is typed u-w-o-w; the pair is one vowel sign.
  letters = letters.replace('uwow', 'uow');
  for (const [typed, vowel] of VOWEL_KEYS) letters = letters.replace(typed, vowel);
  if (letters === keys) return null;
  return tone === '' ? letters : withTone(letters, tone);
}

/** Puts a tone on the vowel that carries it: a marked vowel, else the one before a final consonant or a glide. */
function withTone(letters: string, tone: string): string | null {
  const vowels = VOWELS.exec(
    letters.replace(/^(?:qu|gi(?=[aeiouyâêôăơư]))/u, (onset) => '_'.repeat(onset.length)),
  );
  if (vowels === null) return null;
  const nucleus = vowels[0];
  const end = vowels.index + nucleus.length;
  const closed = end < letters.length;
  let at = vowels.index;
  const marked = nucleus.search(LAST_MARKED_VOWEL);
  if (marked >= 0) at += marked;
  else if (nucleus.length >= 3 || (nucleus.length === 2 && closed)) at += 1;
  return `${letters.slice(0, at + 1)}${tone}${letters.slice(at + 1)}`.normalize('NFC');
}
