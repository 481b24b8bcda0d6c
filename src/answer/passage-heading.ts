import type { Article, Passage } from '../corpus/article.js';
import { datesIn, liesWithin, type NamedDate } from '../language/dates.js';
import { tokenize } from '../language/vietnamese.js';
import type { Question } from '../retrieval/query/question.js';
import { matchTerm } from '../retrieval/query/term-matches.js';
import type { ArticleMatches } from './article-matches.js';
import type { ArticleTexts } from './article-texts.js';

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
