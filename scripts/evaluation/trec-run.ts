import { SCORE_DECIMALS, type RankedDocument } from './document-ranking.js';

/** Documents listed for each query. */
export const RUN_DEPTH = 100;

const WHITE_SPACE = /\s/gu;

/**
 * The lines of a TREC run file for one query: query id, `Q0`, document id, rank from 1, score and tag. Blanks part the
 * columns, so that one within an id is written as in a web address (`%20`).
 */
export function runLines(query: string, ranking: readonly RankedDocument[], tag: string): string {
  return ranking
    .slice(0, RUN_DEPTH)
    .map(({ id, score }, place) => {
      const columns = [
        column(query),
        'Q0',
        column(id),
        place + 1,
        score.toFixed(SCORE_DECIMALS),
        column(tag),
      ];
      return `${columns.join(' ')}\n`;
    })
    .join('');
}

function column(id: string): string {
  return id.replace(WHITE_SPACE, (blank) => encodeURIComponent(blank));
}
