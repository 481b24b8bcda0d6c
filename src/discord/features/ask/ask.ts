import type { ChatInputCommandInteraction, MessageContextMenuCommandInteraction } from 'discord.js';
import { answerQuestion } from './answer-question.js';
import type { QuestionWay } from '../../../optional/metrics/bot-metrics.js';
import type { BotContext } from '../../bot-context.js';
import type { FilterState } from '../../components/custom-id.js';
import { answerLater, answerNow, type CommandInteraction } from '../../deliver.js';
import { articleFilterOf, NO_FILTER } from '../filter/filter-state.js';
import type { Words } from '../../../locales/discord/words.js';
import { questionOf } from '../../guards/should-answer.js';
import { answerView } from './answer-view.js';
import { filterText } from '../filter/filter-text.js';
import { noticeView } from '../../reply/notices.js';
import { MAX_QUESTION_LENGTH } from '../../commands/definitions.js';
import { filterOptions, readFilter } from '../filter/read-filter.js';

/** `/ask`. */
export async function ask(
  interaction: ChatInputCommandInteraction,
  context: BotContext,
  words: Words,
): Promise<void> {
  const reading = readFilter(filterOptions(interaction), context.answering.catalogue);
  if (reading.kind === 'wrong') {
    await answerNow(interaction, noticeView(reading.notice, { words }), true);
    return;
  }
  await answerTo(interaction, context, words, {
    text: interaction.options.getString('question', true),
    filter: reading.filter,
    isPrivate: interaction.options.getBoolean('private') ?? false,
    way: 'slash',
  });
}

/** “Ask the articles about this” in a message's menu. The answer is for the channel, as the message is. */
export async function askAbout(
  interaction: MessageContextMenuCommandInteraction,
  context: BotContext,
  words: Words,
): Promise<void> {
  await answerTo(interaction, context, words, {
    text: questionOf(interaction.targetMessage.content).slice(0, MAX_QUESTION_LENGTH),
    filter: NO_FILTER,
    isPrivate: false,
    way: 'menu',
  });
}

interface Asked {
  readonly text: string;
  readonly filter: FilterState;
  readonly isPrivate: boolean;
  readonly way: QuestionWay;
}

async function answerTo(
  interaction: CommandInteraction,
  context: BotContext,
  words: Words,
  { text, filter, isPrivate, way }: Asked,
): Promise<void> {
  if (!/[\p{L}\p{N}]/u.test(text)) {
    context.events.onTurnedAway?.('nothing-asked');
    await answerNow(interaction, noticeView({ kind: 'nothing-asked' }, { words }), true);
    return;
  }
  const seconds = context.cooldown.take(interaction.user.id);
  if (seconds > 0) {
    context.events.onTurnedAway?.('cooldown');
    await answerNow(interaction, noticeView({ kind: 'cooldown', seconds }, { words }), true);
    return;
  }
  const articleFilter = articleFilterOf(filter, context.answering.catalogue);
  await answerLater(interaction, isPrivate, async () => {
    const answer = await answerQuestion({ text, id: interaction.id, way, filter: articleFilter }, context);
    return answerView(answer, {
      words,
      owner: isPrivate ? interaction.user.id : null,
      filter,
      filterText: filterText(articleFilter, words),
      page: 0,
      showQuestion: true,
    });
  });
}
