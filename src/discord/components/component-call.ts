import type { MessageComponentInteraction } from 'discord.js';
import type { Words } from '../../locales/words.js';
import type { BotContext } from '../bot-context.js';

/** A component that was used, and what is needed to do what it means. */
export interface ComponentCall {
  readonly interaction: MessageComponentInteraction;
  readonly context: BotContext;
  /** In the language of the one who used it. */
  readonly words: Words;
  /** Id of the only person who may use it; null when anyone may. */
  readonly owner: string | null;
}
