import type { RolledBack } from '../index/index-store.js';
import { printableLine } from '../lib/printable.js';
import { lookOf, wrapHanging, type View } from './layout.js';

/** Which index is in use now and which was, after going back; without a line feed at the end. */
export function renderRollback({ from, to }: RolledBack, view: View): string {
  const { words, palette, width } = lookOf(view);
  const holds = words.terminal.rolledBackTo({ ...to, modelName: printableLine(to.modelName) });
  return [
    wrapHanging(palette.strong(words.terminal.rolledBack(to.builtAt)), width, ''),
    wrapHanging(holds, width, '  '),
    wrapHanging(words.terminal.rolledBackFrom(from.builtAt), width, '  '),
    wrapHanging(words.terminal.afterRollback, width, '  '),
  ].join('\n');
}
