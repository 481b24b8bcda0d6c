import {
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
} from 'discord.js';
import type { CitedAnswer, Outcome } from '../../../answer/cited-answer.js';
import type { Words } from '../../../locales/english.js';
import type { QuestionOutcome, QuestionWay } from '../../bot-events.js';
import { questionsBeyond, splitQuestions } from '../../../retrieval/query/split-questions.js';
import { BusyError } from '../../../service/answer-service.js';
import type { AskOptions } from '../../../service/answering.js';
import type { BotContext } from '../../bot-context.js';
import {
  described,
  EVERYWHERE,
  named,
  PRIVATE,
  SLASH_COMMAND,
  TEXT,
  type Command,
} from '../../interactions/define-command.js';
import type { FilterState } from '../../interactions/custom-id.js';
import { withoutQuestion } from '../../guards/preconditions.js';
import { respondLater, type CommandInteraction } from '../../respond.js';
import { articleFilterOf, FILTER_OPTIONS, filterIn, filterText, NO_FILTER, wrongFilter } from '../filter.js';
import { textIn, questionOf } from './conversation.js';
import { answerView, MAX_QUESTION_LENGTH } from './answer-view.js';

/** `/ask`. */
export const ask: Command<ChatInputCommandInteraction> = {
  definition: {
    ...SLASH_COMMAND,
    ...named('ask', 'hỏi'),
    ...described('Ask the articles and see where the answer stands', 'Hỏi các bài viết, có dẫn nguồn'),
    options: [
      {
        ...TEXT,
        ...named('question', 'câu-hỏi'),
        ...described(
          'What you want to know, in Vietnamese or English',
          'Điều bạn muốn biết, tiếng Việt hay tiếng Anh đều được',
        ),
        required: true,
        max_length: MAX_QUESTION_LENGTH,
      },
      ...FILTER_OPTIONS,
      PRIVATE,
    ],
  },
  /** A question, and a filter that there is. */
  demands(interaction, context) {
    const question = interaction.options.getString('question', true);
    return {
      wait: 'question',
      wrong: wrongFilter(interaction, context.answering) ?? withoutQuestion(question),
    };
  },
  async run(interaction, context, words) {
    const { options } = interaction;
    const asked = { text: options.getString('question', true), way: 'slash' } as const;
    const filter = filterIn(interaction, context.answering);
    await answerTo(interaction, context, words, asked, filter, options.getBoolean('private') ?? false);
  },
};

export const ASK_ABOUT_MESSAGE = 'Ask the articles about this';

/** “Ask the articles about this” in a message's menu. The answer is for the channel, as the message is. */
export const askAbout: Command<MessageContextMenuCommandInteraction> = {
  definition: {
    type: ApplicationCommandType.Message,
    ...EVERYWHERE,
    ...named(ASK_ABOUT_MESSAGE, 'Tìm câu trả lời trong bài viết'),
  },
  /** A message that says something. */
  demands({ targetMessage }) {
    return { wait: 'question', wrong: withoutQuestion(questionOf(textIn(targetMessage))) };
  },
  async run(interaction, context, words) {
    const message = questionOf(textIn(interaction.targetMessage));
    // A long message asks somewhere in it.
    const questions = [...splitQuestions(message), ...questionsBeyond(message)];
    const asked = { text: questions.join(' ').slice(0, MAX_QUESTION_LENGTH), way: 'menu' } as const;
    await answerTo(interaction, context, words, asked, NO_FILTER, false);
  },
};

async function answerTo(
  interaction: CommandInteraction,
  context: BotContext,
  words: Words,
  asked: Pick<AskedQuestion, 'text' | 'way'>,
  filter: FilterState,
  isPrivate: boolean,
): Promise<void> {
  const articleFilter = articleFilterOf(filter, context.answering.catalogue);
  await respondLater(interaction, isPrivate, async () => {
    const answer = await answerQuestion({ ...asked, id: interaction.id, filter: articleFilter }, context);
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

interface AskedQuestion extends AskOptions {
  readonly text: string;
  /** Id of the message or interaction that asks it, for the log. */
  readonly id: string;
  readonly way: QuestionWay;
}

const COUNTED_AS: Readonly<Record<Outcome, QuestionOutcome>> = {
  'small-talk': 'small-talk',
  told: 'answered',
  perhaps: 'perhaps',
  'not-told': 'refused',
  unread: 'unread',
};

/** Answers a question that is asked for the first time: it is logged, and kept for those who run the bot when the articles don't tell. */
export async function answerQuestion(asked: AskedQuestion, context: BotContext): Promise<CitedAnswer> {
  const { text, id, way, ...options } = asked;
  const began = performance.now();
  const dealtWith = (outcome: QuestionOutcome) => {
    const ms = performance.now() - began;
    context.events.onDealtWith?.({ way, outcome, ms });
    return ms;
  };
  let answer: CitedAnswer;
  try {
    answer = await context.answering.answer(text, options);
  } catch (error) {
    dealtWith(error instanceof BusyError ? 'busy' : 'failed');
    throw error;
  }
  const { outcome, confidence, closest, question } = answer;
  const ms = dealtWith(COUNTED_AS[outcome]);
  if (outcome !== 'small-talk') context.times.add(ms);
  context.log.info(
    {
      asked: id,
      outcome,
      confidence: Number(confidence.toFixed(3)),
      ms: Math.round(ms),
      generation: context.answering.catalogue.generation,
      ...(context.settings.logQuestions && { question: text }),
    },
    'question dealt with',
  );
  // Without the embedding model, what the articles tell may not have been found.
  if (answer.lexicalOnly) return answer;
  for (const unanswered of outcome === 'not-told' ? [text] : (answer.untold ?? [])) {
    void context.feedback.add({
      kind: 'unanswered',
      question: unanswered,
      confidence,
      closest: closest?.article.path ?? null,
      language: question.language,
    });
  }
  return answer;
}
