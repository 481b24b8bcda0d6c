import { MessageReferenceType, type Message } from 'discord.js';
import { questionIn } from '../../reply/markup.js';

/** What a message says: what its author wrote, and what they forwarded with it, which Discord sends as a snapshot. */
export function textIn({ content, messageSnapshots }: Pick<Message, 'content' | 'messageSnapshots'>): string {
  const forwarded = [...messageSnapshots.values()].map((snapshot) => snapshot.content);
  return [content, ...forwarded].filter((text) => text !== '').join('\n');
}

/** How many answers back a reply chain is followed: each costs two requests. */
const MAX_ANSWERS = 4;

/**
 * What one of the bot's messages answers, read from the message itself (its first line shows what a command asked) or from the
 * messages it replies to, with the questions that led to it, oldest first. Null when the question is gone or cannot be read.
 *
 * @param answers - how many answers back to look
 */
export async function conversationOf(
  answer: Message,
  answers = MAX_ANSWERS,
): Promise<{ readonly question: string; readonly earlier: readonly string[] } | null> {
  const shown = questionIn(answer.content);
  if (shown !== null) return { question: shown, earlier: [] };
  const asked = await referenced(answer);
  const question = asked === null ? '' : questionOf(textIn(asked));
  if (asked === null || question === '') return null;
  return { question, earlier: await earlierQuestions(asked, answers - 1) };
}

/** The questions before a message that replies to one of the bot's answers, oldest first; none when it replies to none. */
export async function earlierQuestions(message: Message, answers = MAX_ANSWERS): Promise<readonly string[]> {
  if (answers <= 0) return [];
  const answer = await referenced(message);
  if (answer?.author.id !== message.client.user.id) return [];
  const before = await conversationOf(answer, answers);
  return before === null ? [] : [...before.earlier, before.question];
}

/** The message replied to; null when there is none, when it is gone or may not be read. */
async function referenced(message: Message): Promise<Message | null> {
  // What a forward points to is no part of this conversation.
  if (message.reference?.messageId === undefined || message.reference.type === MessageReferenceType.Forward)
    return null;
  return await message.fetchReference().catch(() => null);
}

/** Mentions of people, roles and channels, commands, custom emoji and timestamps, as they stand in a message. */
const TOKEN = /<(?:@[!&]?\d+|#\d+|\/[^:>]+:\d+|a?:\w+:\d+|t:-?\d+(?::\w)?)>/gu;

/** What a message says, without mentions and the like, on one line. */
export function questionOf(content: string): string {
  return content.replace(TOKEN, ' ').replace(/\s+/gu, ' ').trim();
}
