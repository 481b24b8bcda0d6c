import type { Article, ArticleMetadata } from '../article.js';
import { parseByline } from './byline.js';
import { removeBoilerplate, type DroppedLine } from './boilerplate.js';
import { parseDateline } from './dateline.js';
import { withoutEndMark } from './end-mark.js';
import { foldDiacritics } from '../../language/vietnamese.js';
import { furnitureKind } from './furniture.js';
import { inferDay } from './infer-day.js';
import { splitPublisherMarker } from './publisher-marker.js';
import type { PageLine, RawPage } from '../formats/raw-page.js';
import { dropRepeatedCaptions } from './repeated-captions.js';

/** Longest first line of a plain text that is its title: headlines with a lead-in stay below. */
const MAX_TITLE_LENGTH = 250;
/** Lines at the top of a page among which its title may stand once more, after a menu. */
const MAX_TITLE_PLACE = 10;
/** Paragraphs in which a newspaper's mark may open the lead: a summary may stand before it. */
const MAX_LEAD_PARAGRAPHS = 2;

/**
 * The article that a page holds: its text without page furniture, and what the page says about it. What is stated
 * outside the text wins over what the lines say; the lines are taken out of the text all the same.
 *
 * @param fallbackTitle - used where the page has no title.
 */
export function articleOfPage(page: RawPage, fallbackTitle: string): ArticleMetadata & Pick<Article, 'text'> {
  const { title, lines } = splitTitle(page);
  const { kept, dropped } = removeBoilerplate(lines);
  const marked = splitLead(kept);
  const paragraphs = dropRepeatedCaptions(marked.lines).map(({ text }) => withoutEndMark(text));
  const { stated } = page;
  const statedDay = stated.publishedAt ?? readDay(dropped);
  const publishedAt = statedDay ?? inferDay(paragraphs);
  return {
    title: title ?? fallbackTitle,
    publisher: stated.publisher ?? marked.publisher,
    author: stated.author ?? readAuthor(dropped),
    publishedAt,
    publishedAtInferred: statedDay === null && publishedAt !== null,
    url: stated.url,
    originalTitle: stated.originalTitle,
    text: paragraphs.join('\n\n').normalize('NFC'),
  };
}

interface TitledLines {
  readonly title: string | null;
  readonly lines: readonly PageLine[];
}

/** Takes the title, and a heading that repeats it, out of the lines. */
function splitTitle({ lines, stated, firstLineIsTitle }: RawPage): TitledLines {
  const candidate = lines.find(({ text }) => furnitureKind(text) === null && parseDateline(text) === null);
  const ownTitle = firstLineIsTitle && lines.length > 1 && candidate !== undefined && isTitle(candidate.text);
  const title = stated.title ?? (ownTitle ? candidate.text : null);
  if (title === null) return { title, lines };
  const folded = foldDiacritics(title);
  return {
    title,
    lines: lines.filter(({ text }, at) => at > MAX_TITLE_PLACE || foldDiacritics(text) !== folded),
  };
}

function isTitle(text: string): boolean {
  return text.length <= MAX_TITLE_LENGTH && !/[^.]\.$/u.test(text);
}

interface MarkedLines {
  readonly publisher: string | null;
  readonly lines: readonly PageLine[];
}

function splitLead(lines: readonly PageLine[]): MarkedLines {
  for (const [at, line] of lines.slice(0, MAX_LEAD_PARAGRAPHS).entries()) {
    const lead = splitPublisherMarker(line.text);
    if (lead !== null)
      return { publisher: lead.publisher, lines: lines.with(at, { ...line, text: lead.text }) };
  }
  return { publisher: null, lines };
}

function readDay(dropped: readonly DroppedLine[]): string | null {
  const datelines = dropped.filter(({ reason }) => reason === 'dateline');
  return datelines.map(({ text }) => parseDateline(text)?.day).find((day) => day !== undefined) ?? null;
}

function readAuthor(dropped: readonly DroppedLine[]): string | null {
  const names = dropped.flatMap(({ text, reason }) => {
    if (reason === 'byline') return parseByline(text)?.author ?? [];
    if (reason === 'dateline') return parseDateline(text)?.author ?? [];
    return [];
  });
  return names[0] ?? null;
}
