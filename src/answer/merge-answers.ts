import type { Question } from '../retrieval/query/question.js';
import type { SearchResult } from '../retrieval/hybrid-retriever.js';
import { isAnswered, type CitedAnswer } from './answer-types.js';

type Part = Omit<CitedAnswer, 'tookMs'>;

/**
 * One answer out of those to the questions of one message: what they state and cite one after the other, numbered through, and the questions
 * that the articles don't tell. A sentence that answers several is stated once, a place that several cite is cited once. It is as sure as the least sure of them.
 *
 * @param parts - at least one
 */
export function inOneAnswer(parts: readonly [Part, ...Part[]]): Part {
  const [first, ...others] = parts;
  if (others.length === 0) return first;
  const answered = parts.filter(isAnswered);
  const shown = answered.length > 0 ? answered : parts.filter(({ outcome }) => outcome === 'unread');
  const byWords = parts.some(({ lexicalOnly }) => lexicalOnly) && ({ lexicalOnly: true } as const);
  if (shown.length === 0) return byWords ? { ...first, ...byWords } : first;
  const statements: Part['statements'][number][] = [];
  const citations: Part['citations'][number][] = [];
  for (const part of shown) {
    const numbers = part.citations.map((one) => {
      const isSame = ({ article, start, end }: typeof one) =>
        article.id === one.article.id && start === one.start && end === one.end;
      const shown = citations.find(isSame) ?? { ...one, n: citations.length + 1 };
      if (shown.n > citations.length) citations.push(shown);
      return shown.n;
    });
    for (const one of part.statements) {
      const citation = numbers[one.citation - 1] ?? 1;
      const isSaid = statements.some((said) => said.citation === citation && said.text === one.text);
      if (!isSaid) statements.push({ ...one, citation });
    }
  }
  const untold = answered.length > 0 ? parts.filter((part) => !isAnswered(part)) : [];
  const isSure = shown.every(({ outcome }) => outcome === 'told');
  return {
    question: first.question,
    outcome: answered.length === 0 ? 'unread' : isSure ? 'told' : 'perhaps',
    statements,
    citations,
    closest: null,
    confidence: Math.min(...shown.map(({ confidence }) => confidence)),
    untold: untold.map(({ question }) => question.text),
    ...byWords,
  };
}

/**
 * What was found for the questions of one message: the best of each, then the second best of each, and so on; no passage twice.
 *
 * @param question - all of them, as one
 */
export function inOneResult(question: Question, results: readonly SearchResult[]): SearchResult {
  const most = Math.max(0, ...results.map(({ found }) => found.length));
  const ranks = Array.from({ length: most }, (_, rank) => rank);
  const found = ranks.flatMap((rank) => results.flatMap((result) => result.found[rank] ?? []));
  const passages = found.map(({ passage }) => passage);
  return {
    question,
    found: found.filter(({ passage }, at) => passages.indexOf(passage) === at),
    ...(results.some(({ lexicalOnly }) => lexicalOnly) && { lexicalOnly: true }),
  };
}
