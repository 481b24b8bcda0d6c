import type { Message } from 'discord.js';
import { hasDiacritics } from '../../../language/vietnamese.js';
import type { Logger } from '../../../lib/log.js';
import { wordsIn } from '../../../locales/catalogue.js';
import type { Language } from '../../../locales/words.js';
import type { QuestionWay } from '../../../optional/metrics/bot-metrics.js';
import type { BotContext } from '../../bot-context.js';
import { errorFields } from '../../connection/errors.js';
import { replyToFailure } from '../../failures.js';
import { missingIn } from '../../guards/bot-permissions.js';
import { unlessRefused, withoutQuestion } from '../../guards/preconditions.js';
import { shouldAnswer, wayOf } from '../../guards/should-answer.js';
import { noticeView } from '../../reply/notices.js';
import { replyTo } from '../../respond.js';
import { NO_FILTER } from '../filter.js';
import { answerView } from './answer-view.js';
import { answerQuestion } from './ask.js';
import { earlierQuestions, textIn } from './conversation.js';

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
  const verdict = shouldAnswer(incoming, client.user.id);
  if (verdict.kind === 'ignore') return;
  const question = verdict.kind === 'hint' ? '' : verdict.question;
  const words = wordsIn(languageOfText(content, context.settings.language));
  try {
    const demands = { wait: 'question', wrong: withoutQuestion(question) } as const;
    const refusal = await unlessRefused(message, demands, context, () =>
      answerMessage(message, { text: question, way: wayOf(incoming) }, context),
    );
    // In a channel that is not the bot's, what people say to each other is not to be interrupted.
    if (refusal !== null && refusal.kind !== 'wrong-channel') {
      await replyTo(message, noticeView(refusal, { words }), context);
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
      await replyTo(message, noticeView({ kind: 'missing-permissions', missing }, { words }), context);
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
