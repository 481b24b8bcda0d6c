import type { Article, Span } from '../corpus/article.js';
import type { Question } from '../search/question.js';
import type { Citation, Statement } from './answer-types.js';
import type { Candidate } from './choose-evidence.js';
import { excerptAround, overlaps } from './excerpt.js';
import { highlightsOf } from './highlights.js';
import { holdsWords, sameWords } from './near-duplicates.js';
import type { SentenceEvidence } from './sentence-evidence.js';

/** A sentence to cite, with the question that it answers. */
export interface ToCite extends Candidate {
  readonly question: Question;
  /** The sentences ranked for that question, of which one may go on with this. */
  readonly ranked: readonly SentenceEvidence[];
}

/** An answer's citations, best first, and what they say. */
interface Cited {
  readonly citations: readonly Citation[];
  readonly statements: readonly Statement[];
}

/** The sentence next to a key sentence is part of the answer, too, when its score is at least this share. */
const NEIGHBOUR_SHARE = 0.9;

/**
 * Cites sentences with what stands around them, each place once and each text once.
 *
 * @param toCite - the most important first
 * @param limit - citations at most, in place of {@link Candidate.most}
 */
export function cite(
  toCite: readonly ToCite[],
  sentencesOf: (article: Article) => readonly Span[],
  limit?: number,
): Cited {
  const cited: { readonly citation: Citation; readonly isStated: boolean }[] = [];
  for (const { evidence, isStated, most, question, ranked } of toCite) {
    if (cited.length >= (limit ?? most)) continue;
    const earlier = cited.map(({ citation }) => citation);
    const span = newExcerpt(evidence, earlier, sentencesOf);
    if (span === null) continue;
    const { article, score } = evidence;
    const excerpt = article.text.slice(span.start, span.end);
    const highlights = highlightsOf(question, excerpt);
    const keySentence = relativeTo(span, keySpan(evidence, ranked));
    cited.push({ citation: { n: 0, article, excerpt, ...span, score, highlights, keySentence }, isStated });
  }
  const numbered = cited
    .sort((a, b) => b.citation.score - a.citation.score)
    .map(({ citation, isStated }, at) => ({ citation: { ...citation, n: at + 1 }, isStated }));
  return {
    citations: numbered.map(({ citation }) => citation),
    statements: numbered.filter(({ isStated }) => isStated).map(({ citation }) => statementOf(citation)),
  };
}

/** Where the excerpt around a sentence stands; null where earlier citations show it already, or the same elsewhere. */
function newExcerpt(
  { article, span, passage }: SentenceEvidence,
  earlier: readonly Citation[],
  sentencesOf: (article: Article) => readonly Span[],
): Span | null {
  const taken = earlier.filter((citation) => citation.article.id === article.id);
  if (taken.some((citation) => overlaps(citation, span))) return null;
  // The same article in another file is cut into other passages, so that its excerpts are not quite the same.
  const sentence = article.text.slice(span.start, span.end);
  if (earlier.some(({ excerpt }) => holdsWords(excerpt, sentence))) return null;
  const around = excerptAround(sentencesOf(article), span, passage, taken);
  const text = article.text.slice(around.start, around.end);
  return earlier.some(({ excerpt }) => sameWords(excerpt, text)) ? null : around;
}

/** The best sentence, with the one before or after it where that answers about as well. */
function keySpan(best: SentenceEvidence, ranked: readonly SentenceEvidence[]): Span {
  const ofArticle = ranked.filter(({ article }) => article.id === best.article.id);
  // Not the score that it has for its article's age.
  const own = ofArticle.find(({ span }) => span.start === best.span.start)?.score ?? best.score;
  const next = ofArticle.find(
    ({ article, span, score }) => score >= own * NEIGHBOUR_SHARE && isNextTo(article.text, best.span, span),
  );
  if (next === undefined) return best.span;
  return { start: Math.min(best.span.start, next.span.start), end: Math.max(best.span.end, next.span.end) };
}

/** True when only a blank within a paragraph stands between two places of a text. */
function isNextTo(text: string, a: Span, b: Span): boolean {
  const between = a.end <= b.start ? text.slice(a.end, b.start) : text.slice(b.end, a.start);
  return !overlaps(a, b) && between.length <= 1 && !between.includes('\n');
}

function relativeTo(outer: Span, inner: Span): Span {
  return {
    start: Math.max(0, inner.start - outer.start),
    end: Math.min(outer.end, inner.end) - outer.start,
  };
}

/** The key sentence of a citation as a part of the answer. */
function statementOf({ n, excerpt, keySentence, highlights }: Citation): Statement {
  return {
    text: excerpt.slice(keySentence.start, keySentence.end),
    citation: n,
    emphasis: highlights
      .filter((span) => keySentence.start <= span.start && span.end <= keySentence.end)
      .map((span) => ({ start: span.start - keySentence.start, end: span.end - keySentence.start })),
  };
}
