import type { Passage } from '../corpus/article.js';
import type { AskedTime } from '../retrieval/query/intent.js';
import { byRecency } from '../retrieval/temporal-ranking.js';
import type { SpanEvidence } from './read-passages.js';

/** A span that may answer, with the estimated chance that it does. */
export interface WeighedSpan extends Omit<SpanEvidence, 'score'> {
  /** 0 to 1. */
  readonly score: number;
}

/** A span to cite. */
export interface Selected {
  readonly span: WeighedSpan;
  /** True when the answer states it; else it is only shown with its excerpt. */
  readonly isStated: boolean;
}

/** How a question is meant. */
export interface Scope extends Pick<AskedTime, 'order'> {
  /** Whether it asks for what several articles may each tell a part of. */
  readonly several: boolean;
}

/** Share of the threshold from which a further article is cited where all that tell are asked for. */
const FURTHER_SHARE = 0.5;

/**
 * What answers by itself: the best span, and any other that is likely and that the reader prefers to "does not tell". Where several
 * articles are asked for, or the newest of them, the first has shown that they tell, and how well retrieval ranks another says little: the
 * best of each passage counts from less on.
 */
export function answeringSpans(
  spans: readonly WeighedSpan[],
  { several, order }: Scope,
  threshold: number,
): WeighedSpan[] {
  const seen = new Set<Passage>();
  return spans.filter(({ margin, passage, score }, at) => {
    const isBestOfPassage = !seen.has(passage);
    seen.add(passage);
    if (at === 0) return true;
    if (!several && order === null) return margin > 0 && score >= threshold;
    const isLikely = score >= threshold * (several ? FURTHER_SHARE : 1);
    return margin > 0 ? isLikely || several : isLikely && isBestOfPassage;
  });
}

/**
 * What to cite of the spans that answer, in the order of importance: for one thing, the best, which alone is stated; for several, the best
 * of each article and what else it tells; for the newest or oldest, that of the articles that are about as sure.
 *
 * @param spans - best first, each with a chance that is enough to answer by itself
 */
export function selectCitations(spans: readonly WeighedSpan[], { several, order }: Scope): Selected[] {
  const inOrder = order === null ? spans : byRecency(spans, order);
  // Of several, all are stated: the surest comes first.
  const surest = order === null ? [...inOrder].sort((a, b) => b.score - a.score) : inOrder;
  const ranked = several ? bestOfEachFirst(surest) : inOrder;
  return ranked.map((span, at) => ({ span, isStated: several || at === 0 }));
}

/** The answer to a comparison: the best that is said of each side. */
export function sideBySide(sides: readonly (readonly WeighedSpan[])[]): Selected[] {
  return sides.flatMap(([best]) => (best === undefined ? [] : [{ span: best, isStated: true }]));
}

function bestOfEachFirst(spans: readonly WeighedSpan[]): WeighedSpan[] {
  const best = new Map<string, WeighedSpan>();
  for (const span of spans) if (!best.has(span.article.id)) best.set(span.article.id, span);
  const first = [...best.values()];
  return [...first, ...spans.filter((span) => !first.includes(span))];
}
