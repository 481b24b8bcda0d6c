import type { Span } from '../corpus/article.js';
import type { Question } from '../retrieval/query/question.js';
import { matchTerm } from '../retrieval/query/term-matches.js';
import { tokenize } from '../language/vietnamese.js';

/** Words that say less than this ("được", "những") would only make an excerpt restless. */
const MIN_WEIGHT = 0.18;

/** Where the question's words that matter stand in a text: offsets into it, in order, touching ones joined. */
export function highlightsOf(question: Question, text: string): Span[] {
  const tokens = tokenize(text);
  const spans: Span[] = [];
  let from = 0;
  while (from < tokens.length) {
    const rest = tokens.slice(from);
    const next = question.terms
      .filter((term) => term.kind !== 'word' || term.weight >= MIN_WEIGHT)
      .map((term) => matchTerm(term, rest, question.accented).tokens)
      .filter((match) => match !== undefined)
      .sort((a, b) => a.first - b.first || b.last - a.last)[0];
    if (next === undefined) break;
    const [first, last] = [rest[next.first], rest[next.last]];
    if (first === undefined || last === undefined) break;
    const previous = spans.at(-1);
    if (previous !== undefined && text.slice(previous.end, first.start).trim() === '') {
      spans[spans.length - 1] = { start: previous.start, end: last.end };
    } else spans.push({ start: first.start, end: last.end });
    from += next.last + 1;
  }
  return spans;
}
