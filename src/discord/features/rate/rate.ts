import { ComponentType, type Message } from 'discord.js';
import { answerNow } from '../../deliver.js';
import { noticeView } from '../../reply/notices.js';
import { parseCustomId, type ActionOf } from '../../components/custom-id.js';
import { questionAnswered, type ComponentCall } from '../../components/component-call.js';

/** Keeps a 👍 or 👎 for those who run the bot. */
export async function rate({ good }: ActionOf<'rate'>, call: ComponentCall): Promise<void> {
  const { interaction, context, words } = call;
  await answerNow(interaction, noticeView({ kind: good ? 'rated-good' : 'rated-bad' }, { words }), true);
  if (!context.ratings.isNew(interaction.message.id, interaction.user.id, good)) return;
  const asked = await questionAnswered(call);
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
