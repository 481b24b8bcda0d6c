import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  PermissionFlagsBits,
  type ApplicationCommandDataResolvable,
} from 'discord.js';

/** Commands of every kind that the stand-in's own tests give. */
export const SAMPLE_COMMANDS: readonly ApplicationCommandDataResolvable[] = [
  {
    name: 'ask',
    nameLocalizations: { vi: 'hỏi' },
    description: 'Asks',
    options: [
      { type: ApplicationCommandOptionType.String, name: 'question', description: 'What', required: true },
      {
        type: ApplicationCommandOptionType.String,
        name: 'publisher',
        description: 'Whose',
        autocomplete: true,
      },
      { type: ApplicationCommandOptionType.Boolean, name: 'private', description: 'For you only' },
    ],
  },
  {
    name: 'reindex',
    description: 'Reads everything again',
    defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
    contexts: [InteractionContextType.Guild],
    options: [{ type: ApplicationCommandOptionType.Subcommand, name: 'now', description: 'At once' }],
  },
  { name: 'Ask about this', type: ApplicationCommandType.Message },
];
