import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';

/**
 * A message as it is sent: Discord's own JSON for content, embeds and components, and no mention allowed. Made by `buildReply`
 * only, which keeps it within Discord's limits.
 */
export interface Reply {
  /** Empty when there is none. */
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  readonly allowedMentions: { readonly parse: readonly never[]; readonly repliedUser: false };
}
