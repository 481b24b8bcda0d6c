import { type Message, GatewayDispatchEvents, Routes, type Client } from 'discord.js';
import { hasDiacritics } from '../../../language/vietnamese.js';
import type { Logger } from '../../../lib/log.js';
import { wordsIn } from '../../../locales/catalogue.js';
import type { Language, Words } from '../../../locales/english.js';
import type { QuestionWay } from '../../bot-events.js';
import type { BotContext } from '../../bot-context.js';
import { errorFields, restFailure } from '../../connection/errors.js';
import { missingIn } from '../../guards/bot-permissions.js';
import { unlessRefused, withoutQuestion } from '../../guards/preconditions.js';
import { noticeView, noticeOf, type Notice } from '../../reply/notices.js';
import { replyTo, bodyOf } from '../../respond.js';
import { NO_FILTER } from '../filter.js';
import { answerView } from './answer-view.js';
import { answerQuestion } from './ask.js';
import { earlierQuestions, textIn, questionOf } from './conversation.js';
import { asks, isFragment, smallTalkIn } from '../../../language/small-talk.js';
import { asksForMore } from '../../../retrieval/query/follow-up.js';

/** Answers a message that asks the bot something. Never rejects: what goes wrong is logged once, and told to whoever waits. */
export async function handleMessage(message: Message, context: BotContext): Promise<void> {
  const { client, author, webhookId, system, guild } = message;
  const content = textIn(message);
  const incoming = {
    content,
    fromMachine: author.bot || system || webhookId !== null,
    isDirect: guild === null,
    repliesToBot: message.mentions.repliedUser?.id === client.user.id,
  };
  const question = questionFor(incoming, client.user.id);
  if (question === null) return;
  const words = wordsIn(languageOfText(content, context.settings.language));
  try {
    const demands = { wait: 'question', wrong: withoutQuestion(question) } as const;
    const refusal = await unlessRefused(message, demands, context, () =>
      answerMessage(message, { text: question, way: wayOf(incoming) }, context),
    );
    // In a channel that is not the bot's, what people say to each other is not to be interrupted.
    if (refusal !== null && refusal.kind !== 'wrong-channel') {
      await replyTo(message, noticeView(refusal, words), context);
    }
  } catch (error) {
    await replyToFailure(error, message, words, context);
  }
}

async function answerMessage(
  message: Message,
  question: { readonly text: string; readonly way: QuestionWay },
  context: BotContext,
): Promise<void> {
  const began = performance.now();
  const stopTyping = keepTyping(message, context.log);
  try {
    const earlier = await earlierQuestions(message);
    const answer = await answerQuestion({ ...question, id: message.id, earlier }, context);
    const words = wordsIn(answer.question.language);
    await replyTo(
      message,
      answerView(answer, {
        words,
        owner: null,
        filter: NO_FILTER,
        filterText: null,
        page: 0,
        showQuestion: false,
      }),
      context,
    );
    const missing = missingIn(message);
    if (missing.length > 0 && context.told.isDue('missing', message.channelId))
      await replyTo(message, noticeView({ kind: 'missing-permissions', missing }, words), context);
  } finally {
    stopTyping();
  }
  context.log.info({ message: message.id, ms: Math.round(performance.now() - began) }, 'message answered');
}

/** Milliseconds that Discord shows somebody as typing, less a reserve (10 s by its documentation). */
const SHOWN_FOR = 8_000;

/** Shows the bot as typing below a message until the function returned is called. That it cannot be shown is no failure. */
function keepTyping({ channel }: Message, log: Logger): () => void {
  const type = () => {
    if (!channel.isSendable()) return;
    channel.sendTyping().catch((error: unknown) => {
      log.debug(errorFields(error), 'typing not shown');
    });
  };
  type();
  const timer = setInterval(type, SHOWN_FOR).unref();
  return () => {
    clearInterval(timer);
  };
}

/** The language to say something in before a question has been looked at; a message, unlike a command, has no locale. */
function languageOfText(text: string, otherwise: Language): Language {
  return hasDiacritics(text) ? 'vi' : otherwise;
}

/**
 * Logs, once, why a message could not be answered. Where the bot may not write, it tells the person directly what it lacks.
 */
async function replyToFailure(
  error: unknown,
  message: Message,
  words: Words,
  context: Pick<BotContext, 'log' | 'replies' | 'told'>,
): Promise<void> {
  const { log, told } = context;
  const failure = restFailure(error);
  const fields = { message: message.id, channel: message.channelId };
  const isOurs = failure === null || failure === 'other' || failure === 'unavailable';
  log[isOurs ? 'error' : 'warn']({ ...fields, ...errorFields(error) }, 'message not answered');
  try {
    if (failure === 'not-allowed') {
      if (!told.isDue('refused', message.author.id, message.channelId)) return;
      await message.author.send(bodyOf(noticeView(refusedIn(message, error), words)));
    } else if (failure === null || failure === 'other') {
      await replyTo(message, noticeView(noticeOf(error), words), context);
    }
  } catch (second) {
    log.debug({ ...fields, ...errorFields(second) }, 'nor could its author be told');
  }
}

/** Why the bot may not write where the message is. It has its permissions all the same where a moderator has silenced it. */
function refusedIn(message: Message, error: unknown): Notice {
  const missing = missingIn(message);
  return missing.length > 0 ? { kind: 'missing-permissions', missing } : noticeOf(error);
}

interface Deletion {
  readonly channel_id: string;
  readonly id?: string;
  readonly ids?: readonly string[];
}

/**
 * Has the answers below a message go with it when its author or a moderator deletes it: alone, they would repeat what was taken back,
 * and their buttons could not read the question any more. Told by the gateway itself: discord.js tells of messages that it keeps only.
 */
export function takeAlong(
  client: Client,
  { replies, tasks, log }: Pick<BotContext, 'replies' | 'tasks' | 'log'>,
): void {
  const dropAll = ({ channel_id: channel, id, ids = [] }: Deletion) => {
    for (const message of id === undefined ? ids : [id]) {
      for (const reply of replies.drop(message)) {
        tasks.add(
          client.rest.delete(Routes.channelMessage(channel, reply)).then(
            () => undefined,
            (error: unknown) => {
              log.debug({ message, ...errorFields(error) }, 'an answer stays below a deleted question');
            },
          ),
        );
      }
    }
  };
  client.ws.on(GatewayDispatchEvents.MessageDelete, dropAll);
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, dropAll);
}

export interface IncomingMessage {
  readonly content: string;
  /** True for another bot's, a webhook's or Discord's own message. */
  readonly fromMachine: boolean;
  readonly isDirect: boolean;
  /** True when it replies to one of the bot's messages. */
  readonly repliesToBot: boolean;
}

/**
 * What a message asks the bot; null where it is not for the bot, and a question without words where it calls the bot and asks nothing.
 * A mention counts only where it stands in the text: Discord lists the author of the message replied to as mentioned, too. A reply to
 * the bot is a question where it asks something, or names what to go on with.
 */
export function questionFor(message: IncomingMessage, botId: string): string | null {
  const { content, fromMachine, isDirect, repliesToBot } = message;
  if (fromMachine) return null;
  const isMentioned = content.includes(`<@${botId}>`) || content.includes(`<@!${botId}>`);
  if (!isMentioned && !isDirect && !repliesToBot) return null;
  const question = questionOf(content);
  const isCalled = isMentioned || !repliesToBot;
  return isCalled || (withoutQuestion(question) === null && goesOn(question)) ? question : null;
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
