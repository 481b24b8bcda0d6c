import type { MessageComponentInteraction } from 'discord.js';
import type { BotContext } from '../bot-context.js';
import { answerNow } from '../deliver.js';
import { languageOf, wordsIn } from '../../locales/discord/words-in.js';
import { noticeView, type Notice } from '../reply/notices.js';
import { type ComponentState, parseCustomId } from './custom-id.js';
import { openBeside } from './open-beside.js';
import { rate } from '../features/rate/rate.js';
import { turnPage } from './turn-page.js';

/** Does what a pressed button or a chosen entry means, or says why not to the one who pressed it. */
export async function handleComponent(
  interaction: MessageComponentInteraction,
  context: BotContext,
): Promise<void> {
  const words = wordsIn(languageOf(interaction.locale));
  const state = parseCustomId(interaction.customId);
  const refusal = refusalOf(state, interaction.user.id, context);
  if (state === null || refusal !== null) {
    await answerNow(interaction, noticeView(refusal ?? { kind: 'dead-button' }, { words }), true);
    return;
  }
  const { action, owner } = state;
  switch (action.kind) {
    case 'answer':
    case 'passages':
    case 'search':
    case 'article':
    case 'sources':
      await turnPage(action, { interaction, context, words, owner });
      return;
    case 'more':
    case 'context':
    case 'open':
      await openBeside(action, { interaction, context, words, owner });
      return;
    case 'rate':
      await rate(action, { interaction, context, words, owner });
  }
}

function refusalOf(state: ComponentState | null, userId: string, { jobs }: BotContext): Notice | null {
  if (state === null) return { kind: 'dead-button' };
  if (state.owner !== null && state.owner !== userId) return { kind: 'not-yours' };
  return jobs.isClosed ? { kind: 'stopping' } : null;
}
