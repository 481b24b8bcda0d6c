import { byRecency } from '../search/by-recency.js';
import type { FoundEvidence } from './evidence-finder.js';
import type { SentenceEvidence } from './sentence-evidence.js';

/** A sentence that may be cited. */
export interface Candidate {
  readonly evidence: SentenceEvidence;
  /** True when the answer says it; else it is only shown with its excerpt. */
  readonly isStated: boolean;
  /** It is cited as long as there are fewer citations, where nobody asked for more or fewer. */
  readonly most: number;
}

/** What was found for a question. */
type Found = Pick<FoundEvidence, 'ranked' | 'several' | 'isTold'> & {
  readonly time: Pick<FoundEvidence['time'], 'order'>;
};

/** Citations of an answer, and of one that is put together from several articles. */
const MOST = 3;
const MOST_OF_SEVERAL = 5;
/** Evidence is cited when its score is at least this share of the best. */
const CITED_SHARE = 0.5;
/** The same for the best of another article, where that is to be a part of the answer. */
const PART_SHARE = 0.65;
/** Evidence becomes part of the answer when its score is at least this share of the best. */
const STATED_SHARE = 0.95;

/**
 * What to cite, in the order of its importance: for one thing, the best sentences; for several, the best of each article
 * that tells, and then the others; for the newest or oldest, that of the articles that are about as relevant.
 */
export function chooseEvidence({ ranked, several, isTold, time: { order } }: Found): Candidate[] {
  const cited = shareOf(ranked, CITED_SHARE);
  if (!several && order === null) return cited.map((evidence) => candidate(evidence, ranked));
  const parts = bestOfEach(shareOf(ranked, PART_SHARE)).filter((best, at) => at === 0 || isTold(best));
  if (order !== null) {
    return byRecency(parts, order).map((evidence, at) => ({
      evidence,
      isStated: several || at === 0,
      most: several ? MOST_OF_SEVERAL : MOST,
    }));
  }
  const others = cited.filter(
    (one) => !parts.includes(one) && parts.some(({ article }) => article.id === one.article.id),
  );
  return [
    ...parts.map((evidence) => ({ evidence, isStated: true, most: MOST_OF_SEVERAL })),
    ...others.map((evidence) => candidate(evidence, ranked)),
  ];
}

/** The answer to a comparison: the best that is said of each side, and then what is said beside it. */
export function sideBySide<C extends Candidate>(sides: readonly (readonly C[])[]): C[] {
  const stated = sides.map((side) => side.filter(({ isStated }) => isStated));
  return [
    ...stated.flatMap((side) => side.slice(0, 1)),
    ...stated.flatMap((side) => side.slice(1, 2).map((one) => ({ ...one, isStated: false }))),
  ].map((one) => ({ ...one, most: MOST_OF_SEVERAL }));
}

function candidate(evidence: SentenceEvidence, [best]: readonly SentenceEvidence[]): Candidate {
  return { evidence, isStated: evidence.score >= (best?.score ?? 0) * STATED_SHARE, most: MOST };
}

/** What scores at least a share of the first. */
function shareOf(ranked: readonly SentenceEvidence[], share: number): SentenceEvidence[] {
  const least = (ranked[0]?.score ?? 0) * share;
  return ranked.filter(({ score }) => score >= least);
}

function bestOfEach(ranked: readonly SentenceEvidence[]): SentenceEvidence[] {
  const best = new Map<string, SentenceEvidence>();
  for (const one of ranked) if (!best.has(one.article.id)) best.set(one.article.id, one);
  return [...best.values()];
}
