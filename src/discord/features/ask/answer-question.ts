import type { CitedAnswer, Outcome } from '../../../answer/answer-types.js';
import type { AskOptions } from '../../../service/answering.js';
import { BusyError } from '../../../service/answer-service.js';
import type { QuestionOutcome, QuestionWay } from '../../../optional/metrics/bot-metrics.js';
import type { BotContext } from '../../bot-context.js';

/** A question as somebody has asked it. */
export interface AskedQuestion extends AskOptions {
  readonly text: string;
  /** Id of the message or interaction that asks it, for the log. */
  readonly id: string;
  readonly way: QuestionWay;
}

const COUNTED_AS: Readonly<Record<Outcome, QuestionOutcome>> = {
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
  context.times.add(ms);
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
  if (outcome === 'not-told') {
    void context.feedback.add({
      kind: 'unanswered',
      question: text,
      confidence,
      closest: closest?.article.path ?? null,
      language: question.language,
    });
  }
  return answer;
}
