import { foldDiacritics } from '../../language/vietnamese.js';
import {
  ADDRESSES_READER,
  CONTACT_LABELS,
  COUNTER_LABELS,
  ENDING_LABELS,
  ENDINGS,
  NAVIGATION,
  READER_ADDRESS_CUES,
  WIDGET_LABELS,
  WIDGETS,
} from './furniture-vocabulary.js';

/**
 * What a line of page furniture is:
 * - `ending`: heads what follows an article (comments, tags, other news);
 * - `widget`: a button, counter or call to the reader, furniture wherever it stands;
 * - `edge`: a menu label or pager, furniture only before an article's first or after its last sentence;
 * - `contact`: an address or telephone line, furniture only once the article has ended.
 */
export type FurnitureKind = 'ending' | 'widget' | 'edge' | 'contact';

/** Longest line that can be one piece of furniture: newspapers' calls to the reader reach 400 characters. */
const MAX_FURNITURE_LENGTH = 600;
/** Longest label before a colon. */
const MAX_LABEL_LENGTH = 40;
/** Longest "Xem thêm: …" with the headline it names. */
const MAX_LABELLED_LENGTH = 250;

/** What kind of page furniture `line` (cleaned, on its own) is, or null where it may be the article's. */
export function furnitureKind(line: string): FurnitureKind | null {
  if (line.length > MAX_FURNITURE_LENGTH) return null;
  const folded = foldDiacritics(line);
  const words = wordsOf(folded);
  if (ENDINGS.has(words)) return 'ending';
  if (WIDGETS.has(words)) return 'widget';
  if (NAVIGATION.has(words) || isPager(words, line) || isBreadcrumb(folded)) return 'edge';
  return labelledKind(folded) ?? (addressesReader(words) ? 'widget' : null);
}

/** Letters only: "Bình luận (12)" and "Bình luận…" are the same words. */
function wordsOf(folded: string): string {
  return folded.replace(/[^a-z]+/g, ' ').trim();
}

/** A line without one letter: "1 2 3 4 5", "35", "* * *", "302,311". */
function isPager(words: string, line: string): boolean {
  return words === '' && !/\p{L}/u.test(line);
}

/** "Trang chủ » Thời sự » Chính trị": a path whose first step is a menu label. */
function isBreadcrumb(folded: string): boolean {
  const [first, ...rest] = folded.split(/[>»›|/]/);
  return first !== undefined && rest.length > 0 && rest.length < 8 && NAVIGATION.has(wordsOf(first));
}

function labelledKind(folded: string): FurnitureKind | null {
  const colon = folded.indexOf(':');
  if (colon < 1 || colon > MAX_LABEL_LENGTH || folded.length > MAX_LABELLED_LENGTH) return null;
  const label = wordsOf(folded.slice(0, colon));
  if (ENDING_LABELS.has(label)) return 'ending';
  if (WIDGET_LABELS.has(label)) return 'widget';
  if (COUNTER_LABELS.has(label) && /^[\s\d.,]*\d[\s\d.,]*$/.test(folded.slice(colon + 1))) return 'widget';
  return CONTACT_LABELS.has(label) ? 'contact' : null;
}

function addressesReader(words: string): boolean {
  return (
    ADDRESSES_READER.some((opening) => words.startsWith(opening)) &&
    READER_ADDRESS_CUES.some((cue) => words.includes(cue))
  );
}
