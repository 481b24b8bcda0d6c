import { Readability } from '@mozilla/readability';
import { foldDiacritics } from '../../language/vietnamese.js';
import { isSentence } from '../clean/boilerplate.js';
import { boilerplateKind, mayHeadPart } from '../clean/boilerplate-line.js';
import { parseByline, parseDateline } from '../clean/byline-dateline.js';
import type { Block, Box } from './html-blocks.js';
import type { HtmlDocument, HtmlElement, HtmlNode } from './html-document.js';

/** What tells where on a page its article is, besides its elements. Unknown is null. */
export interface ArticleClues {
  readonly title: string | null;
  /** The summary that the page's metadata give. */
  readonly description: string | null;
  /** The article's text, as its JSON-LD gives it. */
  readonly body: string | null;
}

/** The blocks of a page, each in one of three parts and in the order of the page. */
interface PartedBlocks {
  readonly article: readonly Block[];
  /** What belongs to the page although it stands in the article. */
  readonly boilerplate: readonly Block[];
  readonly outside: readonly Block[];
}

/** Blocks right before an article, and right after it, among which a date or name is the article's. */
const MAX_BESIDE = 5;
/** Blocks before an article's first paragraph among which its lead is: on a page whose title is not found, and on any. */
const MAX_LEAD_DISTANCE = 6;
const MAX_DESCRIBED_DISTANCE = 15;
/** Longest text in JSON-LD that is compared with the paragraphs of its page. */
const MAX_BODY_LENGTH = 100_000;
/** Letters of a lead by which it is known from the page's description of itself, and of a paragraph that is known at all. */
const DESCRIBED_LENGTH = 60;

/**
 * Parts the article from its page. It reaches from the title to the end of the element that holds it: the one that is
 * marked as an article, or else the one that Readability finds once comments, menus and other news are taken out. What
 * stands in between is kept, also where Readability would leave it out, unless its element shows that it is the page's.
 *
 * Readability changes `document`.
 */
export function partArticle(
  document: HtmlDocument,
  blocks: readonly Block[],
  clues: ArticleClues,
): PartedBlocks {
  const titles = titlePlaces(blocks, clues.title);
  const boxes = [...new Set(blocks.flatMap(({ box }) => [...chain(box)]))];
  const marked = markedArticle(boxes, blocks, titles);
  const holdsArticle = (box: Box): boolean =>
    titles.some((at) => holds(box, at)) ||
    (marked !== null && box.start <= marked.start && box.end >= marked.end);

  const sentences = placesOf(blocks, saysSomething);
  const isParagraph = (at: number): boolean => blocks[at]?.box.tag === 'P';
  const texts = new Set(sentences.filter(isParagraph).map((at) => blocks[at]?.box.parent ?? null));
  const saidInMarked = marked === null ? 0 : sentences.filter((at) => holds(marked, at)).length;
  const known: Known = { blocks, titles, marked, saidInMarked, texts };
  const isAnyLeft = (without: readonly Box[]): boolean =>
    sentences.some((at) => !without.some((box) => holds(box, at)));
  const strays = boxes.filter((box) => !holdsArticle(box) && isStray(box, known));
  const trusted = isAnyLeft(strays) ? strays : [];
  for (const { element } of trusted) element.remove();
  const found = findReadable(document, blocks).filter((at) => !trusted.some((box) => holds(box, at)));
  const isNamed = (box: Box): boolean => {
    const name = nameOf(box);
    const [isOtherNews, isFurniture] = [OTHER_NEWS.test(name), FURNITURE.test(name)];
    if (!isOtherNews && !isFurniture && !CONTROLS.test(name)) return false;
    const own = blocks.slice(box.start, box.end);
    const said = own.filter(saysSomething).length;
    const hasLink = own.some(({ isLink }) => isLink);
    if (isOtherNews && hasLink && said * 2 <= sentences.length) return true;
    return (isFurniture || hasLink || said === 0) && !found.some((at) => holds(box, at));
  };
  const named = found.length === 0 ? [] : boxes.filter((box) => !holdsArticle(box) && isNamed(box));

  const isPages = blocks.map(() => false);
  const furniture = isAnyLeft([...trusted, ...named]) ? [...trusted, ...named] : trusted;
  for (const box of furniture) isPages.fill(true, box.start, box.end);
  const page: Judged = { ...known, boxes, found, isPages };
  const core = chooseCore(page, clues.body);
  const says = (at: number): boolean => isPages[at] === false && saysSomething(blocks[at]);
  if (core.some(says)) return part(page, startOf(core, page, clues.description), endOf(core, page));
  const [title = 0] = titles.filter((at) => sentences.some((place) => place > at && says(place)));
  return part(page, title, blocks.length);
}

/** What is known of a page from its elements; blocks by their places. */
interface Known {
  readonly blocks: readonly Block[];
  readonly titles: readonly number[];
  readonly marked: Box | null;
  /** Sentences in {@link marked}. */
  readonly saidInMarked: number;
  /** Elements with paragraphs in them. */
  readonly texts: ReadonlySet<Box | null>;
}

interface Judged extends Known {
  readonly boxes: readonly Box[];
  /** What Readability takes for the article. */
  readonly found: readonly number[];
  /** For each block whether its element shows that it is the page's. */
  readonly isPages: readonly boolean[];
}

/** Whether `block` is a sentence, of a list or not. */
function saysSomething(block: Block | undefined): boolean {
  return block !== undefined && isSentence({ text: block.text, listItem: false });
}

/** A box and those around it. */
function* chain(box: Box | null): Generator<Box> {
  for (let next = box; next !== null; next = next.parent) yield next;
}

function holds(box: Box, at: number): boolean {
  return box.start <= at && at < box.end;
}

function placesOf(blocks: readonly Block[], is: (block: Block, at: number) => boolean): number[] {
  return blocks.flatMap((block, at) => (is(block, at) ? [at] : []));
}

/** Shortest heading that is the title when the title goes on behind it, with the site's name say. */
const MIN_TITLE_LENGTH = 20;

/** Where the title stands: the headings that repeat it or are of the first level and no link, or else whatever repeats it. */
function titlePlaces(blocks: readonly Block[], title: string | null): number[] {
  const folded = foldDiacritics(title ?? '');
  const repeatsTitle = (text: string): boolean => {
    const own = foldDiacritics(text);
    return own === folded || (own.length >= MIN_TITLE_LENGTH && folded.startsWith(own));
  };
  const places = placesOf(
    blocks,
    (block) => (block.box.tag === 'H1' && !block.isLink) || repeatsTitle(block.text),
  );
  const headings = places.filter((at) => isHeading(blocks[at]));
  return headings.length > 0 ? headings : places;
}

/** Names of elements (class, id) that hold comments, not those of pages that have some or none. */
const COMMENTS =
  /(?:^|[^a-z])(?<!(?:no|has|with|allow|show|hide)[-_])(?:(?:box|list|block)?[-_]?comments?(?![-_]?(?:open|closed?|on|off|count|status))(?:[-_]?(?:list|box|area|section|body|wrapper|content))?|cmt|binh[-_]?luan|y[-_]?kien(?:[-_]?ban[-_]?doc)?|disqus(?:[-_]?thread)?|respond|replies)(?:[^a-z]|$)/iu;
/** Names of elements that hold advertisements, the way to a page or what is below all pages of a site. */
const FURNITURE =
  /(?:^|[^a-z])(?:footer|copyright|breadcrumbs?|ads?|adv|advert\w*|quang[-_]?cao|sponsor\w*|newsletter|cookies?)(?:[^a-z]|$)/iu;
/** Names of elements that hold other news; without a link they may be the article's all the same. */
const OTHER_NEWS =
  /(?:^|[^a-z])(?:related?(?:[-_]?(?:news|posts?|box))?|(?:tin|bai)?[-_]?lien[-_]?quan|tin[-_]?khac|recommend\w*|most[-_]?(?:read|viewed)|(?:doc|xem)[-_]?nhieu)(?:[^a-z]|$)/iu;
/** Names of elements that hold menus or buttons; the same. */
const CONTROLS =
  /(?:^|[^a-z])(?:sidebar|socials?|shar(?:e|ing)|menu|nav(?:bar|igation)?|banner|popup|modal|pag(?:er|ination)|tags?)(?:[^a-z]|$)/iu;

function nameOf({ element }: Box): string {
  return ['class', 'id', 'type'].map((name) => element.getAttribute(name) ?? '').join(' ');
}

/**
 * The one element that the page marks as its article, with a sentence in it: the article's text where that is marked, or
 * else an `article` that is no other's comment or part; of several the one with the title.
 */
function markedArticle(
  boxes: readonly Box[],
  blocks: readonly Block[],
  titles: readonly number[],
): Box | null {
  const candidates = boxes.filter(
    (box) =>
      (box.tag === 'ARTICLE' || isArticleBody(box)) &&
      !COMMENTS.test(nameOf(box)) &&
      blocks.slice(box.start, box.end).some(saysSomething),
  );
  const articles = candidates.filter(
    (box) =>
      box.tag === 'ARTICLE' &&
      ![...chain(box.parent)].some(({ tag }) => tag === 'ARTICLE' || tag === 'ASIDE'),
  );
  const titled = articles.filter((box) => titles.some((at) => holds(box, at)));
  const single = [candidates.filter(isArticleBody), articles, titled].find(({ length }) => length === 1);
  return single?.[0] ?? null;
}

function isArticleBody({ element }: Box): boolean {
  return /(?:^|\s)articleBody(?:\s|$)/u.test(element.getAttribute('itemprop') ?? '');
}

const STRAY_TAGS = new Set('NAV MENU DIALOG'.split(' '));
/** The same, unless they stand among paragraphs, right after the title, or in what is marked as the article. */
const OUTER_TAGS = new Set('HEADER FOOTER ASIDE'.split(' '));
const STRAY_ROLES =
  /^(?:navigation|banner|contentinfo|complementary|search|dialog|alertdialog|menu|menubar)$/iu;
/** Elements that hold more than a box does, whatever their name. */
const LAYOUT_TAGS = new Set('HTML BODY MAIN'.split(' '));

/** Whether `box`, which does not hold the article, is the page's by its tag, role or name, or by how its text begins. */
function isStray(box: Box, { blocks, titles, marked, saidInMarked, texts }: Known): boolean {
  const { element, tag, parent } = box;
  if (LAYOUT_TAGS.has(tag)) return false;
  const isWithin = marked !== null && box.start >= marked.start && box.end <= marked.end;
  if (STRAY_TAGS.has(tag) || isHidden(element) || COMMENTS.test(nameOf(box))) return true;
  const role = element.getAttribute('role') ?? '';
  if (OUTER_TAGS.has(tag) || STRAY_ROLES.test(role)) {
    const isAmongParagraphs = parent !== null && texts.has(parent);
    const followsTitle = tag === 'HEADER' && titles.some((at) => at < box.start);
    if (!isWithin && !isAmongParagraphs && !followsTitle) return true;
  }
  return tag !== 'ARTICLE' && isBoxOfOthers(blocks.slice(box.start, box.end), isWithin ? saidInMarked : null);
}

/**
 * Whether the blocks of an element begin with a heading of comments or other news; in what is marked as the article it must be
 * a plain one.
 *
 * @param saidInAll - sentences of what is marked as the article where the element is in it; else null
 */
function isBoxOfOthers([first, ...others]: readonly Block[], saidInAll: number | null): boolean {
  if (first === undefined || first.isLink || others.length === 0) return false;
  if (boilerplateKind(first.text) !== 'ending') return false;
  const said = others.filter(saysSomething).length;
  if (saidInAll === null || said === 0) return true;
  return said * 2 <= saidInAll && !mayHeadPart(first.text);
}

/** Names of elements that a click of the reader shows: parts of an article behind tabs, folded or cut short. */
const PANEL =
  /(?:^|[^a-z])(?:tab(?:[-_]?(?:pane|panel|content))?|panel|collapse|accordion|toggle|spoiler|expand|(?:read|show|view)[-_]?more)(?![a-z])/iu;

function isHidden(element: HtmlElement): boolean {
  const isShownLater =
    element.getAttribute('role') === 'tabpanel' || PANEL.test(element.getAttribute('class') ?? '');
  const isInvisible =
    element.getAttribute('hidden') !== null ||
    /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(element.getAttribute('style') ?? '');
  return isInvisible && !isShownLater;
}

const NUMBER = 'data-block-element';

/** The places of the blocks that Readability takes for the article. */
function findReadable(document: HtmlDocument, blocks: readonly Block[]): number[] {
  const elements = [...new Set(blocks.map(({ box }) => box.element))];
  elements.forEach((element, at) => {
    element.setAttribute(NUMBER, String(at));
  });
  const reader = new Readability<HtmlNode>(document, { serializer: (node: unknown) => node as HtmlNode });
  const content = reader.parse()?.content as HtmlElement | null | undefined;
  const kept = [...(content?.querySelectorAll(`[${NUMBER}]`) ?? [])];
  const found = new Set(kept.map((element) => elements[Number(element.getAttribute(NUMBER))]));
  // Of an element with nothing but text Readability makes a paragraph that has lost its number.
  const words = (text: string | null): string => (text ?? '').replace(/\s+/gu, '');
  const paragraphs = [...(content?.querySelectorAll(`p:not([${NUMBER}])`) ?? [])];
  const texts = new Set(paragraphs.map(({ textContent }) => words(textContent)));
  return placesOf(blocks, ({ box, text }) => found.has(box.element) || texts.has(words(text)));
}

/** The places of what is the article's beyond doubt. */
function chooseCore(
  { blocks, isPages, marked, found, boxes }: Judged,
  body: string | null,
): readonly number[] {
  const within = (box: Box): number[] => placesOf(blocks, (_, at) => holds(box, at) && isPages[at] === false);
  if (marked !== null) return within(marked);
  const foldedBody = body === null || body.length > MAX_BODY_LENGTH ? '' : foldDiacritics(body);
  const stated = placesOf(blocks, (block, at) => {
    const folded = isPages[at] === true || !saysSomething(block) ? '' : foldDiacritics(block.text);
    return folded.length >= DESCRIBED_LENGTH && foldedBody.includes(folded);
  });
  const mains = boxes.filter(({ tag, element }) => tag === 'MAIN' || element.getAttribute('role') === 'main');
  const main = mains.length === 1 ? mains.flatMap(within) : [];
  const inMain = main.some((at) => saysSomething(blocks[at]))
    ? found.filter((at) => main.includes(at))
    : found;
  if (stated.length > 0 && !stated.some((at) => found.includes(at))) return stated;
  return inMain.length === 0 ? main : [...new Set([...inMain, ...stated])].sort((a, b) => a - b);
}

/** The place of the article's first block: its title, or else its lead. */
function startOf(
  core: readonly number[],
  { blocks, isPages, titles }: Judged,
  description: string | null,
): number {
  const [first = 0] = core;
  const firstSentence = core.find((at) => saysSomething(blocks[at])) ?? first;
  const title = titles.findLast((at) => at <= firstSentence);
  let start = Math.min(first, title ?? first);
  if (title === undefined) {
    const isLead = (at: number): boolean => {
      const block = blocks[at];
      if (block === undefined || isPages[at] === true || block.isLink) return false;
      return boilerplateKind(block.text) === null || parseDateline(block.text) !== null;
    };
    const column = [...chain(blocks[first]?.box ?? null)].find((box) => box.start < first);
    const top = Math.max(column?.start ?? first, first - MAX_LEAD_DISTANCE);
    while (start > top && isLead(start - 1)) start -= 1;
  }
  const opening = foldDiacritics(description ?? '').slice(0, DESCRIBED_LENGTH);
  const described = blocks.findIndex(
    ({ text }, at) =>
      opening.length === DESCRIBED_LENGTH &&
      at >= first - MAX_DESCRIBED_DISTANCE &&
      isPages[at] === false &&
      foldDiacritics(text).includes(opening),
  );
  return described >= 0 ? Math.min(start, described) : start;
}

/** Elements of running text. */
const FLOW_TAGS = /^(?:P|H[1-6]|UL|OL|DL|TABLE|BLOCKQUOTE|FIGURE|PRE)$/u;

/** The place after the article's last block. */
function endOf(core: readonly number[], page: Judged): number {
  const { blocks, isPages, titles, marked, found } = page;
  const [first = 0] = core;
  const last = core.at(-1) ?? first;
  if (marked !== null) {
    // The element may hold the beginning alone, with more paragraphs right behind it.
    const goesOn = (at: number): boolean =>
      found.includes(at) &&
      isPages[at] === false &&
      blocks[at]?.box.tag === 'P' &&
      blocks[at].box.parent === marked.parent;
    let { end } = marked;
    while (goesOn(end)) end += 1;
    return end;
  }
  const around = [...chain(blocks[last]?.box ?? null)];
  const at = around.findIndex((box) => box.start <= first);
  const own = around[at] !== undefined && isSingle(around[at]) ? at + 1 : at;
  const container = around[own];
  if (container === undefined) return last + 1;
  const isBody =
    titles.length > 0
      ? !titles.some((place) => holds(container, place))
      : blocks[last]?.box.parent === container;
  if (isBody && !LAYOUT_TAGS.has(container.tag)) return endOfAlike(container, page);
  const inner = around[own - 1];
  let end = inner === undefined ? last + 1 : endOfAlike(inner, page);
  for (let next = end; next < container.end; next += 1) {
    const block = blocks[next];
    const boxes = [...chain(block?.box ?? null)];
    const piece = boxes[boxes.indexOf(container) - 1];
    const isParagraph =
      piece === undefined || FLOW_TAGS.test(piece.tag) || (isSingle(piece) && saysSomething(block));
    const flows = isParagraph || block?.tableRow === true;
    if (!flows || isPages[next] === true || block === undefined || boilerplateKind(block.text) === 'ending')
      break;
    if (!isHeading(block) || saysSomething(block)) end = next + 1;
  }
  if (container.tag === 'ARTICLE' && end === container.end) return endOfAlike(container, page);
  return end;
}

const PARTS = /^(?:ARTICLE|SECTION)$/u;

/** The end of the last of the elements right behind `box` that go on with what it began: as its next part, by tag and name. */
function endOfAlike(box: Box, { boxes, blocks, isPages }: Judged): number {
  const goesOn = (other: Box): boolean => {
    const name = nameOf(other).trim();
    if (other.tag !== box.tag || (name !== nameOf(box).trim() && !PARTS.test(box.tag))) return false;
    if (name === '' && !PARTS.test(box.tag)) return false;
    const own = blocks.slice(other.start, other.end);
    const isOthers = own.some((block, at) => block.isLink && (at === 0 || isHeading(block)));
    return !isOthers && !isPages.slice(other.start, other.end).includes(true) && own.some(saysSomething);
  };
  const siblings = boxes.filter(({ parent, start }) => parent === box.parent && start >= box.end);
  let { end } = box;
  for (const next of siblings.sort((a, b) => a.start - b.start)) {
    if (next.start !== end || !goesOn(next)) break;
    ({ end } = next);
  }
  return end;
}

function isSingle({ start, end }: Box): boolean {
  return end - start === 1;
}

function isHeading(block: Block | undefined): boolean {
  return block !== undefined && /^H[1-6]$/u.test(block.box.tag);
}

function part({ blocks, isPages }: Judged, start: number, end: number): PartedBlocks {
  const isHere = (at: number): boolean => at >= start && at < end;
  const firstSentence = blocks.findIndex(
    (block, at) => isHere(at) && isPages[at] === false && saysSomething(block),
  );
  const signature = signatureBeside(blocks, isPages, [start, end], firstSentence);
  const parts: Record<keyof PartedBlocks, Block[]> = { article: [], boilerplate: [], outside: [] };
  blocks.forEach((block, at) => {
    const isPagesOwn = isPages[at] === true || isLinkElsewhere(block, at < firstSentence);
    if (isHere(at)) parts[isPagesOwn ? 'boilerplate' : 'article'].push(block);
    else parts[signature.has(at) ? 'article' : 'outside'].push(block);
  });
  return parts;
}

/**
 * The blocks right before and after the article that are its date or name. One before the title is its date only where
 * there is no other, for the top of a page shows the day on which it was saved.
 */
function signatureBeside(
  blocks: readonly Block[],
  isPages: readonly boolean[],
  [start, end]: readonly [start: number, end: number],
  firstSentence: number,
): ReadonlySet<number> {
  const isDate = (block: Block): boolean => block.isDate || parseDateline(block.text) !== null;
  const isDatedInside = blocks.slice(start, Math.max(start, firstSentence)).some(isDate);
  const after: number[] = [];
  for (const [distance, block] of blocks.slice(end, end + MAX_BESIDE).entries()) {
    const isOther = block.isLink || isHeading(block) || boilerplateKind(block.text) === 'ending';
    if (isPages[end + distance] === true || isOther || saysSomething(block)) break;
    if (isDate(block) ? !isDatedInside : parseByline(block.text) !== null) after.push(end + distance);
  }
  if (isDatedInside || after.some((at) => blocks.slice(at, at + 1).some(isDate))) return new Set(after);
  for (let at = start - 1; at >= Math.max(0, start - MAX_BESIDE); at -= 1) {
    const block = blocks[at];
    if (block === undefined || isPages[at] === true || block.isLink) break;
    if (isDate(block)) return new Set([at, ...after]);
  }
  return new Set(after);
}

/** A link that is no sentence and no paragraph of its own: a headline, tag or menu entry. Before the text it may name the author. */
function isLinkElsewhere(block: Block, isInHead: boolean): boolean {
  if (!block.isLink || saysSomething(block)) return false;
  if (block.box.tag === 'P' && block.box.parent?.tag !== 'LI') return false;
  return !(isInHead && parseByline(block.text) !== null);
}
