import type { CitedAnswer } from '../answer/answer-types.js';
import type { AskOptions } from '../answering/answering.js';
import type { BotContext } from './bot-context.js';

/** A question as somebody has asked it. */
export interface AskedQuestion extends AskOptions {
  readonly text: string;
  /** Id of the message or interaction that asks it, for the log. */
  readonly id: string;
}

/** Answers a question that is asked for the first time: it is logged, and kept for those who run the bot when the articles don't tell. */
export async function answerQuestion(asked: AskedQuestion, context: BotContext): Promise<CitedAnswer> {
  const { text, id, ...options } = asked;
  const began = performance.now();
  const answer = await context.answering.answer(text, options);
  const ms = performance.now() - began;
  context.times.add(ms);
  const { answered, confidence, closest, question } = answer;
  context.log.info(
    {
      asked: id,
      answered,
      confidence: Number(confidence.toFixed(3)),
      ms: Math.round(ms),
      generation: context.answering.catalogue.generation,
      ...(context.settings.logQuestions && { question: text }),
    },
    'question dealt with',
  );
  if (!answered) {
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
