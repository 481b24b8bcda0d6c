import type { MessageComponentInteraction } from 'discord.js';
import { languageOf, wordsIn } from '../../locales/catalogue.js';
import type { BotContext } from '../bot-context.js';
import { rate } from '../features/rate.js';
import { whileStopping } from '../guards/refusals.js';
import { noticeView, type Notice } from '../reply/notices.js';
import { respond } from '../respond.js';
import { parseCustomId, type ComponentState } from './custom-id.js';
import { showEphemeral } from './show-ephemeral.js';
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
    await respond(interaction, noticeView(refusal ?? { kind: 'dead-button' }, { words }), true);
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
      await showEphemeral(action, { interaction, context, words, owner });
      return;
    case 'rate':
      await rate(action, { interaction, context, words, owner });
  }
}

function refusalOf(state: ComponentState | null, userId: string, context: BotContext): Notice | null {
  if (state === null) return { kind: 'dead-button' };
  if (state.owner !== null && state.owner !== userId) return { kind: 'not-yours' };
  return whileStopping(context);
}
