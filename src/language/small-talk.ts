import { isPlaceName } from './gazetteer.js';
import { foldDiacritics, hasDiacritics, tokenize } from './vietnamese.js';

/** What a message that asks the articles nothing does: greets, thanks, remarks on something, or asks about the bot itself. */
export type SmallTalk = 'greeting' | 'thanks' | 'remark' | 'about';

/** Words that go with any of it, folded; a message of nothing else is no more than a nod. */
const NODS = 'da|vang|ok|okay|oke|okie|oki|okela|u|uh|um|uk|roi|nhe|yes|yep';
const PARTICLES =
  'a|o|nha|nhi|ha|ban|bot|em|anh|chi|ad|admin|minh|toi|moi nguoi|ca nha|nhieu|lam|qua|oi|day|do|ne|the|vay|luon|that|voi|may|cau|' +
  'very|much|so|you|there|all|again|and|the|it|is|this|please';
const PHRASES: Readonly<Record<SmallTalk, string>> = {
  greeting:
    'xin chao|chao|hello|helo|hallo|hi|hey|alo|buoi sang|buoi trua|buoi chieu|buoi toi|good (?:morning|afternoon|evening|night)|' +
    'tam biet|bye|bai bai|ngu ngon|hen gap lai|khoe khong|khoe ko|how are',
  thanks: 'cam on|cam un|camon|thank|thanks|tks|thks|thx|ty|biet on|huu ich|helpful',
  remark:
    'hay|gioi|xin|tuyet|tuyet voi|tot|dung|dung la|chuan|sai|hieu|biet|duoc|on|khong sao|khong sao dau|ko sao|khong co gi|ko co gi|' +
    'great|nice|good|cool|wow|lol|lmao|ra|right|wrong|test|ping',
  about:
    'bot la gi|(?:ban|bot|may|m|em|mi|cau|day|ong) (?:la ai|la con gi|ten gi|ten la gi|la bot gi|la cai gi)|' +
    '(?:ban|bot|may|em|cau) (?:co the )?(?:lam|giup|biet lam|tra loi|biet) (?:duoc )?(?:nhung )?(?:gi|viec gi)(?: duoc)?|' +
    'ai (?:tao|lam|viet|sinh) ra (?:ban|bot|may|em)|(?:ban|bot) (?:hoat dong|dung|su dung) (?:nhu )?the nao|' +
    'who (?:are|r) (?:you|u)|what are you|what is your name|what can you do|what do you do|how do (?:i|you) (?:use this|work)|' +
    'help|help me|giup|tro giup|huong dan|huong dan su dung|cach dung|cach su dung|(?:dung|su dung) (?:nhu )?the nao',
};
const KINDS = ['about', 'thanks', 'greeting', 'remark'] as const;
const PATTERNS = KINDS.map((kind) => {
  // What is asked about the bot is one phrase; the rest may stand together.
  const others = kind === 'about' ? '' : `|${PHRASES.greeting}|${PHRASES.thanks}|${PHRASES.remark}`;
  const filling = `(?:(?:${NODS}|${PARTICLES}${others}) )*`;
  return [kind, new RegExp(`^${filling}(?:${PHRASES[kind]}) ${filling}$`, 'u')] as const;
});
const NOD = new RegExp(`^(?:(?:${NODS}) )+$`, 'u');
/** "haha", "hihi", "kkk", "=))": syllables of laughter, as often as one likes. */
const LAUGHTER = /^(?:(?:h[aeiou]|k[aei]?|j|z)(?: ?(?:h[aeiou]|k[aei]?|j|z))+ )+$/u;
const DRAWN_OUT = /(\p{L})\1{2,}/gu;
/** Nobody says less in more. */
const MAX_LENGTH = 120;

/**
 * What a message is that says nothing to search for; null for all else. The whole of it has to be such words, in Vietnamese with or without
 * diacritics or in English.
 */
export function smallTalkIn(text: string): SmallTalk | null {
  if (text.length > MAX_LENGTH) return null;
  const words = foldedWords(text);
  const line = words.map((word) => `${word.replace(DRAWN_OUT, '$1')} `).join('');
  if (line === '') return null;
  const [kind = null] = PATTERNS.find(([, pattern]) => pattern.test(line)) ?? [];
  if (kind !== null) return kind;
  return NOD.test(line) || LAUGHTER.test(words.map((word) => `${word} `).join('')) ? 'remark' : null;
}

const ACCENTED_ASKS = wholeWords(
  'gì|nào|đâu|ai|sao|mấy|bao nhiêu|bao giờ|bao lâu|bao xa|hả|phải không|có phải|ko|ntn|bn|gj|j|' +
    'who|whom|whose|what|which|when|where|why|how',
);
const FOLDED_ASKS = wholeWords(
  'gi|nao|dau|ai|sao|may|bao nhieu|bao gio|bao lau|bao xa|phai khong|co phai|ko|ntn|bn|gj|j|who|whom|whose|what|which|when|where|why|how',
);
/** Asks by where it stands. */
const ASKS_FIRST = /^(?:cho|ke|liet ke|so sanh|noi|giai thich|tim|tom tat|them|con|the con|vay con)(?![^ ])/u;
const ENGLISH_ASKS_FIRST =
  /^(?:is|are|was|were|do|does|did|can|could|has|have|tell|list|compare|show|find|explain|more|and)(?![^ ])/u;
const ASKS_LAST = /(?:^| )(?:khong|chua|ha|hong)$/u;

/** Whether a text asks for something, told by its words alone: a question mark, a word that asks, a request, "còn …". */
export function asks(text: string): boolean {
  if (text.includes('?')) return true;
  const words =
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const folded = words.map(foldDiacritics).join(' ');
  if (ASKS_FIRST.test(folded) || ASKS_LAST.test(folded)) return true;
  return hasDiacritics(text)
    ? ACCENTED_ASKS.test(words.join(' '))
    : FOLDED_ASKS.test(folded) || ENGLISH_ASKS_FIRST.test(folded);
}

/** Words beside a name, a place or a date that go on with a question, folded. */
const BESIDE_NAMES = new Set(
  'nam ngay thang quy o tai tinh thanh pho xa huyen in at the of va and'.split(' '),
);

/** Whether a text is no more than a name, a place or a date, as one goes on with what was asked before: "Cần Thơ", "năm 2016". */
export function isFragment(text: string): boolean {
  if (isPlaceName(text)) return true;
  const tokens = tokenize(text);
  const names = tokens.filter(({ start, folded }) => {
    const letter = text.charAt(start);
    return letter !== letter.toLowerCase() || /^\d/u.test(folded);
  });
  const isNamed = names.length >= 2 || names.some(({ folded }) => /^\d/u.test(folded));
  return isNamed && tokens.every((token) => names.includes(token) || BESIDE_NAMES.has(token.folded));
}

function wholeWords(words: string): RegExp {
  return new RegExp(`(?<![^ ])(?:${words})(?![^ ])`, 'u');
}

function foldedWords(text: string): string[] {
  return foldDiacritics(text.replace(/<[^>]*>|:\w+:/gu, ' ')).match(/[a-z0-9]+/gu) ?? [];
}
