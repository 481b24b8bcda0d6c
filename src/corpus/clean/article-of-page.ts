import { calendarDay } from '../../language/dates.js';
import { foldDiacritics, wordingOf } from '../../language/vietnamese.js';
import { isPlaceName } from '../../language/gazetteer.js';
import { type ArticleMetadata, droppedBlock, type ParsedArticle } from '../article.js';
import type { PageLine, RawPage } from '../formats/raw-page.js';
import { removeBoilerplate, withoutEndMark } from './boilerplate.js';
import { parseByline, parseDateline } from './byline-dateline.js';
import { boilerplateKind } from './boilerplate-line.js';

/** Longest first line of a plain text that is its title: headlines with a lead-in stay below. */
const MAX_TITLE_LENGTH = 250;
/** Lines at the top of a page among which its title may stand once more, after a menu. */
const MAX_TITLE_PLACE = 10;
/** Paragraphs in which a newspaper's mark may open the lead: a summary may stand before it. */
const MAX_LEAD_PARAGRAPHS = 2;

/**
 * The article that a page holds: its text without boilerplate, and what the page says about it. What is stated
 * outside the text wins over what the lines say; the lines are taken out of the text all the same, and named among what
 * was dropped.
 *
 * @param fallbackTitle - used where the page has no title.
 */
export function articleOfPage(
  page: RawPage,
  fallbackTitle: string,
): ArticleMetadata & Pick<ParsedArticle, 'text' | 'dropped'> {
  const { title, lines } = splitTitle(page);
  const { kept, dropped } = removeBoilerplate(lines);
  const marked = splitLead(kept);
  const captions = dropRepeatedCaptions(marked.lines);
  const paragraphs = captions.kept.map(({ text }) => withoutEndMark(text));
  const { stated } = page;
  const datelines = dropped.map(({ text, reason }) => (reason === 'dateline' ? parseDateline(text) : null));
  const authors = dropped.map(
    ({ text, reason }, at) => (reason === 'byline' ? parseByline(text) : datelines[at])?.author,
  );
  const statedDay = stated.publishedAt ?? datelines.find((line) => line !== null)?.day ?? null;
  const publishedAt = statedDay ?? inferDay(paragraphs);
  return {
    title: title ?? fallbackTitle,
    publisher: stated.publisher ?? marked.publisher,
    author: stated.author ?? authors.find(Boolean) ?? null,
    publishedAt,
    publishedAtInferred: statedDay === null && publishedAt !== null,
    url: stated.url,
    originalTitle: stated.originalTitle,
    text: paragraphs.join('\n\n').normalize('NFC'),
    dropped: [
      ...page.dropped,
      ...dropped.map(({ reason, text }) => droppedBlock(reason, text)),
      ...captions.dropped.map(({ text }) => droppedBlock('repeated', text)),
    ],
  };
}

/** Takes the title, and a heading that repeats it, out of the lines. */
function splitTitle({ lines, stated, firstLineIsTitle }: RawPage) {
  const candidate = lines.find(({ text }) => boilerplateKind(text) === null && parseDateline(text) === null);
  const ownTitle = firstLineIsTitle && lines.length > 1 && candidate !== undefined && isTitle(candidate.text);
  const title = stated.title ?? (ownTitle ? candidate.text : null);
  if (title === null) return { title, lines };
  const wording = wordingOf(title);
  return {
    title,
    lines: lines.filter(({ text }, at) => at > MAX_TITLE_PLACE || wordingOf(text) !== wording),
  };
}

function isTitle(text: string): boolean {
  return text.length <= MAX_TITLE_LENGTH && !/[^.]\.$/u.test(text);
}

function splitLead(lines: readonly PageLine[]) {
  for (const [at, line] of lines.slice(0, MAX_LEAD_PARAGRAPHS).entries()) {
    const lead = splitPublisherMarker(line.text);
    if (lead !== null)
      return { publisher: lead.publisher, lines: lines.with(at, { ...line, text: lead.text }) };
  }
  return { publisher: null, lines };
}

const NAME = String.raw`[\p{L}\p{N}.&+ ]{2,30}`;
/** "(Dân trí) - …", "(TGCT) …" */
const BRACKETED = new RegExp(`^\\((${NAME})\\)( ?[-–—:])? ?(?=[\\p{Lu}\\p{N}“"‘'])`, 'u');
/** "HÀ NỘI (VNA) - …": the place stays, as part of what the article says. */
const AFTER_PLACE = new RegExp(`^(${NAME}) \\((${NAME})\\) ?[-–—] ?`, 'u');
/** "Enternews.vn Bên cạnh…", "VOV.VN - …" */
const DOMAIN =
  /^([\p{L}\p{N}-]{2,30}(?:\.[a-z]{2,10})?\.(?:vn|com|net|org|info))(?: ?[-–—|:] ?| )(?=[\p{Lu}\p{N}“"‘'])/iu;
/** "ĐBP - …", "TTO – …" */
const ACRONYM = /^(\p{Lu}[\p{Lu}&]{1,9}) ?[-–—] (?=[\p{Lu}\p{N}“"‘'])/u;

/** Capitals that open a sentence about a body ("HĐND - UBND tỉnh…") and name no newspaper. */
const BODIES = new Set(
  `ubnd hdnd mttq ubmttq btv bch bct tu tw dbqh qh ldld tand vksnd gdp asean who un eu fdi oda covid lhpn
  ccb hnd bchqs bdbp csgt pccc htx`.split(/\s+/u),
);

/** Splits off the publisher's mark at the start of a lead; null where there is none. A place alone is no publisher. */
export function splitPublisherMarker(lead: string) {
  const afterPlace = AFTER_PLACE.exec(lead);
  if (afterPlace?.[1] !== undefined && afterPlace[2] !== undefined && isPlaceName(afterPlace[1])) {
    const text = `${afterPlace[1]} - ${lead.slice(afterPlace[0].length)}`;
    return { publisher: afterPlace[2].trim(), text };
  }
  const bracketed = BRACKETED.exec(lead);
  // Without a dash only capitals are a newspaper's sign: a sentence may open with other words in brackets.
  const isSign = bracketed?.[2] !== undefined || /^[\p{Lu}\p{N}]{2,10}$/u.test(bracketed?.[1] ?? '');
  const found = isSign ? bracketed : (DOMAIN.exec(lead) ?? ACRONYM.exec(lead));
  const publisher = found?.[1]?.trim();
  if (found === null || publisher === undefined || !isPublisher(publisher)) return null;
  return { publisher, text: lead.slice(found[0].length) };
}

function isPublisher(name: string): boolean {
  return /^\p{Lu}|\./u.test(name) && !isPlaceName(name) && !BODIES.has(foldDiacritics(name));
}

/** The day of the event that a news report opens with: "sáng 31/10", "chiều nay (7/10)". */
const EVENT_DAY =
  /(?<!\p{L})(?:sáng|trưa|chiều|tối|hôm nay)(?: nay)?(?: ngày)? \(?(\d{1,2})[/-](\d{1,2})(?![/-]?\d)/giu;

/** The end of a span of years in brackets, "(10/1930 - 10/2020)" or "(18-10-1930-18-10-2024)", and its parts. */
const SPAN = /\((?:\d{1,2}[/-]){0,2}(\d{4}) ?[-–—] ?(?:(?:(\d{1,2})[/-])?(\d{1,2})[/-])?(\d{4})\)/gu;

/** Paragraphs in which a report says when its event was. */
const LEAD_PARAGRAPHS = 3;

/**
 * The day of an article whose page states none: the one day that its opening names without a year, in the one year
 * in which the anniversary it reports ends. Null unless both are single, and the anniversary's month, where given, is
 * the event's: a guess is worse than nothing.
 */
export function inferDay(paragraphs: readonly string[]): string | null {
  const named = paragraphs.slice(0, LEAD_PARAGRAPHS).flatMap((text) => [...text.matchAll(EVENT_DAY)]);
  const eventDays = new Set(named.map(([, day, month]) => `${Number(month)}-${Number(day)}`));
  const spans = paragraphs.flatMap((text) => [...text.matchAll(SPAN)]);
  const ended = spans.filter(([, from, , , to]) => Number(from) < Number(to));
  const years = new Set(ended.map((span) => span[4]));
  const [eventDay] = eventDays;
  const [year] = years;
  if (eventDay === undefined || year === undefined || eventDays.size > 1 || years.size > 1) return null;
  const [month, day] = eventDay.split('-');
  const endMonths = spans.flatMap(([, , , endMonth]) => (endMonth === undefined ? [] : [Number(endMonth)]));
  if (endMonths.some((endMonth) => endMonth !== Number(month))) return null;
  return calendarDay(year, month, day);
}

/** Shortest line that is taken out when it stands word for word a second time, right behind the first. */
const MIN_REPEATED_WORDS = 4;
/**
 * Shortest that is taken out further away. Only captions are as long without an end mark: a shorter line, or a sentence, may say
 * of each of two things what is true of both ("Số hộ nghèo: 12").
 */
const MIN_REPEATED_CAPTION_WORDS = 16;
/** Longest line that may be a caption. */
const MAX_CAPTION_WORDS = 50;
const MAX_CAPTION_LENGTH = 400;
/** Words that a caption has at least to go when its neighbour holds it. */
const MIN_HELD_WORDS = 8;

/**
 * Keeps once what a page shows again and again beside its pictures: a line that repeats the one before or a caption anywhere
 * before, word for word, and a caption with whose words the one-sentence line next to it begins. A line that differs from the other
 * by a single word, accent or sign says something else, and stays.
 */
export function dropRepeatedCaptions(lines: readonly PageLine[]) {
  const kept: PageLine[] = [];
  const dropped: PageLine[] = [];
  const captions = new Set<string>();
  let wordingBefore = '';
  for (const line of lines) {
    const wording = wordingOf(line.text);
    const words = isEntry(line) ? 0 : wording.split(' ').length;
    const before = kept.at(-1);
    if (captions.has(wording) || (words >= MIN_REPEATED_WORDS && wording === wordingBefore)) {
      dropped.push(line);
      continue;
    }
    if (words >= MIN_REPEATED_CAPTION_WORDS && !ENDS_SENTENCE.test(line.text)) captions.add(wording);
    if (before !== undefined && isCaption(line) && isCaption(before)) {
      if (goesOnFrom(wordingBefore, wording)) {
        dropped.push(line);
        continue;
      }
      if (goesOnFrom(wording, wordingBefore)) dropped.push(...kept.splice(-1));
    }
    kept.push(line);
    wordingBefore = wording;
  }
  return { kept, dropped };
}

const ENDS_SENTENCE = /[.!?…][”"’')»]*$/u;

/** Whether `line` is one sentence or less, of a caption's length. */
function isCaption(line: PageLine): boolean {
  const { text } = line;
  if (isEntry(line) || text.length > MAX_CAPTION_LENGTH || text.split(' ').length > MAX_CAPTION_WORDS)
    return false;
  return !/[.!?…]["”’)]? \p{Lu}/u.test(text);
}

function isEntry({ listItem, tableRow }: PageLine): boolean {
  return listItem || tableRow === true;
}

/** Whether a wording begins with a caption's, perhaps behind a word ("Ảnh:"): what more stands before it may deny it. */
function goesOnFrom(fuller: string, caption: string): boolean {
  const at = caption.split(' ').length < MIN_HELD_WORDS ? -1 : ` ${fuller} `.indexOf(` ${caption} `);
  return at >= 0 && !fuller.slice(0, at).trim().includes(' ');
}
