import type { Lexicon } from './lexicon.js';
import { shortUnitAt } from './units.js';
import { canonical, foldDiacritics, hasDiacritics, pairOf, type Token } from './vietnamese.js';

/**
 * What questions and articles shorten alike: `in full: short forms`. Signs within a form are left out ("GD&ĐT", "Đ/c").
 */
export const ABBREVIATIONS = readList(`
  thành phố: tp
  hồ chí minh: hcm
  thành phố hồ chí minh: tphcm, tp hcm
  đồng chí: đ c
  trung ương: tw, t ư
  nghị quyết: nq
  quyết định: qđ
  quốc hội: qh
  đại biểu quốc hội: đbqh
  hội đồng nhân dân: hđnd
  ủy ban nhân dân: ubnd
  đảng cộng sản việt nam: đcsvn
  mặt trận tổ quốc: mttq
  ban chấp hành: bch
  ban thường vụ: btv
  ban bí thư: bbt
  phó bí thư: pbt
  chánh văn phòng: cvp
  kỷ niệm chương: knc
  cựu chiến binh: ccb
  liên đoàn lao động: lđlđ
  liên hiệp phụ nữ: lhpn
  thanh niên cộng sản: tncs
  xã hội chủ nghĩa: xhcn
  chủ nghĩa xã hội: cnxh
  công an nhân dân: cand
  quân đội nhân dân: qđnd
  cảnh sát giao thông: csgt
  phòng cháy chữa cháy: pccc
  trung học phổ thông: thpt
  trung học cơ sở: thcs
  giáo dục và đào tạo: gdđt, gd đt
  lao động thương binh và xã hội: lđtbxh, lđ tb xh, lđtb xh
  văn hóa thể thao và du lịch: vhttdl, vh tt dl, vhtt dl
  tài nguyên và môi trường: tnmt, tn mt
  nông nghiệp và phát triển nông thôn: nn ptnt
  khoa học và công nghệ: khcn, kh cn
  kế hoạch và đầu tư: khđt, kh đt
  thông tin và truyền thông: tttt, tt tt
  công nghệ thông tin: cntt
  kinh tế xã hội: ktxh, kt xh
  an toàn thực phẩm: attp
  bảo hiểm y tế: bhyt
  bảo hiểm xã hội: bhxh
  hợp tác xã: htx
  cán bộ công chức viên chức: cbccvc
  quốc lộ: ql
  thị xã: tx
  bệnh viện: bv
  học sinh: hs
  sinh viên: sv
  giáo viên: gv
  sách giáo khoa: sgk
  câu lạc bộ: clb
  huấn luyện viên: hlv
  vận động viên: vđv
  khu công nghiệp: kcn
  khu đô thị: kđt
  bất động sản: bđs
  nông thôn mới: ntm
  nghị định: nđ
  tòa án nhân dân: tand
  viện kiểm sát nhân dân: vksnd
  cơ quan điều tra: cqđt
  cảnh sát điều tra: csđt
  bộ đội biên phòng: bđbp
  giao thông vận tải: gtvt
  an toàn giao thông: atgt
  tai nạn giao thông: tngt
  giấy phép lái xe: gplx
  căn cước công dân: cccd
  người lao động: nlđ
  hội đồng quản trị: hđqt
  ban quản lý: bql
  ban chỉ đạo: bcđ
  ngân hàng nhà nước: nhnn
  giá trị gia tăng: gtgt
  thu nhập cá nhân: tncn
  liên hợp quốc: lhq
  đồng bằng sông cửu long: đbscl
  giám đốc: gđ
  phó giám đốc: pgđ
  phó chủ tịch: pct
  tổng bí thư: tbt
  chủ tịch nước: ctn
  bộ chính trị: bct
  ban tổ chức: btc
  ban giám hiệu: bgh
  bộ tư lệnh: btl
  bộ chỉ huy quân sự: bchqs
  lực lượng vũ trang: llvt
  ủy ban thường vụ quốc hội: ubtvqh
  viện kiểm sát: vks
  tòa án nhân dân tối cao: tandtc
  viện kiểm sát nhân dân tối cao: vksndtc
  trung tâm y tế: ttyt
  công ty: cty
  trách nhiệm hữu hạn: tnhh
  ngân sách nhà nước: nsnn
  sản xuất kinh doanh: sxkd
  xuất nhập khẩu: xnk
  giải phóng mặt bằng: gpmb
  khu dân cư: kdc
  khu chế xuất: kcx
  phòng chống thiên tai: pctt
  cứu nạn cứu hộ: cnch
  tìm kiếm cứu nạn: tkcn
  an ninh trật tự: antt
  bảo vệ môi trường: bvmt
  nông nghiệp và môi trường: nnmt, nn mt
  giáo sư: gs
  phó giáo sư: pgs
  tiến sĩ: ts
  thạc sĩ: ths
  bác sĩ: bs
  nghệ sĩ nhân dân: nsnd
  nghệ sĩ ưu tú: nsưt
  nhà xuất bản: nxb
`);

/** What is in full in each line, and its short forms. */
function readList(list: string): readonly (readonly string[])[] {
  return list
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/: |, /u));
}

/**
 * What chat spellings, and abbreviations that may stand for several things, are short for: `standard form: spellings`. One in lower case is meant in any
 * case, one in capitals only so. None is a common Vietnamese syllable, with or without its diacritics ("hong" may be
 * "hồng", and "tu" is "từ"), so properly typed and unaccented questions pass unchanged.
 * A spelling that stands for several things is listed under each; the first is the likeliest.
 */
const SPELLINGS = readList(`
  không: k, ko, kg, khg, kh, hok, hk
  gì: j, gj
  vậy: v, z, zay, zậy, dzậy, dzay
  được: dc, dk, đc, đk
  bao nhiêu: bn, bnh, bnhieu, bnhiu, nhiu
  người: ng
  người ta: ngta
  mọi người: mn, mng
  như thế nào: ntn
  làm: lm
  làm sao: lsao
  trước: trc, trk
  mới: ms
  với: vs
  quá: wa, qa
  rồi: r, ròi
  cũng: cx, cg, cug
  nhưng: nhg, nhug
  những: nhg, nhug, nhữg
  biết: bik, bít, bt
  bao giờ: baoh
  giờ: h
  bây giờ: bh, bjo
  đi: ik
  năm: nm
  thời gian: tg
  nói: ns
  em: e
  đúng: đúg, dug
  cán bộ: cb, cbo
  nhân viên: nvien, nv
  đồng chí: dchi, đchi
  kỷ niệm: kn
  lịch sử: ls, lsu
  truyền thống: tthong, truyenthong
  phát triển: ptrien
  đại hội: dh, đh
  thông tin: ttin
  văn phòng: vp, vphong
  thành ủy: TU
  tỉnh ủy: TU
  thị ủy: TU
  bí thư: bt, bthu
  chủ tịch: ct, ctich
  huân chương: hc, huanchuong
  bằng khen: bk
  đảng bộ: đb
  việt nam: vn
  hà nội: hn
  sài gòn: sg
  hải phòng: hp
  đà nẵng: dn, đn
  điện biên: đb
  điện biên phủ: dbp, đbp
  cần thơ: ct
  quảng ninh: qn
`);

const STANDARD_FORMS = new Map<string, string[]>();
for (const [inFull = '', ...short] of [...SPELLINGS, ...ABBREVIATIONS]) {
  for (const form of short) STANDARD_FORMS.set(form, [...(STANDARD_FORMS.get(form) ?? []), inFull]);
}
/** Whether a word in capitals is listed as they are: "TU", which is "tu" in none of its meanings. */
export function isListedInCapitals(word: string): boolean {
  return word !== word.toLowerCase() && STANDARD_FORMS.has(word);
}

/** Initials as they are typed without diacritics: "hdnd". */
const UNACCENTED = new Map(
  ABBREVIATIONS.flatMap(([inFull = '', ...short]) => short.map((form) => [foldDiacritics(form), [inFull]])),
);
/** Words of the longest short form. */
const LONGEST_SHORT_FORM = 3;
const JOINING_SIGN = /^[/.&-]$/u;
/** Words with signs and no blank between them, one of which has a digit: "12-KH/TU", "6h-7h". */
const CODE = /[\p{L}\p{M}\p{N}]+(?:[/.&-][\p{L}\p{M}\p{N}]+)+/gu;

/** Words of a question that may be short for others. */
export interface ShortForm {
  /** UTF-16 offsets into the question, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** What they may stand for, likeliest first. */
  readonly forms: readonly string[];
}

/**
 * The words of a question that may be short for others, in order: see {@link standardForms}. The number of a document is none, nor is a
 * single capital after other words: "Bệnh viện K", "Vitamin E".
 *
 * @param tokens - of `text`
 */
export function shortFormsIn(text: string, tokens: readonly Token[], lexicon: Lexicon): ShortForm[] {
  const codes = [...text.matchAll(CODE)].filter(([code]) => /\p{N}/u.test(code));
  const isInCode = ({ start }: Token) =>
    codes.some(({ 0: code, index }) => index <= start && start < index + code.length);
  const accented = hasDiacritics(text);
  const found: ShortForm[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [token, before] = [tokens[at], tokens[at - 1]];
    if (token === undefined) continue;
    const length = joinedFrom(text, tokens, at);
    const unit = length > 1 ? null : shortUnitAt(text, tokens, at, lexicon);
    if (unit !== null) found.push(unit);
    if (unit !== null || isInCode(token)) continue;
    const { end } = tokens[at + length - 1] ?? token;
    const written = text.slice(token.start, end);
    const isLetter = token.end - token.start === 1;
    // "viện k" is a word of its own, too.
    const isWord = isLetter && before && lexicon.pair(pairOf(before, token, accented), !accented);
    const isName = isLetter && at > 0 && written !== written.toLowerCase();
    const forms =
      length > 1
        ? listedForms(formOf(tokens.slice(at, at + length), text))
        : isWord || isName
          ? []
          : standardForms(written, lexicon);
    if (forms.length > 0) found.push({ start: token.start, end, forms });
    at += length - 1;
  }
  return found;
}

/** How many tokens from one on are a listed form with signs in it: "Đ/c", "GD&ĐT"; 1 where none are. */
function joinedFrom(text: string, tokens: readonly Token[], at: number): number {
  for (let length = LONGEST_SHORT_FORM; length > 1; length--) {
    const words = tokens.slice(at, at + length);
    const isJoined = words.every(
      ({ start }, place) => place === 0 || JOINING_SIGN.test(text.slice(words[place - 1]?.end, start)),
    );
    if (words.length === length && isJoined && listedForms(formOf(words, text)).length > 0) return length;
  }
  return 1;
}

function listedForms(form: string): readonly string[] {
  return STANDARD_FORMS.get(form) ?? UNACCENTED.get(form) ?? [];
}

function formOf(words: readonly Token[], text: string): string {
  return words.map(({ start, end }) => text.slice(start, end).toLowerCase().normalize('NFC')).join(' ');
}
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
  const listedFolded = STANDARD_FORMS.get(foldDiacritics(lower)) ?? UNACCENTED.get(lower);
  if (listedFolded !== undefined) return listedFolded;
  const short = lower.replace(REPEATED, '$1$2');
  if (short !== lower && lexicon.knows(canonical(short))) return [short];
  const decoded = decodeTelex(lower);
  return decoded !== null && lexicon.knows(canonical(decoded)) ? [decoded] : [];
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
