import type { CitedAnswer } from '../../answer/answer-types.js';
import type { Place } from '../../answer/passage-groups.js';

/** The places of the articles that an answer shows. */
export function placesShown({ citations }: Pick<CitedAnswer, 'citations'>): Place[] {
  return citations.map(({ article, start, end }) => ({ articleId: article.id, start, end }));
}
