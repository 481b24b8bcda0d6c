import type { Message } from 'discord.js';
import { hasDiacritics } from '../../../language/vietnamese.js';
import type { Logger } from '../../../lib/log.js';
import { wordsIn } from '../../../locales/catalogue.js';
import type { Language } from '../../../locales/words.js';
import type { QuestionWay } from '../../../optional/metrics/bot-metrics.js';
import type { BotContext } from '../../bot-context.js';
import { errorFields } from '../../connection/errors.js';
import { replyToFailure } from '../../failures.js';
import { missingIn } from '../../guards/permissions.js';
import {
  duringCooldown,
  outsideAllowedChannels,
  whileStopping,
  withoutQuestion,
} from '../../guards/refusals.js';
import { shouldAnswer, wayOf } from '../../guards/should-answer.js';
import { noticeView } from '../../reply/notices.js';
import { replyTo } from '../../respond.js';
import { NO_FILTER } from '../filter.js';
import { answerView } from './answer-view.js';
import { answerQuestion } from './ask.js';
import { earlierQuestions } from './conversation.js';

/** Answers a message that asks the bot something. Never rejects: what goes wrong is logged once, and told to whoever waits. */
export async function handleMessage(message: Message, context: BotContext): Promise<void> {
  const { client, author, webhookId, system, content, guild } = message;
  const incoming = {
    content,
    fromMachine: author.bot || system || webhookId !== null,
    isDirect: guild === null,
    repliesToBot: message.mentions.repliedUser?.id === client.user.id,
  };
  const verdict = shouldAnswer(incoming, client.user.id);
  if (verdict.kind === 'ignore' || outsideAllowedChannels(message, context) !== null) return;
  const question = verdict.kind === 'hint' ? '' : verdict.question;
  const words = wordsIn(languageOfText(content, context.settings.language));
  try {
    const refusal = withoutQuestion(question) ?? whileStopping(context) ?? duringCooldown(author.id, context);
    if (refusal !== null) {
      context.events.onTurnedAway?.(refusal.kind);
      await replyTo(message, noticeView(refusal, { words }));
    } else {
      await answerMessage(message, { text: question, way: wayOf(incoming) }, context);
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
    );
    const missing = missingIn(message);
    if (missing.length > 0)
      await replyTo(message, noticeView({ kind: 'missing-permissions', missing }, { words }));
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
