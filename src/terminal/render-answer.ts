import type { Citation, CitedAnswer, Statement } from '../answer/answer-types.js';
import { articleLine } from './article-line.js';
import { box, lookOf, paintSpans, wrapHanging, type Look, type View } from './layout.js';
import { printableLine } from '../wording/printable.js';

/** What surrounds an answer. */
export interface AnswerSurroundings {
  /** Whether the reader can type commands; `/search` is suggested only then. Default true. */
  readonly inChat?: boolean;
}

/** Stands left of what the program says itself, apart from what it cites below. */
const BAR = '▌';

/** An answer with its citations, or that the articles don't tell; without a line feed at its end. */
export function renderAnswer(
  answer: CitedAnswer,
  view: View,
  { inChat = true }: AnswerSurroundings = {},
): string {
  const look = lookOf(view);
  if (!answer.answered) return notTold(answer, look, inChat);
  return [
    answer.statements
      .map((statement) => renderStatement(statement, look))
      .join(`\n${look.palette.accent(BAR)}\n`),
    ...answer.citations.map((citation) => renderCitation(citation, look)),
  ].join('\n\n');
}

function renderStatement(statement: Statement, { palette, width }: Look): string {
  const text = paintSpans(
    statement.text,
    palette.plain,
    statement.emphasis.map((span) => ({ span, paint: palette.strong })),
  );
  const bar = palette.accent(`${BAR} `);
  return wrapHanging(`${text} ${palette.number(`[${statement.citation}]`)}`, width, bar, bar);
}

function renderCitation(citation: Citation, look: Look): string {
  const { palette, width } = look;
  const { article, keySentence } = citation;
  const excerpt = paintSpans(citation.excerpt, palette.faint, [
    ...citation.highlights.map((span) => ({ span, paint: palette.aside })),
    { span: keySentence, paint: palette.plain },
    ...citation.highlights
      .filter((span) => keySentence.start <= span.start && span.end <= keySentence.end)
      .map((span) => ({ span, paint: palette.keyword })),
  ]);
  return [
    wrapHanging(articleLine(article, look), width, palette.number(`[${citation.n}] `)),
    box(excerpt, width, palette.faint),
    ...(article.url === null ? [] : [wrapHanging(palette.faint(printableLine(article.url)), width, '  ')]),
  ].join('\n');
}

function notTold(answer: CitedAnswer, look: Look, inChat: boolean): string {
  const { messages, palette, width } = look;
  return [
    wrapHanging(palette.strong(messages.notTold), width, palette.trouble(`${BAR} `)),
    ...(answer.closest === null
      ? []
      : [wrapHanging(`${messages.closest} ${articleLine(answer.closest.article, look)}`, width, '  ')]),
    ...(inChat ? [wrapHanging(palette.faint(messages.searchTip), width, '  ')] : []),
  ].join('\n');
}
