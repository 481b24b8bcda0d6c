import type { DropKind } from '../article.js';
import type { PageLine } from '../formats/raw-page.js';
import { parseByline, parseDateline } from './byline-dateline.js';
import { foldDiacritics } from '../../language/vietnamese.js';
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
export interface DroppedLine {
  readonly text: string;
  readonly reason: DropReason;
}

/** A page parted into its article and the rest. */
interface PartedPage {
  readonly kept: readonly PageLine[];
  readonly dropped: readonly DroppedLine[];
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
export function removeBoilerplate(lines: readonly PageLine[]): PartedPage {
  const kinds = kindsOf(lines);
  const sentences = lines.map((line, at) => kinds[at] === null && isSentence(line));
  const wordsBefore = cumulativeWords(lines, sentences);
  const first = sentences.indexOf(true);
  const last = sentences.lastIndexOf(true);
  const kept: PageLine[] = [];
  const dropped: DroppedLine[] = [];
  /** Whether the next line that is an ending or a sentence is an ending. */
  const beforeEnding: boolean[] = [];
  let isNext = false;
  for (let at = lines.length - 1; at >= 0; at--) {
    beforeEnding[at] = isNext;
    if (kinds[at] === 'ending') isNext = true;
    else if (sentences[at] === true) isNext = false;
  }
  let progress: Progress = { reason: null, afterEnding: false, ended: false, closed: false };
  lines.forEach((line, at) => {
    const share = (wordsBefore[at] ?? 0) / Math.max(1, wordsBefore.at(-1) ?? 0);
    progress = judge(progress, {
      line,
      kind: kinds[at] ?? null,
      previous: lines[at - 1],
      next: lines[at + 1],
      kindOfNext: kinds[at + 1] ?? null,
      isBeforeEnding: beforeEnding[at] === true,
      isSentence: sentences[at] === true,
      inHead: first < 0 || at < first,
      inTail: at > last,
      mayClose: share >= MIN_SHARE_BEFORE_CLOSING,
    });
    if (progress.reason === null) kept.push(line);
    else dropped.push({ text: line.text, reason: progress.reason });
  });
  return { kept, dropped };
}

/**
 * The kinds of all lines; numbers in a row with a visit counter are counters themselves, and labels with figures in a row of
 * the article's own are the article's.
 */
function kindsOf(lines: readonly PageLine[]): (BoilerplateKind | null)[] {
  const kinds = lines.map(({ text, tableRow }) => (tableRow === true ? null : boilerplateKind(text)));
  const spread = (order: readonly number[], step: -1 | 1): void => {
    for (const at of order) {
      if (kinds[at] !== 'count') continue;
      const before = at + step;
      const isCounter = counters.has(before) || isVisitCounter(foldDiacritics(lines[before]?.text ?? ''));
      if (isCounter) counters.add(at);
    }
  };
  const counters = new Set<number>();
  const order = [...lines.keys()];
  spread(order, -1);
  spread(order.toReversed(), 1);
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
    const told = row.filter((at) => kinds[at] === null && parseByline(lines[at]?.text ?? '') === null);
    const counted = row.filter((at) => kinds[at] === 'count');
    const isVisits = row.some((at) => isVisitCounter(foldDiacritics(lines[at]?.text ?? '')));
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

/** A line and where it stands. */
interface Place {
  readonly line: PageLine;
  readonly kind: BoilerplateKind | null;
  readonly previous: PageLine | undefined;
  readonly next: PageLine | undefined;
  readonly kindOfNext: BoilerplateKind | null;
  /** A heading of what follows articles comes before the next sentence. */
  readonly isBeforeEnding: boolean;
  readonly isSentence: boolean;
  /** Before the first sentence. */
  readonly inHead: boolean;
  /** After the last sentence. */
  readonly inTail: boolean;
  /** Enough of the page's sentences stand before it. */
  readonly mayClose: boolean;
}

/** What was decided of a line, and what it means for the next. */
interface Progress {
  /** Null: the line is the article's. */
  readonly reason: DropReason | null;
  /** A heading of what follows articles, or a closing byline, was met and no sentence since. */
  readonly afterEnding: boolean;
  /** The last sentence had an end mark, or a byline came after it. */
  readonly ended: boolean;
  /** Nothing that comes is the article's. */
  readonly closed: boolean;
}

function judge(before: Progress, place: Place): Progress {
  const { line, kind, isSentence, inHead, inTail } = place;
  const { afterEnding, ended } = before;
  const drop = (reason: DropReason, change: Partial<Progress> = {}): Progress => ({
    ...before,
    ...change,
    reason,
  });
  const outside = inHead || inTail || afterEnding;

  if (before.closed) return drop('after-end');
  if (line.tableRow === true) return { ...before, reason: null };
  // "Ý kiến" and the like head a part of an article as well, with lists below it.
  if (kind === 'ending' && !inHead && !inTail && !ended && mayHeadPart(line.text)) return drop('boilerplate');
  if (kind === 'ending')
    return drop('boilerplate', {
      afterEnding: !inHead,
      closed: ended && place.mayClose && !hasValue(line.text),
    });
  if (kind === 'widget') return drop('boilerplate');
  const followsName = place.previous !== undefined && parseByline(place.previous.text) !== null;
  if ((!afterEnding || followsName) && outside && parseDateline(line.text) !== null) return drop('dateline');
  if ((kind === 'edge' && outside) || ((kind === 'contact' || kind === 'count') && afterEnding))
    return drop('boilerplate');
  if (!afterEnding && isBylineHere(place, ended))
    return drop('byline', { ended: !inHead, afterEnding: inTail });
  if (isSentence) return { reason: null, afterEnding: false, ended: hasEndMark(line.text), closed: false };
  return afterEnding ? drop('after-end') : { ...before, reason: null };
}

/** Whether something stands behind a label: keywords, one headline. */
function hasValue(text: string): boolean {
  return /:\s*\S/u.test(text);
}

/**
 * A name alone is a byline only beside a date or where the article visibly ends; elsewhere it may be a heading. A labelled one
 * among the sentences may tell of a book or a picture.
 */
function isBylineHere(
  { line, previous, next, kindOfNext, isBeforeEnding, inHead, inTail }: Place,
  ended: boolean,
): boolean {
  const byline = parseByline(line.text);
  if (byline === null) return false;
  if (byline.author === null) return inTail;
  if (ended || (byline.labelled && (inHead || inTail || isBeforeEnding))) return true;
  const isDate = (other: PageLine | undefined): boolean =>
    other !== undefined && parseDateline(other.text) !== null;
  if (inHead) return isDate(next) || isDate(previous);
  if (!inTail) return kindOfNext === 'ending';
  return (
    next === undefined || kindOfNext !== null || parseByline(next.text)?.labelled === true || isDate(next)
  );
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

/** Words of all sentences before each line, and of all at the end. */
function cumulativeWords(lines: readonly PageLine[], sentences: readonly boolean[]): number[] {
  const totals = [0];
  lines.forEach(({ text }, at) => {
    totals.push((totals[at] ?? 0) + (sentences[at] === true ? text.split(' ').length : 0));
  });
  return totals;
}

/** "./.", "/." or "./": how Vietnamese newspapers close an article. */
const END_MARK = /\.?\/\.$|\.\/$/u;

/** Whether `paragraph` closes an article. */
function hasEndMark(paragraph: string): boolean {
  return END_MARK.test(paragraph);
}

/** `paragraph` with a full stop in the place of an end mark. */
export function withoutEndMark(paragraph: string): string {
  return paragraph.replace(END_MARK, '.');
}
