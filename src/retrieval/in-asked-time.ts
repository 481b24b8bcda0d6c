import type { Article, Span } from '../corpus/article.js';
import { byRecency } from './by-recency.js';
import type { DateFit } from './date-fit.js';
import { askedTime } from './query/question-dates.js';
import type { Question } from './query/question.js';

/** Passages with those that fit the dates of a question moved up, or the newest first where it asks for that; none is left out. */
export function inAskedTime<
  F extends { readonly article: Article; readonly passage: Span; readonly score: number },
>(question: Question, found: readonly F[], dateFit: DateFit): readonly F[] {
  const { dates, order } = askedTime(question);
  const dated = dateFit.prefer(dates, found);
  return order === null ? dated : byRecency(dated, order);
}
