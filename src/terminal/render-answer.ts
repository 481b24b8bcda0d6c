import type { Citation, CitedAnswer, Statement } from '../answer/answer-types.js';
import { cutSides } from '../answer/excerpt.js';
import { articleLine } from './article-line.js';
import { box, lookOf, paintSpans, wrapHanging, type Look, type View } from './layout.js';
import { printableLine } from '../lib/printable.js';

/** What surrounds an answer. */
export interface AnswerSurroundings {
  /** Whether the reader can type commands; `/search` is suggested only then. Default true. */
  readonly inChat?: boolean;
}

/** Stands left of what the program says itself, apart from what it cites below. */
const BAR = '▌';

/** An answer with its citations, or that the articles don't tell, or what could not be read; without a line feed at its end. */
export function renderAnswer(
  answer: CitedAnswer,
  view: View,
  { inChat = true }: AnswerSurroundings = {},
): string {
  const look = lookOf(view);
  const { words, palette, width } = look;
  if (answer.outcome === 'not-told') return notTold(answer, look, inChat);
  const said =
    answer.outcome === 'unread'
      ? wrapHanging(palette.strong(words.terminal.unread), width, palette.trouble(`${BAR} `))
      : answer.statements
          .map((statement, at) =>
            renderStatement(
              statement,
              look,
              at === 0 && answer.outcome === 'perhaps' ? `${words.terminal.perhaps} ` : '',
            ),
          )
          .join(`\n${palette.accent(BAR)}\n`);
  return [said, ...answer.citations.map((citation) => renderCitation(citation, look))].join('\n\n');
}

function renderStatement(
  { text, answer, citation }: Statement,
  { palette, width }: Look,
  reserve: string,
): string {
  const painted = paintSpans(text, palette.plain, [{ span: answer, paint: palette.strong }]);
  const bar = palette.accent(`${BAR} `);
  return wrapHanging(`${reserve}${painted} ${palette.number(`[${citation}]`)}`, width, bar, bar);
}

function renderCitation(citation: Citation, look: Look): string {
  const { palette, width } = look;
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
    wrapHanging(articleLine(article, look), width, palette.number(`[${citation.n}] `)),
    box(excerpt, width, palette.faint),
    ...(article.url === null ? [] : [wrapHanging(palette.faint(printableLine(article.url)), width, '  ')]),
  ].join('\n');
}

function notTold(answer: CitedAnswer, look: Look, inChat: boolean): string {
  const { words, palette, width } = look;
  return [
    wrapHanging(palette.strong(words.answer.notTold), width, palette.trouble(`${BAR} `)),
    ...(answer.closest === null
      ? []
      : [wrapHanging(`${words.terminal.closest} ${articleLine(answer.closest.article, look)}`, width, '  ')]),
    ...(inChat ? [wrapHanging(palette.faint(words.terminal.searchTip), width, '  ')] : []),
  ].join('\n');
}
