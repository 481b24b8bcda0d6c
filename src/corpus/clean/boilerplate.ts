import type { DropKind } from '../article.js';
import type { PageLine } from '../formats/raw-page.js';
import { parseByline, parseDateline } from './byline-dateline.js';
import {
  boilerplateKind,
  type BoilerplateKind,
  hasFigure,
  isVisitCounter,
  mayHeadPart,
} from './boilerplate-line.js';

/** Why a line was taken out of a page. */
type DropReason = Extract<DropKind, 'boilerplate' | 'dateline' | 'byline' | 'after-end'>;

/** A line that was taken out. */
interface DroppedLine {
  readonly text: string;
  readonly reason: DropReason;
}

/** Shortest line that is a sentence of the article by its closing full stop. */
const MIN_SENTENCE_WORDS = 3;
/** The same for a closing `?`, `!`, `…` or quotation mark, which headlines end with too. */
const MIN_LOOSE_SENTENCE_WORDS = 12;
/** From here on a line is text even without an end mark: no headline or caption is as long. */
const MIN_TEXT_WORDS = 30;

/**
 * Share of all sentences' words that must stand before a heading such as "Bình luận" for it to close the page: a share
 * bar below the lead has the same words.
 */
const MIN_SHARE_BEFORE_CLOSING = 1 / 3;

/**
 * Parts a page, without its title, into its article and what else the page carries. The rules, in order of strength:
 *
 * - A sentence is kept, whatever stands around it, with one exception: once the article has visibly ended (a byline or
 *   "./."), and a heading of what follows articles comes next ("Bình luận", "Tin khác"; not "Từ khóa: …"), all the rest goes.
 * - A row of a table is kept, too.
 * - A line that can only be a page's (a button, a view counter) goes wherever it stands.
 * - Menu labels, pagers, visit counters and calls to the reader go before the first sentence and after the last; datelines go there too, and say the date.
 * - After a byline, or a heading of what follows articles, lines that are no sentences go, until a sentence comes:
 *   such a box may stand in the middle of an article.
 */
export function removeBoilerplate(lines: readonly PageLine[]) {
  const kinds = kindsOf(lines);
  const sentences = lines.map((line, at) => kinds[at] === null && isSentence(line));
  const first = sentences.indexOf(true);
  const last = sentences.lastIndexOf(true);
  /** Words of the sentences before each line, and of all at the end. */
  const wordsBefore = [0];
  for (const [at, { text }] of lines.entries())
    wordsBefore.push((wordsBefore[at] ?? 0) + (sentences[at] === true ? text.split(' ').length : 0));
  /** Whether a heading of what follows articles comes after a line, before the next sentence. */
  const isBeforeEnding = lines.map(() => false);
  for (let at = lines.length - 2; at >= 0; at--)
    isBeforeEnding[at] =
      kinds[at + 1] === 'ending' || (!sentences[at + 1] && isBeforeEnding[at + 1] === true);

  /** A heading of what follows articles, or a closing byline, was met and no sentence since. */
  let afterEnding = false;
  /** The last sentence had an end mark, or a byline came after it. */
  let ended = false;
  /** Nothing that comes is the article's. */
  let closed = false;

  /**
   * A name alone is a byline only beside a date or where the article visibly ends; elsewhere it may be a heading. A labelled one
   * among the sentences may tell of a book or a picture.
   */
  const isBylineHere = (at: number, inHead: boolean, inTail: boolean): boolean => {
    const byline = bylineOf(lines[at]);
    if (byline === null) return false;
    if (byline.author === null) return inTail;
    if (ended || (byline.labelled && (inHead || inTail || isBeforeEnding[at] === true))) return true;
    const [previous, next] = [lines[at - 1], lines[at + 1]];
    if (inHead) return isDateline(next) || isDateline(previous);
    const kindOfNext = kinds[at + 1] ?? null;
    if (!inTail) return kindOfNext === 'ending';
    return next === undefined || kindOfNext !== null || bylineOf(next)?.labelled === true || isDateline(next);
  };

  /** Null: the line is the article's. */
  const reasonToDrop = (line: PageLine, at: number): DropReason | null => {
    const kind = kinds[at] ?? null;
    const inHead = first < 0 || at < first;
    const inTail = at > last;
    const outside = inHead || inTail || afterEnding;

    if (closed) return 'after-end';
    if (line.tableRow === true) return null;
    if (kind === 'ending') {
      // "Ý kiến" and the like head a part of an article as well, with lists below it.
      if (!inHead && !inTail && !ended && mayHeadPart(line.text)) return 'boilerplate';
      const share = (wordsBefore[at] ?? 0) / Math.max(1, wordsBefore.at(-1) ?? 0);
      afterEnding = !inHead;
      closed = ended && share >= MIN_SHARE_BEFORE_CLOSING && !/:\s*\S/u.test(line.text);
      return 'boilerplate';
    }
    if (kind === 'widget') return 'boilerplate';
    if ((!afterEnding || bylineOf(lines[at - 1]) !== null) && outside && isDateline(line)) return 'dateline';
    if ((kind === 'edge' && outside) || ((kind === 'contact' || kind === 'count') && afterEnding))
      return 'boilerplate';
    if (!afterEnding && isBylineHere(at, inHead, inTail)) {
      ended = !inHead;
      afterEnding = inTail;
      return 'byline';
    }
    if (sentences[at] !== true) return afterEnding ? 'after-end' : null;
    afterEnding = false;
    ended = END_MARK.test(line.text);
    return null;
  };

  const kept: PageLine[] = [];
  const dropped: DroppedLine[] = [];
  for (const [at, line] of lines.entries()) {
    const reason = reasonToDrop(line, at);
    if (reason === null) kept.push(line);
    else dropped.push({ text: line.text, reason });
  }
  return { kept, dropped };
}

function bylineOf(line: PageLine | undefined) {
  return line === undefined ? null : parseByline(line.text);
}

function isDateline(line: PageLine | undefined): boolean {
  return line !== undefined && parseDateline(line.text) !== null;
}

/**
 * The kinds of all lines; numbers in a row with a visit counter are counters themselves, and labels with figures in a row of
 * the article's own are the article's.
 */
function kindsOf(lines: readonly PageLine[]): (BoilerplateKind | null)[] {
  const kinds = lines.map(({ text, tableRow }) => (tableRow === true ? null : boilerplateKind(text)));
  const counters = new Set<number>();
  const spread = (at: number, from: number): void => {
    if (kinds[at] !== 'count') return;
    if (counters.has(from) || isVisitCounter(lines[from]?.text ?? '')) counters.add(at);
  };
  for (let at = 0; at < lines.length; at++) spread(at, at - 1);
  for (let at = lines.length - 1; at >= 0; at--) spread(at, at + 1);
  const own = ownLabels(lines, kinds);
  return kinds.map((kind, at) => (counters.has(at) ? 'edge' : own.has(at) ? null : kind));
}

/** Rows of "label: value" lines shorter than this tell nothing of one another. */
const MIN_LABELS = 3;
const LABEL = /^[^:]{1,60}:\s*[^\s:]/u;

/**
 * The labelled lines that some labels would make the page's, in rows of which most are not: "Chia sẻ: 30%" and "Ý kiến: 45" among the
 * results of a survey.
 */
function ownLabels(
  lines: readonly PageLine[],
  kinds: readonly (BoilerplateKind | null)[],
): ReadonlySet<number> {
  const own = new Set<number>();
  let row: number[] = [];
  const close = (): void => {
    const told = row.filter((at) => kinds[at] === null && bylineOf(lines[at]) === null);
    const counted = row.filter((at) => kinds[at] === 'count');
    const isVisits = row.some((at) => isVisitCounter(lines[at]?.text ?? ''));
    const isOwn = row.length >= MIN_LABELS && told.length > 1 && !isVisits;
    if (isOwn && (told.length + counted.length) * 2 > row.length)
      for (const at of row) if (kinds[at] === 'contact' || hasFigure(lines[at]?.text ?? '')) own.add(at);
    row = [];
  };
  lines.forEach(({ text, tableRow }, at) => {
    if (tableRow === true || !LABEL.test(text)) close();
    else row.push(at);
  });
  close();
  return own;
}

/** Whether `line` is text of the article rather than a caption, headline or label. */
export function isSentence({ text, listItem }: PageLine): boolean {
  if (parseByline(text) !== null) return false;
  const words = text.split(' ').length;
  if (words >= MIN_TEXT_WORDS) return true;
  if (listItem) return false;
  if (/(?:[^.]\.|\/\.?)[”"’')»]*$/u.test(text)) return words >= MIN_SENTENCE_WORDS;
  return words >= MIN_LOOSE_SENTENCE_WORDS && /[!?…:;.][”"’')»]*$|[”"»]$/u.test(text);
}

/** "./.", "/." or "./": how Vietnamese newspapers close an article. */
const END_MARK = /\.?\/\.$|\.\/$/u;

/** `paragraph` with a full stop in the place of an end mark. */
export function withoutEndMark(paragraph: string): string {
  return paragraph.replace(END_MARK, '.');
}
