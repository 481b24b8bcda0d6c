import { setImmediate as nextTurn } from 'node:timers/promises';
import { SEARCHABLE_DATES } from '../language/dates.js';
import type { Article } from '../corpus/article.js';
import { WORD_ASSOCIATION, type Lexicon } from '../language/lexicon.js';
import { capitalisedRuns } from '../language/names.js';
import { tokenize, type Token, type TokenSpan } from '../language/vietnamese.js';

/** What a choice of Discord's autocomplete may hold, in UTF-16 units. */
const MAX_LENGTH = 100;
/** More would only be read through at every key pressed. */
const MAX_KEYPHRASES = 2_000;
/** UTF-16 units at an article's beginning whose common words are counted: news tells what it is about there. */
const LEAD_LENGTH = 2_000;
/** Times that a keyphrase of common words must stand there, over all articles. */
const MIN_USES = 2;

/** How telling a keyphrase is by its form, 0 to 1. */
const WEIGHTS = { name: 1, document: 0.9, quotation: 0.7, body: 0.7, time: 0.4, words: 0.5 };

/** "Nghị quyết số 45-NQ/TW", "năm 2016", "17/10/2024", and what stands in quotation marks. */
const WRITTEN = [
  [
    WEIGHTS.document,
    /(?<!\p{L})(?:Nghị quyết|Quyết định|Chỉ thị|Kết luận|Nghị định|Thông tư)(?: số)? \d+(?:[-/][\p{L}\p{N}-]+)*/gu,
  ],
  ...SEARCHABLE_DATES.map((pattern) => [WEIGHTS.time, pattern] as const),
  [WEIGHTS.quotation, /(?<=[“"])[\p{L}\p{N}][^“”"\p{C}]{5,80}(?=[”"])/gu],
] as const;

interface Keyphrase {
  readonly text: string;
  readonly weight: number;
  /** In how many articles it stands, and the number of the last of them. */
  articles: number;
  lastArticle: number;
  uses: number;
}

/**
 * Names and keyphrases of the articles worth searching for, exactly as written there, most telling first: at most 2,000 of at
 * most 100 UTF-16 units, none twice but for its case and diacritics. Takes time linear in the texts: one article a turn, so that whatever
 * else its thread is asked for comes before the next.
 */
export async function keyphrasesOf(
  articles: readonly Pick<Article, 'title' | 'text'>[],
  lexicon: Lexicon,
): Promise<string[]> {
  const found = new Map<string, Keyphrase>();
  for (const [number, { title, text }] of articles.entries()) {
    await nextTurn();
    const count: Count = (key, written, weight) => {
      if (written.length > MAX_LENGTH) return;
      const keyphrase = found.get(key) ?? { text: written, weight, uses: 0, articles: 0, lastArticle: -1 };
      found.set(key, keyphrase);
      keyphrase.uses++;
      if (keyphrase.lastArticle !== number) keyphrase.articles++;
      keyphrase.lastArticle = number;
    };
    countNames(title, tokenize(title), lexicon, count);
    const tokens = tokenize(text);
    countNames(text, tokens, lexicon, count);
    countWords(text, tokens, lexicon, count);
    for (const [weight, pattern] of WRITTEN) {
      for (const [written] of text.matchAll(pattern)) count(keyOf(tokenize(written)), written, weight);
    }
  }
  return ranked([...found.values()], articles.length);
}

/** Counts a keyphrase: its key, by which spellings of it are the same, its text and its weight. */
type Count = (key: string, written: string, weight: number) => void;

function countNames(text: string, tokens: readonly Token[], lexicon: Lexicon, count: Count): void {
  for (const { run, isName } of capitalisedRuns(text, tokens, lexicon)) {
    const [written, syllables] = [writtenAs(text, tokens, run), tokens.slice(run.first, run.last + 1)];
    // A line in capitals, or initials: who searches for them types them as fast.
    if (written === written.toUpperCase()) continue;
    count(keyOf(syllables), written, isName ? WEIGHTS.name : WEIGHTS.body);
  }
}

/** Two common words side by side, each of two syllables: "công nghệ thông tin". */
function countWords(text: string, tokens: readonly Token[], lexicon: Lexicon, count: Count): void {
  const associated = (at: number) => {
    const [left, right] = [tokens[at], tokens[at + 1]];
    if (left === undefined || right === undefined || right.afterBreak) return false;
    return (lexicon.pair(`${left.accented} ${right.accented}`, false)?.association ?? 0) >= WORD_ASSOCIATION;
  };
  for (let at = 0; at + 3 < tokens.length; at++) {
    if ((tokens[at + 3]?.end ?? Infinity) > LEAD_LENGTH) break;
    if (tokens[at + 2]?.afterBreak !== false || !associated(at) || !associated(at + 2)) continue;
    const written = writtenAs(text, tokens, { first: at, last: at + 3 });
    if (written !== written.toLowerCase()) continue;
    const syllables = tokens.slice(at, at + 4);
    const rarity = [0, 2].map((from) =>
      lexicon.rarity(`${syllables[from]?.accented ?? ''} ${syllables[from + 1]?.accented ?? ''}`, false),
    );
    count(keyOf(syllables), written, WEIGHTS.words * Math.min(...rarity));
    at += 3;
  }
}

function ranked(keyphrases: readonly Keyphrase[], articles: number): string[] {
  const score = ({ weight, uses, articles: holding }: Keyphrase) =>
    weight * Math.log(1 + uses) * (1 + Math.log(articles / holding));
  return keyphrases
    .filter(({ weight, uses }) => uses >= MIN_USES || weight > WEIGHTS.words)
    .map((keyphrase) => ({ text: keyphrase.text, score: score(keyphrase) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_KEYPHRASES)
    .map(({ text }) => text);
}

function writtenAs(text: string, tokens: readonly Token[], { first, last }: TokenSpan): string {
  return text.slice(tokens[first]?.start, tokens[last]?.end);
}

function keyOf(tokens: readonly Token[]): string {
  return tokens.map((token) => token.folded).join(' ');
}
