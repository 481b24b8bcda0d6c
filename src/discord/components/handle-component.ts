import type { MessageComponentInteraction } from 'discord.js';
import { languageOf, wordsIn } from '../../locales/catalogue.js';
import { rate } from '../features/rate.js';
import { unlessRefused, type Demands } from '../guards/preconditions.js';
import { noticeView } from '../reply/notices.js';
import { respond } from '../respond.js';
import type { BotContext, ComponentCall } from '../bot-context.js';
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
  const refusal =
    state === null
      ? ({ kind: 'dead-button' } as const)
      : await unlessRefused(interaction, demandsOf(state, interaction.user.id), context, () =>
          use(state, { interaction, context, words, owner: state.owner }),
        );
  if (refusal !== null) await respond(interaction, noticeView(refusal, { words }), true);
}

/** A rating costs next to nothing; all else looks something up. */
function demandsOf({ action, owner }: ComponentState, userId: string): Demands {
  return {
    wait: action.kind === 'rate' ? null : 'look',
    wrong: owner === null || owner === userId ? null : { kind: 'not-yours' },
  };
}

async function use({ action }: ComponentState, call: ComponentCall): Promise<void> {
  switch (action.kind) {
    case 'answer':
    case 'passages':
    case 'search':
    case 'article':
    case 'sources':
      await turnPage(action, call);
      return;
    case 'more':
    case 'context':
    case 'open':
      await showEphemeral(action, call);
      return;
    case 'rate':
      await rate(action, call);
  }
}
