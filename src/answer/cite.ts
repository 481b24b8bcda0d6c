import type { Article, Span } from '../corpus/article.js';
import type { Lexicon } from '../language/lexicon.js';
import { wholePhrases } from '../language/whole-phrases.js';
import type { FoundPassage } from '../retrieval/hybrid-retriever.js';
import type { Citation, Statement } from './answer-types.js';
import { excerptAround, overlaps } from './excerpt.js';
import { holdsWords, sameWords } from './near-duplicates.js';
import type { Selected, WeighedSpan } from './select-citations.js';
import { statementSpan } from './statement-span.js';

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
export function cite(
  selected: readonly Selected[],
  limit: number,
  sentencesOf: (article: Article) => readonly Span[],
  lexicon: Lexicon,
): Cited {
  const cited: { readonly citation: Citation; readonly isStated: boolean }[] = [];
  for (const { span, isStated } of selected) {
    if (cited.length === limit) break;
    const { article, answer, score } = span;
    const statement = statementSpan(article, sentencesOf(article), answer);
    const earlier = cited.map(({ citation }) => citation);
    const place = newExcerpt(span, statement, earlier, sentencesOf);
    if (place === null) continue;
    cited.push({
      citation: {
        n: cited.length + 1,
        article,
        excerpt: article.text.slice(place.start, place.end),
        ...place,
        score,
        statement: relativeTo(place, statement),
        answer: relativeTo(place, wholeAnswer(article, statement, answer, lexicon)),
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
function wholeAnswer({ text }: Article, statement: Span, answer: Span, lexicon: Lexicon): Span {
  const said = text.slice(statement.start, statement.end);
  const [whole] = wholePhrases(said, [relativeTo(statement, answer)], lexicon);
  return whole === undefined
    ? answer
    : { start: whole.start + statement.start, end: whole.end + statement.start };
}

/** Where the excerpt around a statement stands; null where earlier citations show it already, or the same elsewhere. */
function newExcerpt(
  { article, passage }: WeighedSpan,
  statement: Span,
  earlier: readonly Citation[],
  sentencesOf: (article: Article) => readonly Span[],
): Span | null {
  const taken = earlier.filter((citation) => citation.article.id === article.id);
  if (taken.some((citation) => overlaps(citation, statement))) return null;
  // The same article in another file is cut into other passages, so that its excerpts are not quite the same.
  const stated = article.text.slice(statement.start, statement.end);
  if (earlier.some(({ excerpt }) => holdsWords(excerpt, stated))) return null;
  const around = excerptAround(sentencesOf(article), statement, passage, taken);
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
