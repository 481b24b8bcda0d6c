import { asks, isFragment, smallTalkIn } from '../../language/small-talk.js';
import { asksForMore } from '../../retrieval/query/follow-up.js';
import type { QuestionWay } from '../bot-events.js';

export interface IncomingMessage {
  readonly content: string;
  /** True for another bot's, a webhook's or Discord's own message. */
  readonly fromMachine: boolean;
  readonly isDirect: boolean;
  /** True when it replies to one of the bot's messages. */
  readonly repliesToBot: boolean;
}

export type Verdict =
  | { readonly kind: 'ignore' }
  /** Someone calls the bot and asks nothing. */
  | { readonly kind: 'hint' }
  | { readonly kind: 'answer'; readonly question: string };

/** Mentions of people, roles and channels, commands, custom emoji and timestamps, as they stand in a message. */
const TOKEN = /<(?:@[!&]?\d+|#\d+|\/[^:>]+:\d+|a?:\w+:\d+|t:-?\d+(?::\w)?)>/gu;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Whether a message asks the bot something. A mention counts only where it stands in the text: Discord lists the author of the
 * message replied to as mentioned, too. A reply to the bot is a question where it asks something, or names what to go on with.
 */
export function shouldAnswer(message: IncomingMessage, botId: string): Verdict {
  const { content, fromMachine, isDirect, repliesToBot } = message;
  if (fromMachine) return { kind: 'ignore' };
  const isMentioned = content.includes(`<@${botId}>`) || content.includes(`<@!${botId}>`);
  if (!isMentioned && !isDirect && !repliesToBot) return { kind: 'ignore' };
  const question = questionOf(content);
  if (!WORD.test(question)) return repliesToBot && !isMentioned ? { kind: 'ignore' } : { kind: 'hint' };
  if (repliesToBot && !isMentioned && !goesOn(question)) return { kind: 'ignore' };
  return { kind: 'answer', question };
}

/** What people write under an answer is mostly meant for each other: thanks, laughter, "để mình xem lại". */
function goesOn(reply: string): boolean {
  const talk = smallTalkIn(reply);
  return talk === 'about' || (talk === null && (asks(reply) || isFragment(reply) || asksForMore(reply)));
}

export function wayOf({ isDirect, repliesToBot }: Omit<IncomingMessage, 'content'>): QuestionWay {
  if (repliesToBot) return 'reply';
  return isDirect ? 'direct' : 'mention';
}

/** What a message says, without mentions and the like, on one line. */
export function questionOf(content: string): string {
  return content.replace(TOKEN, ' ').replace(/\s+/gu, ' ').trim();
}
