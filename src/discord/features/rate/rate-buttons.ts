import { MAX_BUTTONS_IN_ROW } from '../../reply/limits.js';
import type { ButtonDraft, RowDraft } from '../../reply/build-reply.js';

const RATE_BUTTONS: readonly ButtonDraft[] = [
  { kind: 'button', label: '', emoji: '👍', action: { kind: 'rate', good: true } },
  { kind: 'button', label: '', emoji: '👎', action: { kind: 'rate', good: false } },
];

/** An answer's buttons with 👍 and 👎: in one row where there is room, else in a row of their own. A refusal has them too: that the articles do tell is what those who run the bot most need to hear. */
export function withRateButtons(buttons: readonly ButtonDraft[]): RowDraft[] {
  return buttons.length + RATE_BUTTONS.length <= MAX_BUTTONS_IN_ROW
    ? [[...buttons, ...RATE_BUTTONS]]
    : [buttons, RATE_BUTTONS];
}
