import type { Citation, CitedAnswer, Statement } from '../answer/cited-answer.js';
import { cutSides, highlightsOf, type PassageGroup } from '../answer/excerpt.js';
import { box, paintSpans, type View, wrapHanging } from './layout.js';
import { printableLine } from '../lib/printable.js';
import { type Article, newestFirst } from '../corpus/article.js';
import type { SearchResult } from '../retrieval/hybrid-retriever.js';
import type { Question } from '../retrieval/query/question.js';
import { smallTalkText, titleOf } from '../locales/catalogue.js';

/** Stands left of what the program says itself, apart from what it cites below. */
const BAR = '▌';

/**
 * An answer with its citations, or that the articles don't tell, or what could not be read; without a line feed at its end.
 *
 * @param inChat - whether the reader can type commands and sits at the end of the screen: `/search` is suggested, and what answers comes
 * last, where the excerpts do not push it off the screen
 */
export function renderAnswer(
  answer: CitedAnswer,
  view: View,
  { inChat = true }: { readonly inChat?: boolean } = {},
): string {
  const { words, palette, width } = view;
  if (answer.smallTalk !== undefined) {
    return wrapHanging(smallTalkText(answer.smallTalk, words), width, palette.accent(`${BAR} `));
  }
  const named = (questions: readonly string[] = [], say: (questions: readonly string[]) => string) =>
    questions.length === 0
      ? []
      : [wrapHanging(say(questions.map(printableLine)), width, palette.trouble(`${BAR} `))];
  const passedOver = named(answer.passedOver, words.answer.passedOver);
  const byWords = renderLexicalOnly(answer, view);
  if (answer.outcome === 'not-told') {
    return [...byWords, notTold(answer, view, inChat), ...passedOver].join('\n\n');
  }
  const said =
    answer.outcome === 'unread'
      ? wrapHanging(palette.strong(words.terminal.unread), width, palette.trouble(`${BAR} `))
      : answer.statements
          .map((statement, at) =>
            renderStatement(
              statement,
              view,
              at === 0 && answer.outcome === 'perhaps' ? `${words.terminal.perhaps} ` : '',
            ),
          )
          .join(`\n${palette.accent(BAR)}\n`);
  const excerpts = answer.citations.map((citation) => renderCitation(citation, view));
  const answered = [...byWords, said, ...named(answer.untold, words.answer.untold), ...passedOver];
  // What could not be read is headed by that.
  const isLast = inChat && answer.outcome !== 'unread';
  return (isLast ? [...excerpts, ...answered] : [...answered, ...excerpts]).join('\n\n');
}

/** That only words were searched for, where that is so. */
export function renderLexicalOnly(
  { lexicalOnly }: Pick<SearchResult, 'lexicalOnly'>,
  { words, palette, width }: View,
): string[] {
  return lexicalOnly ? [wrapHanging(words.answer.lexicalOnly, width, palette.trouble(`${BAR} `))] : [];
}

function renderStatement(
  { text, answer, citation }: Statement,
  { palette, width }: View,
  reserve: string,
): string {
  const painted = paintSpans(text, palette.plain, [{ span: answer, paint: palette.strong }]);
  const bar = palette.accent(`${BAR} `);
  return wrapHanging(`${reserve}${painted} ${palette.number(`[${citation}]`)}`, width, bar, bar);
}

function renderCitation(citation: Citation, view: View): string {
  const { palette, width } = view;
  const { article, statement, answer } = citation;
  const cut = cutSides(article.text, citation);
  const excerpt = [
    cut.before ? palette.faint('… ') : '',
    paintSpans(citation.excerpt, palette.faint, [
      ...(statement === null ? [] : [{ span: statement, paint: palette.plain }]),
      ...(answer === null ? [] : [{ span: answer, paint: palette.keyword }]),
    ]),
    cut.after ? palette.faint(' …') : '',
  ].join('');
  return [
    wrapHanging(articleLine(article, view), width, palette.number(`[${citation.n}] `)),
    box(excerpt, width, palette.faint),
    ...(article.url === null ? [] : [wrapHanging(palette.faint(printableLine(article.url)), width, '  ')]),
  ].join('\n');
}

function notTold(answer: CitedAnswer, view: View, inChat: boolean): string {
  const { words, palette, width } = view;
  return [
    wrapHanging(palette.strong(words.answer.notTold), width, palette.trouble(`${BAR} `)),
    ...(answer.closest === null
      ? []
      : [wrapHanging(`${words.terminal.closest} ${articleLine(answer.closest.article, view)}`, width, '  ')]),
    ...(inChat ? [wrapHanging(palette.faint(words.terminal.searchTip), width, '  ')] : []),
  ].join('\n');
}

/**
 * Passages under the title of their article, numbered, with the question's words marked; without a line feed at the
 * end.
 */
export function renderPassages(question: Question, groups: readonly PassageGroup[], view: View): string {
  let number = 0;
  return groups
    .map(({ article, excerpts }) =>
      [
        wrapHanging(articleLine(article, view), view.width, ''),
        ...excerpts.map(({ start, end }) => {
          number++;
          return renderExcerpt(number, article.text.slice(start, end), question, view);
        }),
      ].join('\n'),
    )
    .join('\n\n');
}

function renderExcerpt(
  number: number,
  excerpt: string,
  question: Question,
  { palette, width }: View,
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
  const { words, palette, width } = view;
  const heading = palette.faint(words.article.listed(articles.length));
  const entries = newestFirst(articles).map((article, at) => {
    const origin = originOf(article, view);
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

/** A whole article under its title and origin; without a line feed at the end. */
export function renderArticle(article: Article, view: View): string {
  const { palette, width } = view;
  const paragraphs = article.text.split(/\n+/u).map(printableLine);
  return [
    wrapHanging(articleLine(article, view), width, ''),
    ...(article.url === null ? [] : [wrapHanging(palette.faint(printableLine(article.url)), width, '')]),
    ...paragraphs.flatMap((paragraph) => ['', wrapHanging(paragraph, width, '')]),
  ].join('\n');
}

/** An article on one line: `Title — publisher · 17/10/2024`, without what is not known. */
function articleLine(article: Article, view: View): string {
  const origin = originOf(article, view);
  return view.palette.strong(titleOf(article)) + (origin === '' ? '' : view.palette.faint(` — ${origin}`));
}

/** Publisher and day of publication, as far as they are known. */
function originOf(article: Article, { words }: View): string {
  const { publisher, publishedAt, publishedAtInferred } = article;
  const day = publishedAt === null ? '' : words.day(publishedAt, publishedAtInferred);
  return [publisher ?? '', day]
    .map(printableLine)
    .filter((part) => part !== '')
    .join(' · ');
}
