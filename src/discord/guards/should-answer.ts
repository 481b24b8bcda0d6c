import type { QuestionWay } from '../../optional/metrics/bot-metrics.js';

/** What is known of a message when it comes. */
export interface IncomingMessage {
  readonly content: string;
  /** True for another bot's, a webhook's or Discord's own message. */
  readonly fromMachine: boolean;
  readonly isDirect: boolean;
  /** True when it replies to one of the bot's messages. */
  readonly repliesToBot: boolean;
}

/** What to do with a message. */
export type Verdict =
  | { readonly kind: 'ignore' }
  /** Someone calls the bot and asks nothing. */
  | { readonly kind: 'hint' }
  | { readonly kind: 'answer'; readonly question: string };

/** Mentions of people, roles and channels, commands, custom emoji and timestamps, as they stand in a message. */
const TOKEN = /<(?:@[!&]?\d+|#\d+|\/[^:>]+:\d+|a?:\w+:\d+|t:-?\d+(?::\w)?)>/gu;
const WORD = /[\p{L}\p{N}]/u;
/** What people write under an answer without asking anything. */
const THANKS =
  /^(?:(?:dạ|vâng|ok(?:ay|e|ie)?|oki|à|ừ|uh|ờ|hay|quá|rồi|nhé|nha|ạ|bạn|bot|em|anh|chị|ad|nhiều|lắm|cảm ơn|cám ơn|cam on|tks|thks|thanks?|thank you|thx|ty|very|much|so|great|nice|good|cool|tuyệt(?: vời)?|đúng|chuẩn)(?![\p{L}\p{M}\p{N}])[\s\p{P}\p{S}]*)+$/iu;

/**
 * Whether a message asks the bot something. A mention counts only where it stands in the text: Discord lists the author of the
 * message replied to as mentioned, too. A reply to the bot is a question unless it only says thanks.
 */
export function shouldAnswer(message: IncomingMessage, botId: string): Verdict {
  const { content, fromMachine, isDirect, repliesToBot } = message;
  if (fromMachine) return { kind: 'ignore' };
  const isMentioned = content.includes(`<@${botId}>`) || content.includes(`<@!${botId}>`);
  if (!isMentioned && !isDirect && !repliesToBot) return { kind: 'ignore' };
  const question = questionOf(content);
  if (!WORD.test(question)) return repliesToBot && !isMentioned ? { kind: 'ignore' } : { kind: 'hint' };
  if (THANKS.test(question)) return { kind: 'ignore' };
  return { kind: 'answer', question };
}

/** How the question in a message comes. */
export function wayOf({ isDirect, repliesToBot }: Omit<IncomingMessage, 'content'>): QuestionWay {
  if (repliesToBot) return 'reply';
  return isDirect ? 'direct' : 'mention';
}

/** What a message says, without mentions and the like, on one line. */
export function questionOf(content: string): string {
  return content.replace(TOKEN, ' ').replace(/\s+/gu, ' ').trim();
}
