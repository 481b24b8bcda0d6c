import { lookOf, wrapHanging, type View } from './layout.js';
import { printableLine } from '../lib/printable.js';

/** What the chat says first. */
export interface Welcome {
  readonly articles: number;
  readonly passages: number;
  /** A line about how the program runs, such as that no Discord token is set. */
  readonly notice: string | null;
  /** Questions that the articles answer. */
  readonly examples: readonly string[];
}

/** The program's name and how to go on; without a line feed at the end. */
export function renderWelcome(welcome: Welcome, view: View): string {
  const { words, palette, width } = lookOf(view);
  const lines = [
    `${palette.number('Dẫn Nguồn')} ${palette.faint('·')} ${words.terminal.tagline}`,
    palette.faint(words.status.corpus(welcome.articles, welcome.passages)),
    ...(welcome.notice === null ? [] : [palette.faint(printableLine(welcome.notice))]),
    '',
    words.terminal.howToAsk + (welcome.examples.length === 0 ? '' : ` ${words.terminal.examples}`),
  ];
  return [
    ...lines.map((line) => wrapHanging(line, width, '')),
    ...welcome.examples.map((example) => wrapHanging(printableLine(example), width, palette.accent('  › '))),
    '',
    wrapHanging(palette.faint(words.terminal.howToLeave), width, ''),
  ].join('\n');
}
