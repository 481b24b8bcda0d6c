import { isPlaceName } from './gazetteer.js';
import { canonical, foldDiacritics, hasDiacritics, tokenize, type Token } from './vietnamese.js';

/** What a message that asks the articles nothing does: greets, thanks, remarks on something, or asks about the bot itself. */
export type SmallTalk = 'greeting' | 'thanks' | 'remark' | 'about';

/** Words that go with any of it; a message of nothing else is no more than a nod. */
const NODS = 'dạ|vâng|ok|okay|oke|okie|oki|okela|ừ|ừm|ờm|u|uh|uhm|um|uk|rồi|nhé|nhá|yes|yep';
const PARTICLES =
  'a|à|á|ạ|o|ô|ồ|ơ|ờ|nha|nhỉ|ha|há|hả|bạn|bot|em|anh|chị|ad|admin|mình|tôi|mọi người|cả nhà|nhiều|lắm|quá|ơi|đây|đó|nè|nhé|thế|vậy|luôn|' +
  'thật|với|mày|cậu|rất|đã|đấy|đâu|này|ê|là|vãi|ghê|dã man|xin|la|b|nhìu|nhiu|câu trả lời|trả lời|' +
  'hihi|haha|hehe|huhu|hic|keke|các bạn|cô|chú|bác|thầy|trời|quý vị|thực sự|' +
  'very|much|so|a lot|lots|you|u|are|there|all|again|and|the|it|is|this|that|please|pls|plz|one|job|answer|man|bro|guys|everyone|mate|indeed|really|many|my friend';
const PHRASES: Readonly<Record<SmallTalk, string>> = {
  greeting:
    'a lô|halo|hola|morning|chào ngày mới|rất vui được (?:gặp|làm quen)|lâu rồi không gặp|nice to meet|good day|' +
    'xin chào|chào|hello|helo|hallo|hi|hey|alo|yo|sup|(?:hế|hê|he) (?:lô|lo|lu|nhô)|hé lô|what s up|buổi sáng|buổi trưa|buổi chiều|buổi tối|good (?:morning|afternoon|evening|night)|' +
    'tạm biệt|bye|bái bai|bai bai|pp|bb|see you|đi ngủ|(?:chúc )?ngủ ngon|hẹn gặp lại|khỏe (?:không|ko|k)|how are|' +
    'dạo này (?:sao|thế nào)(?: rồi)?|có ai (?:không|ko|k)|online (?:không|ko|k)|có đó (?:không|ko|k)|' +
    'chúc mừng năm mới|happy new year|merry christmas|(?:chúc (?:bạn|bot|em|anh|chị|mọi người|cả nhà) )(?:một )?' +
    '(?:ngày|buổi sáng|buổi trưa|buổi chiều|buổi tối|tối|tuần|cuối tuần)(?: mới)? (?:tốt lành|vui vẻ|vui|tốt đẹp)|' +
    'have a (?:nice|good|great) (?:day|night|evening|weekend|one)',
  thanks:
    'cảm ơn|cám ơn|cảm un|cám un|camon|thank|thanks|tks|thks|thx|ty|biết ơn|hữu ích|đa tạ|thank kiu|thanh kiu|thanks kiu|cheers|much appreciated|i appreciate|appreciate|helpful',
  remark:
    'hay|giỏi|xịn|tuyệt|tuyệt vời|tốt|đúng|đúng là|chuẩn|sai|hiểu|biết|được|ổn|không sao|không sao đâu|ko sao|không có gì|ko có gì|' +
    'great|nice|good|cool|wow|lol|lmao|ra|right|wrong|test|ping|' +
    'đỉnh|chất|ngu|dở|tệ|chán|kém|khôn|thông minh|dễ thương|đáng yêu|yêu|ghét|đùa|thôi|xong|hết|xin lỗi|sorry|sr|vcl|vl|ahihi|' +
    'awesome|amazing|perfect|excellent|smart|stupid|bad|dumb|well done|love|fun|funny|interesting|omg|wtf|dm|đm|đmm|vcc|clm|' +
    'vui|vui ghê|buồn|buồn cười|hài|mắc cười|thú vị|hấp dẫn|ngầu|bá đạo|ngốc|đồ ngu|đồ ngốc|đồ dở hơi|vô dụng|im đi|cút|bó tay|hết cứu|nvm|never mind|no problem|np',
  about:
    'bot là gì|(?:bạn|bot) là (?:một )?(?:người(?: thật)?|máy|robot|chatbot|con người|trí tuệ nhân tạo)(?: hay (?:là )?(?:người|máy|robot|bot))?|' +
    '(?:bạn|bot) có phải (?:là )?(?:người(?: thật)?|máy|robot|bot|chatbot|con người|trí tuệ nhân tạo) (?:không|ko|k)|' +
    '(?:bạn|bot) (?:bao nhiêu tuổi|mấy tuổi|sinh năm nào|sinh năm bao nhiêu|từ đâu (?:đến|tới|ra)|có người yêu chưa|là (?:nam|con trai) hay (?:là )?(?:nữ|con gái)|nói được tiếng (?:gì|anh|việt)(?: (?:không|ko|k))?)|' +
    'how old are you|where are you from|do you speak (?:english|vietnamese)|tell me about yourself|introduce yourself|(?:bạn |bot )?(?:hãy )?(?:tự )?giới thiệu (?:về )?(?:bản thân|mình|bạn)(?: đi)?|' +
    'are you (?:an? )?(?:bot|robot|chatbot|human|real|person|machine|ai)|who (?:made|created|built) (?:you|this)|' +
    'bot (?:dùng|xài) sao|cách hỏi|hướng dẫn (?:mình|tôi|em|mọi người) (?:cách )?(?:dùng|sử dụng|hỏi)|' +
    '(?:bạn|bot|m) (?:là ai|là con gì|tên gì|tên là gì|là bot gì|là cái gì)|' +
    '(?:bạn|bot) (?:có thể )?(?:làm|giúp|biết làm|trả lời|biết) (?:được )?(?:những )?(?:gì|việc gì)(?: được)?|' +
    'ai (?:tạo|làm|viết|sinh) ra (?:bạn|bot|mày|em)|(?:bạn|bot) (?:hoạt động|dùng|sử dụng) (?:như )?thế nào|' +
    'who (?:are|r) (?:you|u)|what are you|what is your name|what can you do|what do you do|how do (?:i|you) (?:use this|work)|' +
    'help|help me|giúp|trợ giúp|hướng dẫn',
};
/** Asks about the bot where nothing has been asked before; afterwards, about what that was about. */
const USAGE =
  'tên gì|(?:dùng|xài) sao|how (?:does|do) (?:this|it) work|hướng dẫn sử dụng|cách dùng|cách sử dụng|(?:dùng|sử dụng) (?:như )?thế nào';
/** Asks whether one may ask: "cho mình hỏi được không?". */
const COURTESIES =
  'cho|xin|hỏi|được|không|ko|có|thể|biết|giúp|trả lời|một|chút|câu|dùm|giùm|cần|muốn|đúng|phải|ai (?:biết|giúp|trả lời|có thể|cho)|' +
  'can you help(?: me)?|may i ask|excuse me|right';
const WORD = /\p{L}[\p{L}\p{M}]*/gu;
const ANY_FILLING = `${NODS}|${PARTICLES}|${PHRASES.greeting}|${PHRASES.thanks}|${PHRASES.remark}`;
const PATTERNS = (['thanks', 'greeting', 'remark'] as const).map(
  (kind) => [kind, whole(PHRASES[kind], ANY_FILLING)] as const,
);
// What is asked about the bot is one phrase, in which diacritics tell: "Bột là gì?", "Ban làm những việc gì?".
const ABOUT = { accented: about(canonical), folded: about(foldDiacritics) };
const NOD = whole(NODS, `${NODS}|ạ|nha|nhỉ|thế|vậy|luôn|đấy|bạn|bot|em|anh|chị|ad`);
/** Calls someone and says no more: "bot ơi". */
const CALL = whole('(?:bot|bạn|ad|admin|em|anh|chị) ơi|ê (?:bot|bạn|ad)|bot', `${NODS}|${PARTICLES}`);
/** Thanks that say to whom or for what: "cảm ơn bạn đã giúp mình". */
const THANKING = spelledPattern(
  `^(?:(?:${NODS}|xin|chân thành|rất) )*(?:${PHRASES.thanks}) (?:(?:nhiều|lắm|so much|very much|a lot) )*(?:vì|đã|for|bạn|bot|em|anh|chị|ad|admin|you|u|b|mọi người) `,
  inEitherSpelling,
);
// A message of pictures and faces alone: "👍", ":))", "<3".
const FACE = /\p{Extended_Pictographic}|[:;=][-'^]?[()DPp3vV]|<3/u;
const POLITE = whole(`${NODS}|${PARTICLES}|${COURTESIES}`, `${NODS}|${PARTICLES}|${COURTESIES}`);
/** "haha", "hihi", "kkk", "=))": syllables of laughter, as often as one likes. */
const LAUGHTER = /^(?:(?:h[aeiou]|k[aei]?|j|z)(?: ?(?:h[aeiou]|k[aei]?|j|z))+ )+$/u;
const DRAWN_OUT = /(\p{L})\1{2,}/gu;
/** Nobody says less in more. */
const MAX_LENGTH = 120;

/**
 * What a message is that says nothing to search for; null for all else. The whole of it has to be such words, in Vietnamese with or without
 * diacritics or in English.
 *
 * @param goesOn - whether something has been asked before: "cách dùng?" is then about that, and not about the bot
 */
export function smallTalkIn(text: string, goesOn = false): SmallTalk | null {
  if (text.length > MAX_LENGTH) return null;
  const line = lineOf(text);
  if (/^(?:[dpv3] )*$/u.test(line) && FACE.test(text)) return 'remark';
  if (line === '') return null;
  const { used, known } = hasDiacritics(text) ? ABOUT.accented : ABOUT.folded;
  if (known.test(line) || (!goesOn && used.test(line))) return 'about';
  const [kind = null] = PATTERNS.find(([, pattern]) => pattern.test(line)) ?? [];
  if (kind !== null) return kind;
  if (NOD.test(line) || isLaughter(text)) return 'remark';
  if (CALL.test(line)) return 'greeting';
  // What follows a clause may be a question.
  return THANKING.test(line) && !/[,;:.–—\n](?=.*\p{L})/u.test(text) && !asks(text) ? 'thanks' : null;
}

/** Whether a text says nothing but that its writer would like to ask. */
export function isPolite(text: string): boolean {
  return text.length <= MAX_LENGTH && POLITE.test(lineOf(text));
}

/** Names are like laughter: "Kaka?", "Hà Hà". */
function isLaughter(text: string): boolean {
  const line = wordsOf(text)
    .map((word) => `${foldDiacritics(word)} `)
    .join('');
  const mayBeName =
    (hasDiacritics(text) && /^\P{L}*\p{Lu}/u.test(text)) || (text.includes('?') && line.includes('k'));
  return !mayBeName && LAUGHTER.test(line);
}

/** The words of a text, each with a blank after it, spelled as {@link canonical} spells them. */
function lineOf(text: string): string {
  return wordsOf(text)
    .map((word) => `${canonical(word.replace(DRAWN_OUT, '$1'))} `)
    .join('');
}

function wordsOf(text: string): string[] {
  const said = text.replace(/<[^<>]*>|:\w+:/gu, ' ');
  return (
    said
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** Matches a line of {@link lineOf} that holds one of some phrases, and words that go with it around. */
function whole(phrases: string, filling: string, spell: Spelling = inEitherSpelling): RegExp {
  const around = `(?:(?:${filling}) )*`;
  return spelledPattern(`^${around}(?:${phrases}) ${around}$`, spell);
}

type Spelling = (word: string) => string;

function spelledPattern(pattern: string, spell: Spelling): RegExp {
  return new RegExp(pattern.replace(WORD, spell), 'u');
}

function about(spell: Spelling) {
  const around = `${NODS}|${PARTICLES}`;
  // Without diacritics, these are clouds and bridges, too.
  const informal =
    '|(?:bạn|bot) (?:sống |quê )?ở đâu|(?:mày|cậu) (?:là ai|là con gì|tên gì|tên là gì|là cái gì|(?:có thể )?(?:làm|biết|giúp) (?:được )?(?:những )?(?:gì|việc gì))';
  return {
    known: whole(spell === canonical ? PHRASES.about + informal : PHRASES.about, around, spell),
    used: whole(USAGE, around, spell),
  };
}

/** A word that has been typed without its diacritics is understood; one with others is another. */
function inEitherSpelling(word: string): string {
  const spellings = new Set([canonical(word), canonical(foldDiacritics(word))]);
  return spellings.size === 1 ? canonical(word) : `(?:${[...spellings].join('|')})`;
}

const ASKS = inBoth(
  '(?<![^ ])(?:gì|nào|đâu|ai|sao|mấy|bao nhiêu|bao giờ|bao lâu|bao xa|phải không|có phải|ko|ntn|bn|gj|j|' +
    'who|whom|whose|what|which|when|where|why|how)(?![^ ])',
);
/** Asks by where it stands. */
const ASKS_FIRST = inBoth(
  '^(?:cho|kể|liệt kê|so sánh|nói|giải thích|tìm|tóm tắt|thêm|còn|thế còn|vậy còn)(?![^ ])',
);
const ASKS_LAST = inBoth('(?<![^ ])(?:không|chưa|hả|ha|hông|hả (?:bạn|bot|em|anh|chị))$');
const ENGLISH_ASKS_FIRST =
  /^(?:is|are|was|were|do|does|did|can|could|has|have|tell|list|compare|show|find|explain|more|and)(?![^ ])/u;

/** Whether a text asks for something, told by its words alone: a question mark, a word that asks, a request, "còn …". */
export function asks(text: string): boolean {
  if (text.includes('?')) return true;
  const accented = hasDiacritics(text);
  const words = wordsOf(text)
    .map(accented ? canonical : foldDiacritics)
    .join(' ');
  const isAsked = [ASKS, ASKS_FIRST, ASKS_LAST].some((asked) =>
    asked[accented ? 'accented' : 'folded'].test(words),
  );
  return isAsked || (!accented && ENGLISH_ASKS_FIRST.test(words));
}

/** A pattern for words that are typed with diacritics, and for such without. */
function inBoth(pattern: string) {
  return { accented: spelledPattern(pattern, canonical), folded: spelledPattern(pattern, foldDiacritics) };
}

/** Words beside a name, a place or a date that go on with a question, folded. */
const BESIDE_NAMES = new Set(
  'nam ngay thang quy o tai tinh thanh pho uy van phong quan phuong xa huyen in at the of va and'.split(' '),
);

/** Whether a text is no more than a name, a place or a date, as one goes on with what was asked before: "Cần Thơ", "năm 2016". */
export function isFragment(text: string): boolean {
  const tokens = tokenize(text);
  if (isPlaceBeside(text, tokens)) return true;
  const names = tokens.filter(({ start, folded }) => {
    const letter = text.charAt(start);
    return letter !== letter.toLowerCase() || /^\d/u.test(folded);
  });
  const isNamed = names.length >= 2 || names.some(({ folded }) => /^\d/u.test(folded));
  return isNamed && tokens.every((token) => names.includes(token) || BESIDE_NAMES.has(token.folded));
}

/** "ở Cần Thơ", "đà nẵng năm 2019": a place with words before it, and a year after. */
function isPlaceBeside(text: string, tokens: readonly Token[]): boolean {
  let last = tokens.length - 1;
  if (/^\d/u.test(tokens[last]?.folded ?? '')) last -= tokens[last - 1]?.folded === 'nam' ? 2 : 1;
  for (let first = 0; first <= last; first++) {
    if (isPlaceName(text.slice(tokens[first]?.start, tokens[last]?.end))) return true;
    if (!BESIDE_NAMES.has(tokens[first]?.folded ?? '')) return false;
  }
  return false;
}
