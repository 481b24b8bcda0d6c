import type { QuestionTerm } from './question.js';
import type { Token } from '../../language/vietnamese.js';

/** Where a question's term stands in a text, and how well. */
export interface TermMatch {
  /** 0 (not there) to 1 (there as typed). */
  readonly score: number;
  /** Indexes of the tokens that match, first and last; absent when the term is not there in one piece. */
  readonly tokens?: { readonly first: number; readonly last: number };
}

/** Score of a term that is there but for its diacritics, where the asker typed diacritics. */
const FOLDED_SCORE = 0.8;
/** Score of a word both of whose syllables are there, apart. */
const SCATTERED_SCORE = 0.4;
/** Syllables that a term typed as one word may be written in: "Hanoi", "Haiphong", "Dienbienphu". */
const MAX_SYLLABLES_TYPED_AS_ONE = 3;

/** Share of a translation's score that even an unlikely one keeps. */
const LEAST_TRANSLATED = 0.4;

const ABSENT: TermMatch = { score: 0 };

/** Finds a term among the tokens of a text: in one piece, else without diacritics, else in pieces, else translated. */
export function matchTerm(term: QuestionTerm, tokens: readonly Token[], accented: boolean): TermMatch {
  // The syllables of "Nghệ An", apart, are not Nghệ An; of a longer name a part may stand for the whole.
  const isShortName = term.kind === 'name' && term.folded.length <= 2;
  const asTyped = matchWord(term, tokens, accented, isShortName);
  if (asTyped.score === 1 || term.translations.length === 0) return asTyped;
  return term.translations
    .map((translation): TermMatch => {
      const match = matchWord(translation, tokens, true, isShortName);
      // Nobody typed the translation, so its diacritics are right: "đó" is no "đô".
      if (match.score === FOLDED_SCORE) return ABSENT;
      const share = LEAST_TRANSLATED + (1 - LEAST_TRANSLATED) * translation.likelihood;
      return { ...match, score: match.score * share };
    })
    .reduce((best, match) => (match.score > best.score ? match : best), asTyped);
}

type Word = Pick<QuestionTerm, 'accented' | 'folded'>;

function matchWord(term: Word, tokens: readonly Token[], accented: boolean, isName: boolean): TermMatch {
  const joined = term.folded.join('');
  let best = ABSENT;
  for (let first = 0; first < tokens.length; first++) {
    const last = lastOfJoined(
      tokens,
      first,
      joined,
      Math.max(term.folded.length, MAX_SYLLABLES_TYPED_AS_ONE),
    );
    if (last === null) continue;
    const score = !accented || isAsTyped(term, tokens, first) ? 1 : FOLDED_SCORE;
    if (score > best.score) best = { score, tokens: { first, last } };
    if (score === 1) break;
  }
  if (best.score > 0 || isName) return best;
  return { score: scatteredScore(term, tokens, accented) };
}

/** Index of the token with which `joined` is complete when spelled from token `first` on, or null. */
function lastOfJoined(tokens: readonly Token[], first: number, joined: string, most: number): number | null {
  let spelled = 0;
  for (let at = first; at < tokens.length && at < first + most; at++) {
    const syllable = tokens[at]?.folded ?? '';
    if (syllable === '' || !joined.startsWith(syllable, spelled)) return null;
    spelled += syllable.length;
    if (spelled === joined.length) return at;
  }
  return null;
}

function isAsTyped(term: Word, tokens: readonly Token[], first: number): boolean {
  return term.accented.every(
    (syllable, offset) =>
      tokens[first + offset]?.accented === syllable ||
      (term.accented.length === 1 && isSplit(tokens, first, syllable)),
  );
}

/** A term typed as one word ("Hanoi") has no diacritics to compare when the text writes it in several. */
function isSplit(tokens: readonly Token[], first: number, syllable: string): boolean {
  return tokens[first]?.folded !== syllable && syllable.startsWith(tokens[first]?.folded ?? '\0');
}

/** For a term of several syllables that is not there in one piece: the share of its neighbouring pairs that is. */
function scatteredScore(term: Word, tokens: readonly Token[], accented: boolean): number {
  if (term.folded.length < 2) return 0;
  const words = accented ? term.accented : term.folded;
  const there = tokens.map((token) => (accented ? token.accented : token.folded));
  if (term.folded.length === 2) {
    return words.every((word) => there.includes(word)) ? SCATTERED_SCORE : 0;
  }
  const pairs = words.slice(1).map((word, at) => [words[at], word] as const);
  const found = pairs.filter(([left, right]) =>
    there.some((word, at) => word === left && there[at + 1] === right),
  );
  return found.length / (pairs.length + 1);
}
