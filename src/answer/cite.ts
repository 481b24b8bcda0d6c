import type { Passage, Article, Span } from '../corpus/article.js';
import type { AskedTime } from '../retrieval/query/intent.js';
import { byRecency } from '../retrieval/asked-ranking.js';
import type { SpanEvidence } from './read-passages.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { wholePhrases } from '../language/word-segmenter.js';
import type { FoundPassage } from '../retrieval/hybrid-retriever.js';
import type { ArticleTexts } from './article-texts.js';
import type { Citation, Statement } from './cited-answer.js';
import { excerptAround, overlaps } from './excerpt.js';
import { MAX_EXCERPT_LENGTH } from '../corpus/chunk.js';
import { wordingOf } from '../language/vietnamese.js';

/** A span that may answer, with the estimated chance that it does. */
export interface WeighedSpan extends Omit<SpanEvidence, 'score'> {
  /** 0 to 1. */
  readonly score: number;
}

/** A span to cite. */
export interface Selected {
  readonly span: WeighedSpan;
  /** True when the answer states it; else it is only shown with its excerpt. */
  readonly isStated: boolean;
}

/** How a question is meant. */
export interface Scope extends Pick<AskedTime, 'order'> {
  /** Whether it asks for what several articles may each tell a part of. */
  readonly several: boolean;
}

/** How far below the best span's margin another may lie that the answer may be worked out of: a twentieth of its odds. */
const ALIKE_WITHIN = 3;
/** Share of the threshold from which a further article is cited where all that tell are asked for. */
const FURTHER_SHARE = 0.5;

/**
 * What answers by itself: the best span, and any other that is likely and that the reader prefers to "does not tell". Where several
 * articles are asked for, or the newest of them, the first has shown that they tell, and how well retrieval ranks another says little: the
 * best of each passage counts from less on.
 */
export function answeringSpans(
  spans: readonly WeighedSpan[],
  { several, order }: Scope,
  threshold: number,
): WeighedSpan[] {
  const seen = new Set<Passage>();
  return spans.filter(({ margin, passage, score }, at) => {
    const isBestOfPassage = !seen.has(passage);
    seen.add(passage);
    if (at === 0) return true;
    if (!several && order === null) return margin > 0 && score >= threshold;
    const isLikely = score >= threshold * (several ? FURTHER_SHARE : 1);
    return margin > 0 ? isLikely || several : isLikely && isBestOfPassage;
  });
}

/**
 * Spans of which the answer has to be worked out, best first: the best one stretched over those of its passage that are about as good, so that
 * they are stated together.
 */
export function joinedSpans(spans: readonly WeighedSpan[]): WeighedSpan[] {
  const [best, ...others] = spans;
  if (best === undefined) return [];
  const isAlike = ({ passage, margin }: WeighedSpan) =>
    passage === best.passage && margin > best.margin - ALIKE_WITHIN;
  const places = [best, ...others.filter(isAlike)].map(({ answer }) => answer);
  const start = Math.min(...places.map((place) => place.start));
  const end = Math.max(...places.map((place) => place.end));
  return [{ ...best, answer: { start, end } }, ...others.filter((span) => !isAlike(span))];
}

/**
 * What to cite of the spans that answer, in the order of importance: for one thing, the best, which alone is stated; for several, the best
 * of each article and what else it tells; for the newest or oldest, that of the articles that are about as sure.
 *
 * @param spans - best first, each with a chance that is enough to answer by itself
 */
export function selectCitations(spans: readonly WeighedSpan[], { several, order }: Scope): Selected[] {
  const inOrder = order === null ? spans : byRecency(spans, order);
  // Of several, all are stated: the surest comes first.
  const surest = order === null ? [...inOrder].sort((a, b) => b.score - a.score) : inOrder;
  const ranked = several ? bestOfEachFirst(surest) : inOrder;
  return ranked.map((span, at) => ({ span, isStated: several || at === 0 }));
}

/** The answer to a comparison: the best that is said of each side. */
export function sideBySide(sides: readonly (readonly WeighedSpan[])[]): Selected[] {
  return sides.flatMap(([best]) => (best === undefined ? [] : [{ span: best, isStated: true }]));
}

function bestOfEachFirst(spans: readonly WeighedSpan[]): WeighedSpan[] {
  const best = new Map<string, WeighedSpan>();
  for (const span of spans) if (!best.has(span.article.id)) best.set(span.article.id, span);
  const first = [...best.values()];
  return [...first, ...spans.filter((span) => !first.includes(span))];
}

/** An answer's citations, best first, and what they say. */
interface Cited {
  readonly citations: readonly Citation[];
  readonly statements: readonly Statement[];
}

/**
 * Cites spans with what stands around them, each place once and each text once.
 *
 * @param selected - the most important first
 * @param limit - citations at most
 */
export function cite(selected: readonly Selected[], limit: number, texts: ArticleTexts): Cited {
  const cited: { readonly citation: Citation; readonly isStated: boolean }[] = [];
  for (const { span, isStated } of selected) {
    if (cited.length === limit) break;
    const { article, answer, score } = span;
    const sentences = texts.sentencesOf(article);
    const statement = statementSpan(article, sentences, answer);
    const earlier = cited.map(({ citation }) => citation);
    const place = newExcerpt(span, statement, earlier, sentences);
    if (place === null) continue;
    cited.push({
      citation: {
        n: cited.length + 1,
        article,
        excerpt: article.text.slice(place.start, place.end),
        ...place,
        score,
        statement: relativeTo(place, statement),
        answer: relativeTo(place, wholeAnswer(article, statement, answer)),
      },
      isStated,
    });
  }
  return {
    citations: cited.map(({ citation }) => citation),
    statements: cited.flatMap(({ citation, isStated }) => (isStated ? statementsOf(citation) : [])),
  };
}

/** The first passages found as citations of which nobody can say whether they answer. */
export function citeUnread(found: readonly FoundPassage[], most: number): Citation[] {
  return found.slice(0, most).map(({ article, passage, score }, at) => ({
    n: at + 1,
    article,
    excerpt: passage.text,
    start: passage.start,
    end: passage.end,
    score,
    statement: null,
    answer: null,
  }));
}

/** An answer that cuts no phrase: a reader marks syllables. */
function wholeAnswer({ text }: Article, statement: Span, answer: Span): Span {
  const said = text.slice(statement.start, statement.end);
  const [whole] = wholePhrases(said, [relativeTo(statement, answer)], vietnameseLexicon());
  return whole === undefined
    ? answer
    : { start: whole.start + statement.start, end: whole.end + statement.start };
}

/** Where the excerpt around a statement stands; null where earlier citations show it already, or the same elsewhere. */
function newExcerpt(
  { article, passage }: WeighedSpan,
  statement: Span,
  earlier: readonly Citation[],
  sentences: readonly Span[],
): Span | null {
  const taken = earlier.filter((citation) => citation.article.id === article.id);
  if (taken.some((citation) => overlaps(citation, statement))) return null;
  // The same article in another file is cut into other passages, so that its excerpts are not quite the same.
  const stated = article.text.slice(statement.start, statement.end);
  if (earlier.some(({ excerpt }) => holdsWords(excerpt, stated))) return null;
  const around = excerptAround(sentences, statement, passage, taken);
  const text = article.text.slice(around.start, around.end);
  return earlier.some(({ excerpt }) => sameWords(excerpt, text)) ? null : around;
}

function relativeTo(outer: Span, inner: Span): Span {
  return {
    start: Math.max(0, inner.start - outer.start),
    end: Math.min(outer.end, inner.end) - outer.start,
  };
}

function statementsOf({ n, excerpt, statement, answer }: Citation): Statement[] {
  if (statement === null || answer === null) return [];
  return [
    {
      text: excerpt.slice(statement.start, statement.end),
      citation: n,
      answer: relativeTo(statement, answer),
    },
  ];
}

/**
 * Words that stand for what the sentence before names, at a sentence's beginning: "Ông cho biết …". Before a name they don't: "Ông
 * Nguyễn Văn A …".
 */
const PRONOUN =
  /^["“‘(–-]?\s*(?:ông(?: ấy| ta| này)?|bà(?: ấy| ta| này)?|anh(?: ấy| ta| này)?|chị(?: ấy| ta| này)?|cô(?: ấy| ta| này)?|cậu(?: ấy| ta)?|em(?: ấy)?|họ|nó|chúng|người này|những người này|đồng chí(?: ấy| này)?|đơn vị này|cơ quan này|công ty này|nơi này|nơi đây|việc này|điều này|điều đó|số này|con số này|đây|đó|theo đó|tại đây|he|she|it|they|this|these|those|that)(?!\p{L})/iu;

/**
 * The whole sentences that hold an answer. Where they begin with a pronoun, the sentence before them in their paragraph goes along:
 * it says who or what is meant, if an excerpt has room for both.
 *
 * @param sentences - the article's sentences, in order
 */
export function statementSpan({ text }: Article, sentences: readonly Span[], answer: Span): Span {
  const holding = sentences.filter(({ start, end }) => start < answer.end && answer.start < end);
  const [first, last] = [holding[0], holding.at(-1)];
  if (first === undefined || last === undefined) return answer;
  const before = sentences[sentences.indexOf(first) - 1];
  const isMeantBefore =
    before !== undefined &&
    beginsWithPronoun(text.slice(first.start, first.end)) &&
    last.end - before.start <= MAX_EXCERPT_LENGTH &&
    !text.slice(before.end, first.start).includes('\n');
  return { start: isMeantBefore ? before.start : first.start, end: last.end };
}

function beginsWithPronoun(sentence: string): boolean {
  const pronoun = PRONOUN.exec(sentence)?.[0];
  return pronoun !== undefined && !/^ \p{Lu}/u.test(sentence.slice(pronoun.length));
}

/** Share of common words from which two texts may count as the same. */
const SAME_SHARE = 0.85;
/** Words that turn a statement into its opposite. */
const NEGATIONS = new Set(['không', 'chưa', 'chẳng', 'chớ', 'đừng', 'no', 'not', 'never'].map(wordingOf));

/**
 * True when two texts have the same words in the same order, but for a few more that one of them has. A figure, a name or a "not"
 * more, or one word in place of another, makes it another statement.
 */
export function sameWords(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const [fewer, more] = left.length < right.length ? [left, right] : [right, left];
  if (fewer.length / more.length < SAME_SHARE) return false;
  let matched = 0;
  return (
    more.every(({ word, isTelling }) => {
      const isNext = word === fewer[matched]?.word;
      if (isNext) matched += 1;
      return isNext || !isTelling;
    }) && matched === fewer.length
  );
}

/** The words of a text, and whether each tells statements apart: figures, names (but for a text's first word), negations. */
function wordsOf(text: string): { readonly word: string; readonly isTelling: boolean }[] {
  const telling = new Set(
    [...text.matchAll(/(?<=[\p{L}\p{N}][^\p{L}\p{N}]+)\p{Lu}[\p{L}\p{M}]*/gu)].map(([name]) =>
      wordingOf(name),
    ),
  );
  return wordingOf(text)
    .split(' ')
    .map((word) => ({ word, isTelling: /\p{N}/u.test(word) || telling.has(word) || NEGATIONS.has(word) }));
}

/** True when a text holds all of another's words in a row: case, punctuation and tone placement don't matter. */
export function holdsWords(text: string, part: string): boolean {
  return ` ${wordingOf(text)} `.includes(` ${wordingOf(part)} `);
}
