import type { Message } from 'discord.js';
import type { QuestionWay } from '../../../optional/metrics/bot-metrics.js';
import { isAllowedPlace } from '../../guards/allowed-place.js';
import { answerQuestion } from './answer-question.js';
import type { BotContext } from '../../bot-context.js';
import { replyTo } from '../../deliver.js';
import { NO_FILTER } from '../filter/filter-state.js';
import { languageOfText } from '../../language-of-text.js';
import { wordsIn } from '../../../locales/discord/words-in.js';
import { missingIn } from '../../guards/missing-in.js';
import { placeOf } from '../../guards/place-of.js';
import { answerView } from './answer-view.js';
import { noticeView, type Refusal } from '../../reply/notices.js';
import { tellMessageFailure } from '../../tell-failure.js';
import { earlierQuestions } from './conversation.js';
import { shouldAnswer, wayOf } from '../../guards/should-answer.js';
import { keepTyping } from './keep-typing.js';

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
  if (verdict.kind === 'ignore' || !isAllowedPlace(placeOf(message), context.settings.allowedChannels))
    return;
  const words = wordsIn(languageOfText(content, context.settings.language));
  try {
    const refusal = refusalOf(message, verdict.kind === 'hint', context);
    if (refusal !== null) {
      context.events.onTurnedAway?.(refusal.kind);
      await replyTo(message, noticeView(refusal, { words }));
    } else if (verdict.kind === 'answer') {
      await answerMessage(message, { text: verdict.question, way: wayOf(incoming) }, context);
    }
  } catch (error) {
    await tellMessageFailure(error, message, words, context);
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

function refusalOf(message: Message, isHint: boolean, { jobs, cooldown }: BotContext): Refusal | null {
  if (isHint) return { kind: 'nothing-asked' };
  if (jobs.isClosed) return { kind: 'stopping' };
  const seconds = cooldown.take(message.author.id);
  return seconds > 0 ? { kind: 'cooldown', seconds } : null;
}
