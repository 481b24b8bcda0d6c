/** The filter of a search as a custom_id carries it. */
export interface FilterState {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string | null;
  /** Last day, `YYYY-MM-DD`. */
  readonly to: string | null;
  /** {@link publisherKey} of the publisher. */
  readonly publisher: string | null;
}

/** How the passages of a search are ordered. */
export type Sort = 'relevance' | 'newest';

/**
 * What pressing a button or choosing from a menu means. All of it is in the component's custom_id, so that it works after
 * a restart and for as long as the message is there. Pages count from 0. The question itself stands in the message
 * (`questionIn`) or is the message that it replies to.
 */
export type ComponentAction =
  /** Turns to another page of an answer. */
  | { readonly kind: 'answer'; readonly page: number; readonly filter: FilterState }
  /** Opens further passages for the question, beside the answer. */
  | { readonly kind: 'more'; readonly filter: FilterState }
  /** Turns to another page of those. */
  | { readonly kind: 'passages'; readonly page: number; readonly filter: FilterState }
  /** Turns to another page of a search. */
  | { readonly kind: 'search'; readonly page: number; readonly sort: Sort; readonly filter: FilterState }
  /** Opens what stands around an excerpt. {@link excerptCheck} of the excerpt tells whether it still stands there. */
  | {
      readonly kind: 'context';
      readonly articleId: string;
      readonly start: number;
      readonly end: number;
      readonly check: string;
    }
  /** Opens an article beside the message; from a menu, the article is the value chosen. */
  | { readonly kind: 'open'; readonly articleId: string | null }
  /** Turns to another page of an article. */
  | { readonly kind: 'article'; readonly articleId: string; readonly page: number }
  /** Turns to another page of the list of articles. */
  | { readonly kind: 'sources'; readonly page: number }
  /** 👍 or 👎. */
  | { readonly kind: 'rate'; readonly good: boolean };

/** An action with whose it is. */
export interface ComponentState {
  readonly action: ComponentAction;
  /** Id of the only person who may press it; null when anyone may. */
  readonly owner: string | null;
}
