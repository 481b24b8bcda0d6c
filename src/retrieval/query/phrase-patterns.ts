import type { Span } from '../../corpus/article.js';
import {
  canonical,
  foldDiacritics,
  tokenize,
  type Token,
  type TokenSpan,
} from '../../language/vietnamese.js';

/** The words of a question in one spelling, one blank between them: what listed phrases are looked for in. */
export class SpelledWords {
  readonly tokens: readonly Token[];
  private readonly accented: boolean;
  private readonly line: string;
  /** Where each token begins in {@link line}. */
  private readonly starts: readonly number[];

  /** @param accented - compare with diacritics: for words that only these tell apart */
  constructor(text: string, accented: boolean) {
    this.tokens = tokenize(text);
    this.accented = accented;
    const words = this.tokens.map((token) => (accented ? token.accented : token.folded));
    this.line = words.join(' ');
    let next = 0;
    this.starts = words.map((word) => {
      const start = next;
      next += word.length + 1;
      return start;
    });
  }

  /** The places, as indexes of their first and last token, at which a pattern made by {@link phrases} stands. */
  find(pattern: RegExp): TokenSpan[] {
    return [...this.line.matchAll(pattern)].flatMap((match) => {
      const end = match.index + match[0].length;
      const first = this.starts.indexOf(match.index);
      const last = this.starts.findLastIndex((start) => start < end);
      return first >= 0 && last >= first ? [{ first, last }] : [];
    });
  }

  /** {@link find} by that of the two spellings in which the words are. */
  findSpelled({ accented, folded }: Spellings): TokenSpan[] {
    return this.find(this.accented ? accented : folded);
  }

  /** {@link find} as offsets into the text. */
  spans(pattern: RegExp): Span[] {
    return this.find(pattern).map(({ first, last }) => this.spanOf(first, last));
  }

  spanOf(first: number, last: number): Span {
    return { start: this.tokens[first]?.start ?? 0, end: this.tokens[last]?.end ?? 0 };
  }
}

/** A pattern of whole words in folded spelling, alternatives between bars. */
export function phrases(pattern: string): RegExp {
  return new RegExp(`(?<![^ ])(?:${pattern})(?![^ ])`, 'gu');
}

/** A pattern written with diacritics, for words with and without them. */
export interface Spellings {
  readonly accented: RegExp;
  readonly folded: RegExp;
}

/** @param folded - what to look for in words without diacritics, where not all of `pattern` will do */
export function inBothSpellings(pattern: string, folded = foldDiacritics(pattern)): Spellings {
  const accented = pattern.replace(/\p{L}[\p{L}\p{M}]*/gu, (word) => canonical(word));
  return { accented: phrases(accented), folded: phrases(folded) };
}

/** A place of a text, and what is to stand there instead: nothing when left out. */
interface Replacement extends Span {
  readonly by?: string;
}

/** A text with some of its places, which do not overlap, replaced. Its blanks are made single, its ends trimmed. */
export function withReplaced(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let copied = 0;
  for (const { start, end, by = '' } of [...replacements].sort((a, b) => a.start - b.start)) {
    result += text.slice(copied, start) + by;
    copied = end;
  }
  return (result + text.slice(copied))
    .replace(/[\s,?!]*,[\s,?!]*/gu, ', ')
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[?!])/gu, '')
    .replace(/^[ ,]+|[ ,]+$/gu, '');
}
