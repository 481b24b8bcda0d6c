import { ComponentType, type Message } from 'discord.js';
import type { ComponentCall } from '../bot-context.js';
import { parseCustomId, type ActionOf } from '../interactions/custom-id.js';
import type { ButtonDraft, RowDraft } from '../reply/build-reply.js';
import { MAX_BUTTONS_IN_ROW } from '../reply/limits.js';
import { noticeView, type Notice } from '../reply/notices.js';
import { respondLater } from '../respond.js';
import { conversationOf } from './ask/conversation.js';

/** Keeps a 👍 or 👎 for those who run the bot. */
export async function rate({ good }: ActionOf<'rate'>, call: ComponentCall): Promise<void> {
  await respondLater(call.interaction, true, async () => noticeView(await outcomeOf(good, call), call.words));
}

/** Thanks only for what is kept. */
async function outcomeOf(good: boolean, { interaction, context }: ComponentCall): Promise<Notice> {
  const { message, user } = interaction;
  const outcome = await context.ratings.keep(message.id, user.id, good, async () => {
    const asked = await conversationOf(message);
    if (asked === null) return 'question-gone';
    const isKept = await context.feedback.add({
      kind: good ? 'up' : 'down',
      question: asked.question,
      answered: citesSomething(message),
      messageId: message.id,
    });
    return isKept ? 'kept' : 'rating-lost';
  });
  return { kind: outcome === 'kept' ? (good ? 'rated-good' : 'rated-bad') : outcome };
}

/** An answer has a button for what stands around each of its excerpts; a refusal has none. */
function citesSomething({ components }: Message): boolean {
  return components.some(
    (row) =>
      row.type === ComponentType.ActionRow &&
      row.components.some(({ customId }) => parseCustomId(customId ?? '')?.action.kind === 'context'),
  );
}

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
