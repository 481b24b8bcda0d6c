import { WORD_ASSOCIATION, type Lexicon } from './lexicon.js';
import { capitalisedRuns } from './names.js';
import { tokenize, type Token } from './vietnamese.js';

/** UTF-16 offsets, end exclusive. */
type Place = Pick<Token, 'start' | 'end'>;

/**
 * A place in a sentence, widened where it begins or ends in the middle of a word of two syllables ("thành | phố") or of a name
 * ("Nguyễn Văn | An"). What a model marks by syllables is so shown in whole words.
 *
 * @param sentence - its text; of several, each is looked at by itself where marks part them
 * @param place - offsets into it
 */
export function wholeWords(sentence: string, place: Place, lexicon: Lexicon): Place {
  const tokens = tokenize(sentence);
  const first = tokens.findIndex(({ end }) => end > place.start);
  const last = tokens.findLastIndex(({ start }) => start < place.end);
  const [from, to] = [tokens[first], tokens[last]];
  if (from === undefined || to === undefined || first > last) return place;
  const names = capitalisedRuns(sentence, tokens, lexicon).flatMap(({ run, isName }) =>
    isName ? [run] : [],
  );
  const isInName = (at: number) => names.some((name) => name.first < at && at <= name.last);
  const joins = (at: number) => isInName(at) || isWithinWord(tokens, at, lexicon);
  let [start, end] = [first, last];
  while (joins(start)) start -= 1;
  while (joins(end + 1)) end += 1;
  return {
    start: start < first ? (tokens[start]?.start ?? place.start) : place.start,
    end: end > last ? (tokens[end]?.end ?? place.end) : place.end,
  };
}

/** Whether a token is the second syllable of a word: it belongs to the one before more than that, or it, to its other neighbour. */
function isWithinWord(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  const association = (right: number) => {
    const [left, here] = [tokens[right - 1], tokens[right]];
    if (left === undefined || here === undefined || here.afterBreak) return 0;
    return lexicon.pair(`${left.accented} ${here.accented}`, false)?.association ?? 0;
  };
  const own = association(at);
  return own >= WORD_ASSOCIATION && own > association(at - 1) && own > association(at + 1);
}
