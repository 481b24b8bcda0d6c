import type { Question } from '../search/question.js';
import type { QuestionTerm } from '../search/question-terms.js';
import { matchTerm } from '../search/term-matches.js';
import type { Token } from '../search/vietnamese.js';

/** Words and syllables that weigh less ("các loại", "lớn") make no longer word of what they stand beside. */
const LEAST_TELLING_WEIGHT = 0.2;

/**
 * The words of three syllables in a question, which its terms hold as one of two and a syllable left over: "kỷ niệm" and
 * "chương". A syllable that stands before another word goes with that: the "lễ" of "tổ chức lễ kỷ niệm".
 */
export function longerWords({
  terms,
  tokens,
  language,
}: Pick<Question, 'terms' | 'tokens' | 'language'>): QuestionTerm[] {
  // An English word is one by itself.
  if (language === 'en') return [];
  const follows = (at: number) => {
    const [left, right] = [tokens[at - 1], tokens[at]];
    return left !== undefined && right?.afterBreak === false && right.start - left.end <= 1;
  };
  let end = 0;
  return terms.flatMap((word, at) => {
    end += word.folded.length;
    const [syllable, next] = [terms[at + 1], terms[at + 2]];
    if (!isWordOf(2, word) || !isWordOf(1, syllable) || !follows(end)) return [];
    if (next?.kind === 'word' && next.weight >= LEAST_TELLING_WEIGHT && follows(end + 1)) return [];
    const accented = [...word.accented, ...syllable.accented];
    return [{ ...word, accented, folded: [...word.folded, ...syllable.folded] }];
  });
}

function isWordOf(syllables: number, term: QuestionTerm | undefined): term is QuestionTerm {
  if (term?.kind !== 'word' || term.folded.length !== syllables) return false;
  return term.weight >= LEAST_TELLING_WEIGHT;
}

/** A text with its words. */
export interface Text {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/**
 * True when texts have another word in the place of one of three syllables: they hold its last syllable, but only within words
 * of their own, as "Huân chương" does that of "Kỷ niệm chương". Where they hold none of it they may say it in other words.
 *
 * @param accented - whether the asker typed diacritics, so that they tell words apart
 * @param read - splits a text into words as questions are split
 */
export function haveAnother(
  longer: QuestionTerm,
  texts: readonly Text[],
  accented: boolean,
  read: (text: string) => Pick<Question, 'terms'>,
): boolean {
  const last = (accented ? longer.accented : longer.folded).at(-1) ?? '';
  const holding = texts.filter(({ tokens }) =>
    tokens.some((token) => (accented ? token.accented : token.folded) === last),
  );
  if (holding.some(({ tokens }) => matchTerm(longer, tokens, accented).tokens !== undefined)) return false;
  let isInAnother = false;
  for (const { text } of holding) {
    for (const term of read(text).terms) {
      if (!(accented ? term.accented : term.folded).includes(last)) continue;
      // By itself, or in a name, it may be part of what the question says in one word.
      if (term.kind !== 'word' || term.folded.length === 1) return false;
      isInAnother = true;
    }
  }
  return isInAnother;
}
