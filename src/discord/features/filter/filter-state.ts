import type { Catalogue } from '../../../service/answering.js';
import type { ArticleFilter } from '../../../index/passage-index.js';
import { type FilterState, publisherKey } from '../../components/custom-id.js';

/** No filter at all. */
export const NO_FILTER: FilterState = { from: null, to: null, publisher: null };

/** Who has published the articles, in alphabetical order. */
export function publishersOf({ articles }: Pick<Catalogue, 'articles'>): string[] {
  const publishers = articles.flatMap(({ publisher }) => (publisher === null ? [] : [publisher]));
  return [...new Set(publishers)].sort((a, b) => a.localeCompare(b, 'vi'));
}

/** A filter as the search takes it. A publisher whose articles have all gone stays one that nothing matches: its key is no name. */
export function articleFilterOf(filter: FilterState, catalogue: Pick<Catalogue, 'articles'>): ArticleFilter {
  const publisher = publisherOf(filter, catalogue);
  return {
    ...(filter.from !== null && { from: filter.from }),
    ...(filter.to !== null && { to: filter.to }),
    ...(filter.publisher !== null && { publisher: publisher ?? filter.publisher }),
  };
}

/** The publisher that a filter names by its key; null when it names none, or none (any more) that is among the articles. */
function publisherOf(filter: FilterState, catalogue: Pick<Catalogue, 'articles'>): string | null {
  return publishersOf(catalogue).find((name) => publisherKey(name) === filter.publisher) ?? null;
}
