import type { ReindexSummary } from '../index/reindex/reindex-parts.js';
import { layoutWidth } from './layout.js';
import type { Language } from '../locales/words.js';
import { supportsColour, type ColourStream } from './palette.js';
import { renderSummary } from './render-summary.js';

/** What {@link reportProblems} writes to. */
interface Output extends ColourStream {
  readonly columns?: number;
  write(text: string): unknown;
}

/** Tells what a reindex did where it could not read some file or found the index damaged; another needs no words. */
export function reportProblems(summary: ReindexSummary | null, output: Output, language: Language): void {
  if (summary === null || (summary.problems.length === 0 && summary.damage === undefined)) return;
  const view = { language, width: layoutWidth(output.columns), colour: supportsColour(output) };
  output.write(`${renderSummary(summary, view)}\n\n`);
}
