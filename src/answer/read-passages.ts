import type { Article, Passage, Span } from '../corpus/article.js';
import { stripDiacritics, tokenize } from '../language/vietnamese.js';
import type { PassageToRead, Reader, Reading } from '../reading/reader.js';
import type { Question } from '../retrieval/query/question.js';
import type { FoundPassage } from '../retrieval/hybrid-retriever.js';
import { datesIn, liesWithin, type NamedDate } from '../language/dates.js';
import { matchTerm } from '../retrieval/query/term-matches.js';
import type { ArticleMatches, ArticleTexts } from './article-texts.js';

/** A passage found, with what is read before it. */
export interface HeadedPassage extends FoundPassage {
  readonly heading: string;
}

/** Words of a passage that may answer a question. */
export interface SpanEvidence {
  readonly article: Article;
  readonly passage: Passage;
  /** Where they stand in the article's text. */
  readonly answer: Span;
  /** See `AnswerSpan.margin`. */
  readonly margin: number;
  /** See `Reading.tells`, of its passage. */
  readonly tells: number;
  readonly found: FoundPassage;
  /** Both in one number, for ranking within one question. */
  readonly score: number;
}

/** Passages read at once: the answer is among the first four for nine questions of ten. */
const ROUND = 4;
/** Milliseconds that reading may take in all; what was not read by then is not waited for. */
const WITHIN_MS = 5_000;

/** How far reading goes. */
interface ReadingLimits {
  /** Passages that are read at most. */
  readonly mostPassages: number;
  /** See `AnswerabilityModel.retrievalWeight`. */
  readonly retrievalWeight: number;
  /** Milliseconds that are left for the whole answer. */
  readonly withinMs?: number;
  /** Hears that time was over before all was read that would have been. */
  readonly onCutShort?: () => void;
}

/**
 * Reads the passages found for a question, a few at a time and best first, until `isEnough`.
 *
 * @returns the spans, best first; null where the reader could read nothing in time
 * @throws what the reader throws
 */
export async function readPassages(
  reader: Pick<Reader, 'read'>,
  question: Question,
  found: readonly HeadedPassage[],
  { mostPassages, retrievalWeight, withinMs = WITHIN_MS, onCutShort }: ReadingLimits,
  isEnough: (spans: readonly SpanEvidence[]) => boolean,
): Promise<readonly SpanEvidence[] | null> {
  const until = performance.now() + Math.min(withinMs, WITHIN_MS);
  let spans: readonly SpanEvidence[] = [];
  let isRead = false;
  let isCutShort = false;
  const last = Math.min(mostPassages, found.length);
  for (let from = 0; from < last; from += ROUND) {
    const round = found.slice(from, Math.min(last, from + ROUND));
    const { readings, isWhole } = await readRound(reader, question, round, until);
    isRead ||= readings.some((reading) => reading !== null);
    spans = [
      ...spans,
      ...round.flatMap((passage, at) => evidenceOf(passage, readings[at] ?? null, retrievalWeight)),
    ].sort((a, b) => b.score - a.score);
    isCutShort ||= !isWhole;
    if (isEnough(spans)) break;
  }
  if (isCutShort) onCutShort?.();
  return isRead ? spans : null;
}

/**
 * A round as the question was typed, and once more with its chat spellings written out, where it has some. Whole where there was time for
 * each passage both times.
 *
 * @param until - by `performance.now()`
 */
async function readRound(
  reader: Pick<Reader, 'read'>,
  question: Question,
  round: readonly HeadedPassage[],
  until: number,
): Promise<{ readings: readonly (Reading | null)[]; isWhole: boolean }> {
  if (performance.now() >= until) return { readings: [], isWhole: false };
  const isBare = question.language === 'vi' && !question.accented;
  // Both sides are folded alike, as some of the training's are: a syllable without its marks is another word to the reader.
  const asRead = (text: string) => (isBare ? bareInPlace(text) : text);
  const passages = round.map(({ heading, passage }): PassageToRead => {
    return { title: asRead(heading), text: asRead(passage.text) };
  });
  const texts = [question.asTyped.text, question.normalized].map((text) =>
    text.trim().replaceAll(/\s+/gu, ' '),
  );
  const forms = [...new Set(texts.map(asRead))];
  let best: readonly (Reading | null)[] = [];
  let isWhole = true;
  for (const form of forms) {
    const left = until - performance.now();
    const readings = left > 0 ? await reader.read(form, passages, left) : [];
    isWhole &&= passages.every((_, at) => (readings[at] ?? null) !== null);
    best = passages.map((_, at) => better(best[at] ?? null, readings[at] ?? null));
  }
  return { readings: best, isWhole };
}

function better(a: Reading | null, b: Reading | null): Reading | null {
  const marginOf = (reading: Reading | null) => reading?.spans[0]?.margin ?? -Infinity;
  return a !== null && marginOf(a) >= marginOf(b) ? a : (b ?? a);
}

function evidenceOf(found: FoundPassage, reading: Reading | null, retrievalWeight: number): SpanEvidence[] {
  const { article, passage } = found;
  return (reading?.spans ?? []).map(({ start, end, margin }) => ({
    article,
    passage,
    answer: { start: passage.start + start, end: passage.start + end },
    margin,
    tells: reading?.tells ?? margin,
    found,
    score: margin + retrievalWeight * found.score,
  }));
}

/** A text without diacritics, whose places are those of the text itself; the text where that cannot be. */
function bareInPlace(text: string): string {
  const bare = stripDiacritics(text);
  return bare.length === text.length ? bare : text;
}

/** Score from which a name is there: as typed, or but for its diacritics. */
const THERE = 0.8;
/** Syllables with a capital each. */
const CAPITALISED = /^(?:\p{Lu}\S*\s*)+$/u;

/**
 * What is read before a passage: the title, then those names and dates of the question that the passage lacks and the rest of its article
 * has. A passage seldom repeats where and when its article takes place, and a reader that sees nothing else takes it to be about
 * some other place or time.
 *
 * @param dates - those of the question's dates that the article is about
 */
export function passageHeading(
  { terms, accented }: Pick<Question, 'terms' | 'accented'>,
  dates: readonly NamedDate[],
  { article, passage }: { readonly article: Article; readonly passage: Passage },
  texts: ArticleTexts,
  matches: ArticleMatches,
): string {
  const shown = `${article.title}\n${passage.text}`;
  const shownTokens = tokenize(shown);
  const tokens = texts.tokensAround(article, passage);
  const names = terms.flatMap((term) => {
    if (term.kind === 'number' || matchTerm(term, shownTokens, accented).score >= THERE) return [];
    const match = matches.around(article, passage, term);
    if (match.score < THERE || match.tokens === undefined) return [];
    const { first, last } = match.tokens;
    const written = article.text.slice(tokens[first]?.start, tokens[last]?.end);
    // A question without diacritics does not show all its names to be names; the article writes them with capitals.
    return term.kind === 'name' || (last > first && CAPITALISED.test(written)) ? [written] : [];
  });
  const shownDates = dates.length === 0 ? [] : datesIn(shown);
  const days = dates
    .filter((date) => !shownDates.some((one) => liesWithin(one, date)))
    .map(({ day, month, year }) => [day, month, year].filter((part) => part !== null).join('/'));
  return [article.title, ...names, ...days].join(', ');
}
