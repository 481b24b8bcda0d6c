import type { Lexicon } from './lexicon.js';
import { canonical, foldDiacritics } from './vietnamese.js';

/**
 * What chat spellings and office abbreviations stand for: `standard form: spellings`. One in lower case is meant in any
 * case, one in capitals only so. None is a common Vietnamese syllable, with or without its diacritics ("hong" may be
 * "hồng", and "tu" is "từ"), so properly typed and unaccented questions pass unchanged.
 * A spelling that stands for several things is listed under each; the first is the likeliest.
 */
const SPELLINGS = `
  không: k ko kg khg kh hok hk
  gì: j gj
  vậy: v z zay zậy dzậy dzay
  được: dc dk đc đk
  bao nhiêu: bn bnh bnhieu bnhiu nhiu
  người: ng
  người ta: ngta
  mọi người: mn mng
  như thế nào: ntn
  làm: lm
  làm sao: lsao
  trước: trc trk
  mới: ms
  với: vs
  quá: wa qa
  rồi: r ròi
  cũng: cx cg cug
  nhưng: nhg nhug
  những: nhg nhug nhữg
  biết: bik bít bt
  bao giờ: baoh
  giờ: h
  bây giờ: bh bjo
  đi: ik
  năm: nm
  thời gian: tg
  nói: ns
  em: e
  đúng: đúg dug
  cán bộ: cb cbo
  nhân viên: nvien nv
  đồng chí: dchi đchi
  kỷ niệm: kn
  kỷ niệm chương: knc
  lịch sử: ls lsu
  truyền thống: tthong truyenthong
  phát triển: ptrien
  đại hội: dh đh
  thông tin: ttin
  văn phòng: vp vphong
  thành phố: tp
  thành ủy: TU
  tỉnh ủy: TU
  thị ủy: TU
  bí thư: bt bthu
  phó bí thư: pbt
  chủ tịch: ct ctich
  chánh văn phòng: cvp
  huân chương: hc huanchuong
  bằng khen: bk
  nghị quyết: nq
  quốc hội: qh
  ban chấp hành: bch
  ban thường vụ: btv
  ban bí thư: bbt
  đảng bộ: đb
  hội đồng nhân dân: hdnd
  ủy ban nhân dân: ubnd
  đảng cộng sản việt nam: dcsvn
  mặt trận tổ quốc: mttq
  trung ương: tw
  công nghệ thông tin: cntt
  kinh tế xã hội: ktxh
  việt nam: vn
  hà nội: hn
  hồ chí minh: hcm
  sài gòn: sg
  hải phòng: hp
  đà nẵng: dn đn
  điện biên: đb
  điện biên phủ: dbp đbp
  cần thơ: ct
  quảng ninh: qn
`;

const STANDARD_FORMS = readSpellings(SPELLINGS);
const REPEATED = /(\p{L})\1{2,}|(\p{L})\2+$/gu;

/**
 * The standard forms that a word of a question may stand for, likeliest first: a chat spelling or abbreviation (`vp`, `ko`,
 * `bn`), drawn-out letters (`nhiềuuu`) or Telex keystrokes that were not turned into letters (`thafnh`). Empty for an
 * ordinary word.
 */
export function standardForms(word: string, lexicon: Lexicon): readonly string[] {
  const lower = word.toLowerCase().normalize('NFC');
  const listed = STANDARD_FORMS.get(word) ?? STANDARD_FORMS.get(lower);
  if (listed !== undefined) return listed;
  // Only then by its bare letters ("nviên"): "biệt" is a word of its own, no "biet".
  if (lexicon.knows(canonical(lower))) return [];
  const listedFolded = STANDARD_FORMS.get(foldDiacritics(lower));
  if (listedFolded !== undefined) return listedFolded;
  const short = lower.replace(REPEATED, '$1$2');
  if (short !== lower && lexicon.knows(canonical(short))) return [short];
  const decoded = decodeTelex(lower);
  return decoded !== null && lexicon.knows(canonical(decoded)) ? [decoded] : [];
}

function readSpellings(list: string): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (const line of list.trim().split('\n')) {
    const [standard = '', spellings = ''] = line.trim().split(': ');
    for (const spelling of spellings.split(' ')) {
      forms.set(spelling, [...(forms.get(spelling) ?? []), standard]);
    }
  }
  return forms;
}

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
