import type { AutocompleteInteraction } from 'discord.js';
import type { BotContext } from '../bot-context.js';

/** Offers entries for what is typed so far: from memory, as autocompletion cannot be deferred. */
export async function handleAutocomplete(
  interaction: AutocompleteInteraction,
  { suggestions }: BotContext,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  switch (name) {
    case 'query':
      await interaction.respond(suggestions.queries(value));
      return;
    case 'publisher':
      await interaction.respond(suggestions.publishers(value));
      return;
    case 'title':
      await interaction.respond(suggestions.articles(value));
      return;
    default:
      await interaction.respond([]);
  }
}
