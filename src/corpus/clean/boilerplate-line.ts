import { foldDiacritics, plainWords } from '../../language/vietnamese.js';

/**
 * What a line of boilerplate is:
 * - `ending`: heads what follows an article (comments, tags, other news);
 * - `widget`: a button, counter or call to the reader, boilerplate wherever it stands;
 * - `edge`: a menu label or pager, boilerplate only before an article's first or after its last sentence;
 * - `contact`: an address or telephone line, boilerplate only once the article has ended;
 * - `count`: a number that may as well be the article's ("Tổng cộng: 830,5"): boilerplate once the article has ended, or
 *   beside a visit counter.
 */
export type BoilerplateKind = 'ending' | 'widget' | 'edge' | 'contact' | 'count';

/** Longest line that can be boilerplate: newspapers' calls to the reader reach 400 characters. */
const MAX_BOILERPLATE_LENGTH = 600;
/** Longest label before a colon. */
const MAX_LABEL_LENGTH = 40;
/** Words that a sentence behind a label has at least. */
const MIN_STATEMENT_WORDS = 4;
/** Longest "Xem thêm: …" with the headline it names. */
const MAX_LABELLED_LENGTH = 250;

/** What kind of boilerplate `line` (cleaned, on its own) is, or null where it may be the article's. */
export function boilerplateKind(line: string): BoilerplateKind | null {
  if (line.length > MAX_BOILERPLATE_LENGTH) return null;
  const folded = foldDiacritics(line);
  const words = plainWords(line);
  if (hasFigure(line)) return labelledKind(line, folded) ?? countKind(folded);
  if (ENDINGS.has(words)) return 'ending';
  if (WIDGETS.has(words)) return 'widget';
  if (NAVIGATION.has(words) || isPager(line) || isBreadcrumb(folded)) return 'edge';
  if (words === '' && !/\p{L}/u.test(line)) return 'count';
  return labelledKind(line, folded) ?? (addressesReader(words) ? 'edge' : null);
}

/** Whether `line` is a label with a figure behind it ("Y tế: 80,3"), which the label alone does not show to be the page's. */
export function hasFigure(line: string): boolean {
  return /^[^:]*\p{L}[^:]*:(?!\d\d)[^:]*\d/u.test(line) && line.indexOf(':') <= MAX_LABEL_LENGTH;
}

/** What a label with a figure is by its words: one that counts what is on the page, or a menu's, which an article uses as well. */
function countKind(folded: string): BoilerplateKind | null {
  const [label = '', value = ''] = folded.split(':');
  const words = plainWords(label);
  if (!COUNT.test(value.trim())) return null;
  if (ENDINGS.has(words)) return 'ending';
  if (WIDGETS.has(words)) return 'widget';
  return NAVIGATION.has(words) ? 'count' : null;
}

/** Headings of comments or tags that may as well head a part of an article. */
const AMBIGUOUS_HEADINGS = /^(?:binh luan|y kien|the|related|topics)[^\p{L}\p{N}]*$/u;

/** Whether `line`, a heading of what follows articles, may as well head a part of one. */
export function mayHeadPart(line: string): boolean {
  return AMBIGUOUS_HEADINGS.test(foldDiacritics(line));
}

/** The numbers of pages, one after the other ("1 2 3 4 5"), or marks alone ("* * *"). */
function isPager(line: string): boolean {
  if (/[\p{L}.,]/u.test(line.replace(/\.{2,}/gu, ''))) return false;
  const numbers = (line.match(/\p{N}+/gu) ?? []).map(Number);
  const follow = numbers.slice(1).every((number, at) => number > (numbers[at] ?? 0));
  return numbers.length === 0 || (numbers.length > 2 && numbers[0] === 1 && follow && !/[|+-]/u.test(line));
}

/** "Trang chủ » Thời sự » Chính trị": a path whose first step is a menu label. */
function isBreadcrumb(folded: string): boolean {
  const [first, ...rest] = folded.split(/[>»›|/]/);
  return first !== undefined && rest.length > 0 && rest.length < 8 && NAVIGATION.has(plainWords(first));
}

function labelledKind(line: string, folded: string): BoilerplateKind | null {
  const colon = folded.indexOf(':');
  if (colon < 1 || colon > MAX_LABEL_LENGTH || folded.length > MAX_LABELLED_LENGTH) return null;
  const label = plainWords(folded.slice(0, colon));
  const value = folded.slice(colon + 1).trim();
  if (CONTACT_LABELS.has(label)) return 'contact';
  if (isVisitCounter(line)) return 'edge';
  if (COUNT_LABELS.has(label) && COUNT.test(value)) return 'count';
  if (isStatement(value)) return null;
  if (LISTING_LABELS.has(label)) return 'ending';
  if (SEE_ALSO_LABELS.has(label)) return 'widget';
  if (isClause(line.slice(line.indexOf(':') + 1))) return null;
  if (ENDING_LABELS.has(label)) return 'ending';
  // What is a button by itself may tell of something else with an amount behind it: "Chia sẻ: 12,5 tỷ".
  const isAmount = /\d/u.test(value) && !COUNT.test(value) && WIDGETS.has(label);
  return WIDGET_LABELS.has(label) && !isAmount ? 'widget' : null;
}

const COUNT = /^[\d.,\s]*\d[\d.,\s]*$/u;

/** Whether a line counts the visits of a page or site and can count nothing else. */
export function isVisitCounter(line: string): boolean {
  const [label = '', value = ''] = foldDiacritics(line).split(':');
  return VISIT_LABELS.has(plainWords(label)) && COUNT.test(value.trim());
}

/** Whether what stands behind a label is a sentence or more: what somebody says, not what a page counts or links to. */
function isStatement(value: string): boolean {
  return /[.!?…]["”’)»]*$/u.test(value) && value.split(' ').length >= MIN_STATEMENT_WORDS;
}

/** Whether what stands behind a label has words enough in small letters to be said, rather than a number or a list of names. */
function isClause(value: string): boolean {
  return (value.match(/(?<![\p{L}\p{N}])\p{Ll}/gu)?.length ?? 0) >= MIN_STATEMENT_WORDS;
}

function addressesReader(words: string): boolean {
  return (
    ADDRESSES_READER.some((opening) => words.startsWith(opening)) &&
    READER_ADDRESS_CUES.some((cue) => words.includes(cue))
  );
}

/*
 * Words of boilerplate, Vietnamese and English, folded (`foldDiacritics`) and without digits or punctuation.
 * A line counts as boilerplate when it is one of these as a whole, so that a sentence that holds such words never is.
 */

/** A list of phrases with commas between them, whatever its line breaks. */
export function phrases(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map((phrase) => phrase.trim().replace(/\s+/g, ' ')));
}

/** Headings of what follows an article: comments, tags, ratings, lists of other news. */
const ENDINGS = phrases(`
  binh luan, binh luan cua ban, binh luan cua ban ve bai viet, binh luan bai viet, gui binh luan, viet binh luan,
  y kien, y kien ban doc, y kien doc gia, y kien phan hoi, phan hoi ban doc, thu ban doc, ban doc viet, y kien cua ban, gui y kien, gui y kien cua ban, ban doc binh luan, comment, comments,
  leave a comment, leave a reply, post a comment, tu khoa, tag, tags, the, chu de lien quan, keywords, topics,
  danh gia cua ban, danh gia bai viet, cam xuc cua ban, rate this article,
  tin khac, tin tuc khac, cac tin khac, tin bai khac, cac tin bai khac, bai khac, bai viet khac, cac bai viet khac,
  cac bai khac, tin moi hon, tin cu hon, cac tin moi hon, cac tin cu hon, cac tin da dang, cac tin da dua,
  tin da dua, tin da dang, tin cung chuyen muc, cung chuyen muc, bai cung chuyen muc, tin cung muc,
  tin lien quan, bai lien quan, bai viet lien quan, tin bai lien quan, cac tin lien quan, noi dung lien quan,
  co the ban quan tam, ban co the quan tam, ban co the thich, doc them, xem them, tin noi bat, tin doc nhieu,
  doc nhieu, doc nhieu nhat, xem nhieu, xem nhieu nhat, tin xem nhieu, tin moi, tin moi nhat, tin nong,
  danh cho ban, related articles, related stories, related news, related, more news, more stories,
  other news, you may also like, you might also like, most read, most popular, latest news, trending, read next,
  recommended for you, recommended
`);

/** Buttons, share bars and form fields: boilerplate wherever they stand. */
const WIDGETS = phrases(`
  captcha, ma xac nhan, nhap ma xac nhan, ma bao mat, gui, huy, gui bai, gui tin, gui email, gui cho ban be,
  email bai viet, in bai, in bai viet, in trang, ban in, in, print, share, tweet, copy link, sao chep lien ket,
  sao chep link, sao chep, chia se, chia se bai viet, chia se facebook, chia se len facebook, chia se qua email,
  facebook, twitter, zalo, messenger, linkedin, pinterest, whatsapp, telegram, youtube, tiktok, instagram,
  google news, facebook twitter, theo doi tren google news, theo doi chung toi tren google news, theo doi,
  luu bai viet, luu bai, luu, bo luu, nghe doc bai, nghe doc bao, nghe bai viet, nghe audio, doc bai, audio,
  co chu, tang co chu, giam co chu, thich, like, likes, dislike, tra loi, reply, bao vi pham,
  back to top, top, ve dau trang, len dau trang, dau trang, quay lai, tro ve, tro lai, back, next, previous,
  trang truoc, trang sau, bai truoc, bai sau, bai tiep theo, xem tiep, print this page, save, sign up, subscribe,
  dang nhap, dang ky, dang xuat, quen mat khau, ten dang nhap, mat khau, ghi nho, log in, login, sign in, register,
  ten cua ban, ho ten, ho va ten, email cua ban, dia chi email, noi dung binh luan, quang cao, advertisement,
  sponsored, luot xem, luot doc, views, ban con ky tu, ky tu, xep theo thoi gian, xep theo, sap xep theo,
  xep theo thoi gian so nguoi thich, thoi gian so nguoi thich, so nguoi thich, moi nhat cu nhat, quan tam nhat,
  xem tat ca, xem tat ca binh luan, xem them binh luan, skip to content, skip to main content
`);

/**
 * Labels of menus, sections and boxes. Some could be a heading inside an article too ("Kinh tế"), so they count as
 * boilerplate only before the article's first sentence or after its last.
 */
const NAVIGATION = phrases(`
  trang chu, gioi thieu, lien he, so do trang, so do site, site map, sitemap, rss, menu, home, homepage, about us,
  contact, contact us, news, tim kiem, search, tin tuc, tin tuc su kien, tin tuc va su kien, su kien, thoi su,
  chinh tri, chinh tri xa hoi, kinh te, kinh te xa hoi, xa hoi, van hoa, van hoa xa hoi, van hoa the thao, the thao,
  giao duc, y te, suc khoe, phap luat, an ninh trat tu, an ninh quoc phong, quoc phong an ninh, an toan giao thong,
  quoc te, the gioi, trong nuoc, trong tinh, doi song, giai tri, du lich, khoa hoc, cong nghe, khoa hoc cong nghe,
  moi truong, nong nghiep, bat dong san, xe, oto xe may, ban doc, dien dan,
  xay dung dang, xay dung dang chinh quyen, thong bao, thong tin tuyen truyen, van ban, van ban phap luat,
  van ban moi, van ban chi dao dieu hanh, cai cach hanh chinh, thu tuc hanh chinh, dich vu cong, cong bao,
  lich cong tac, lich lam viec, hoi dap, hoi dap truc tuyen, duong day nong, ban tin, ban tin phap luat,
  ban tin video, ban tin thoi su, video, videos, video clip, clip, danh sach video, thu vien video, media,
  multimedia, podcast, podcasts, truyen hinh, phat thanh, truyen hinh truc tuyen, anh, thu vien anh, thu vien,
  phong su anh, phong su, album anh, album, hinh anh, tin anh, tin video, infographic, infographics, emagazine,
  emagazines, longform, megastory, e paper, bao in, bao giay, lien ket, lien ket web, lien ket website,
  lien ket trang, website lien ket, thong ke, thong ke truy cap, luot truy cap, thoi tiet, ty gia, gia vang, lich van nien,
  trac nghiem, tuyen dung, dau gia, dau thau, toa soan, sports, business, politics, world, opinion, culture,
  lifestyle, travel, technology, science, health, education, entertainment, privacy policy, terms of use
`);

/** What stands before the colon of a labelled line that belongs to the page, wherever it stands, unless a clause follows. */
const WIDGET_LABELS = phrases(`
  luot xem, luot doc, so luot xem, luot truy cap, views, chia se, share, co chu, xep theo, sap xep theo, ma xac nhan,
  danh gia bai viet, so ky tu
`);

/** The same, whatever follows: the headline of another article does. */
const SEE_ALSO_LABELS = phrases('xem them, doc them, xem tiep');

/** What stands before the colon of a labelled line that follows an article, unless a clause follows. */
const ENDING_LABELS = phrases('danh gia cua ban, binh luan, y kien ban doc');

/** The same, whatever follows: keywords or headlines do. */
const LISTING_LABELS = phrases(`
  tu khoa, tag, tags, keywords, tin lien quan, bai lien quan, bai viet lien quan, tin khac, cac tin khac, related
`);

/** Labels of a newspaper's address and telephone lines. An article may end with such lines of its own. */
const CONTACT_LABELS = phrases(`
  email, e mail, mail, thu dien tu, hotline, dien thoai, dt, tel, phone, fax, duong day nong, toa soan, dia chi toa
  soan, dia chi, address, website, tong bien tap, pho tong bien tap, chiu trach nhiem noi dung, giay phep, ban quyen,
  lien he, lien he quang cao, lien he toa soan
`);

/** Labels of visit counters, when nothing but a number follows. */
const VISIT_LABELS = phrases(`
  tong luot truy cap, tong truy cap, tong so luot truy cap, so luot truy cap, luot truy cap, dang truy cap,
  dang online, khach truc tuyen, so nguoi truc tuyen, thanh vien truc tuyen, online, visitors
`);

/** Labels of the numbers beside them; an article's own figures have them as well. */
const COUNT_LABELS = phrases(`
  hom nay, hom qua, trong ngay, trong tuan, trong thang, trong nam, tuan nay, thang nay, nam nay, tat ca, tong,
  tong cong, tong so, truc tuyen, khach, thanh vien, today, yesterday, this week, this month, total
`);

/** How a page speaks to its reader. */
const ADDRESSES_READER = [
  ...phrases(`
  ban dang doc bai viet, ban dang xem bai viet, moi cac ban, moi ban doc, moi doc gia, moi quy doc gia, moi quy ban doc,
  moi quy vi, kinh moi quy, kinh moi ban doc, lien he cung cap thong tin, lien he quang cao, lien he gui bai,
  de lien he quang cao, moi thong tin phan anh, moi y kien dong gop, moi tin bai cong tac, cam on ban da quan tam,
  theo doi chung toi, hay theo doi, vui long dang nhap, ban can dang nhap, dang nhap de binh luan, binh luan cua ban,
  binh luan duoc dang, y kien cua ban se duoc, ghi ro nguon, vui long ghi ro nguon, subscribe to our, sign up for our,
  follow us on, you are reading
`),
];

/** Things of the page that such a line speaks of; it needs one to count as boilerplate. */
const READER_ADDRESS_CUES = [
  ...phrases(`
  dien dan, group, fanpage, facebook, zalo, youtube, tiktok, kenh, chuyen muc, hotline, email, toa soan, duong day nong,
  binh luan, bai viet, theo doi, dang nhap, xem them, tai day, ban tin, quang cao, ghi ro nguon, newsletter
`),
  'our ',
];
