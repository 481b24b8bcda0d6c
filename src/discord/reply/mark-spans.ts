import type { Span } from '../../corpus/article.js';

const characters = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * The parts of `text` to emphasise so that all of `spans` are, in order: whole characters, none beginning or ending with
 * a blank, none across a line break, and none next to another but for blanks. Spans may overlap and reach beyond the text.
 */
export function markSpans(text: string, spans: readonly Span[]): Span[] {
  const whole = spans
    .map(({ start, end }) => wholeCharacters(text, Math.max(0, start), Math.min(text.length, end)))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of whole.flatMap((one) => lines(text, one))) {
    const last = merged.at(-1);
    if (last !== undefined && /^ *$/u.test(text.slice(last.end, span.start))) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else merged.push(span);
  }
  return merged;
}

/** `[start, end)` widened so that it splits no character as readers see them. */
function wholeCharacters(text: string, start: number, end: number): Span {
  if (!(start < end)) return { start, end: start };
  const segments = characters.segment(text);
  const last = segments.containing(end - 1);
  return {
    start: segments.containing(start)?.index ?? start,
    end: last === undefined ? end : last.index + last.segment.length,
  };
}

/** The lines of a span, without the blanks around them. */
function lines(text: string, { start, end }: Span): Span[] {
  return Array.from(text.slice(start, end).matchAll(/\S(?:[^\n]*\S)?/gu), (match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
}
