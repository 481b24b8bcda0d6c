import type { Question } from '../search/question.js';

/** Where one of a question's terms stands in an article, as seen from one of its sentences. */
export interface TermPlaces {
  /** How well the paragraph of the sentence holds it, 0 to 1. */
  readonly beside: number;
  /** The same for the article's title, publisher and date. */
  readonly header: number;
  /** How many of the article's sentences hold it. */
  readonly sentences: number;
}

/** From this score on, a text holds a term, if not with its diacritics. */
export const HELD_SCORE = 0.8;
/** Sentences from which an article repeats a name wherever it speaks of it. Before, it may have named its town once for all. */
const REPEATED = 3;
/** Words that weigh less ("hệ thống", "tổ chức") are often left out by a sentence that tells. */
const LEAST_TELLING_WEIGHT = 0.3;

/**
 * False when a question for a date has met the date of something else. Any sentence may have a date, which is told of what
 * stands beside it: an article that uses the question's word for what happened, or keeps naming whom it happened to, but
 * not there, tells of another event. A word that it never uses says nothing, as it may have another for it. True for other questions.
 *
 * @param places - by the order of the question's terms
 */
export function isToldBeside(
  { kind, language, terms }: Pick<Question, 'kind' | 'language' | 'terms'>,
  places: readonly TermPlaces[],
): boolean {
  if (kind !== 'when') return true;
  return places.every(({ beside, header, sentences }, at) => {
    const term = terms[at];
    if (term === undefined || beside >= HELD_SCORE) return true;
    // The header names whom the whole article is about, whatever else a paragraph tells.
    if (term.kind === 'name') return sentences < REPEATED;
    // Of an English word an article may have any translation, and a single syllable may be a part of other words.
    const isTelling = language === 'vi' && term.folded.length > 1 && term.weight >= LEAST_TELLING_WEIGHT;
    return term.kind === 'number' || !isTelling || header >= HELD_SCORE || sentences === 0;
  });
}
