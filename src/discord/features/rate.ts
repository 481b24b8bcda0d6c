import { ComponentType, type Message } from 'discord.js';
import type { ComponentCall } from '../components/component-call.js';
import { parseCustomId, type ActionOf } from '../components/custom-id.js';
import type { ButtonDraft, RowDraft } from '../reply/build-reply.js';
import { MAX_BUTTONS_IN_ROW } from '../reply/limits.js';
import { noticeView } from '../reply/notices.js';
import { respond } from '../respond.js';
import { conversationOf } from './ask/conversation.js';

/** Keeps a 👍 or 👎 for those who run the bot. */
export async function rate({ good }: ActionOf<'rate'>, call: ComponentCall): Promise<void> {
  const { interaction, context, words } = call;
  await respond(interaction, noticeView({ kind: good ? 'rated-good' : 'rated-bad' }, { words }), true);
  if (!context.ratings.isNew(interaction.message.id, interaction.user.id, good)) return;
  const asked = await conversationOf(interaction.message);
  if (asked === null) return;
  await context.feedback.add({
    kind: good ? 'up' : 'down',
    question: asked.question,
    answered: citesSomething(interaction.message),
    messageId: interaction.message.id,
  });
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
