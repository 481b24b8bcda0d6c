import { highlightsOf } from '../answer/highlights.js';
import type { Article } from '../corpus/article.js';
import type { FoundPassage } from '../retrieval/hybrid-retriever.js';
import type { Question } from '../retrieval/query/question.js';
import { newestFirst } from '../corpus/newest-first.js';
import { titleOf } from '../locales/catalogue.js';
import { articleLine, originOf } from './article-line.js';
import { lookOf, paintSpans, wrapHanging, type Look, type View } from './layout.js';
import { groupPassages } from '../answer/passage-groups.js';
import { printableLine } from '../lib/printable.js';

/**
 * Passages under the title of their article, numbered, with the question's words marked; without a line feed at the
 * end.
 */
export function renderPassages(question: Question, found: readonly FoundPassage[], view: View): string {
  const look = lookOf(view);
  let number = 0;
  return groupPassages(found)
    .map(({ article, excerpts }) =>
      [
        wrapHanging(articleLine(article, look), look.width, ''),
        ...excerpts.map(({ start, end }) => {
          number++;
          return renderExcerpt(number, article.text.slice(start, end), question, look);
        }),
      ].join('\n'),
    )
    .join('\n\n');
}

function renderExcerpt(
  number: number,
  excerpt: string,
  question: Question,
  { palette, width }: Look,
): string {
  const text = paintSpans(
    excerpt,
    palette.plain,
    highlightsOf(question, excerpt).map((span) => ({ span, paint: palette.keyword })),
  );
  return wrapHanging(text, width, palette.number(`${String(number).padStart(2)}. `));
}

/** The articles by date, newest first, those without a date last; without a line feed at the end. */
export function renderSources(articles: readonly Article[], view: View): string {
  const look = lookOf(view);
  const { words, palette, width } = look;
  const heading = palette.faint(words.article.listed(articles.length));
  const entries = newestFirst(articles).map((article, at) => {
    const origin = originOf(article, look);
    const details = [
      ...(origin === '' ? [] : [origin]),
      ...(article.publishedAt === null ? [words.unknownDay] : []),
      printableLine(article.url ?? article.path),
    ];
    return [
      wrapHanging(palette.strong(titleOf(article)), width, palette.number(`${String(at + 1).padStart(2)}. `)),
      wrapHanging(palette.faint(details.join(' · ')), width, '    '),
    ].join('\n');
  });
  return [wrapHanging(heading, width, ''), ...entries].join('\n');
}
