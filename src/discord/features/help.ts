import {
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Words } from '../../locales/english.js';
import { described, named, SLASH_COMMAND, type Command } from '../interactions/define-command.js';
import { buildReply, type Reply } from '../reply/build-reply.js';
import { bold, escapedLine, joined, md, type Markup } from '../reply/markup.js';
import { respondPrivately } from '../respond.js';

type Commands = readonly RESTPostAPIApplicationCommandsJSONBody[];

/** `/help`. @param commands - gives all that the bot has */
export const help = (commands: () => Commands): Command<ChatInputCommandInteraction> => ({
  definition: {
    ...SLASH_COMMAND,
    ...named('help', 'trợ-giúp'),
    ...described('What the bot can do', 'Xem bot làm được gì'),
  },
  demands: () => ({ wait: null }),
  async run(interaction, _context, words) {
    await respondPrivately(interaction, helpView(words, commands(), interaction.client.user.id));
  },
});

const NAME = 'Dẫn Nguồn';

/** How to ask, what `commands` there are and what the buttons do. */
export function helpView(words: Words, commands: Commands, botId: string): Reply {
  const { help } = words;
  return buildReply({
    cards: [
      {
        title: escapedLine(NAME),
        body: joined(
          [
            md`${help.tagline}`,
            section(help.asking, [
              md`<@${botId}> ${help.mention}`,
              ...help.otherWays.map((way) => md`${way}`),
            ]),
            section(help.commands, commandLines(commands, words)),
            section(
              help.below,
              help.buttons.map((button) => md`${button}`),
            ),
          ],
          '\n\n',
        ),
        accent: 'source',
      },
    ],
    owner: null,
  });
}

/** The commands by the names under which Discord offers them to this reader. */
function commandLines(commands: Commands, { language }: Words): Markup[] {
  return commands.flatMap((command) => {
    if (command.type !== ApplicationCommandType.ChatInput) return [];
    const { name, description, name_localizations: names, description_localizations: descriptions } = command;
    const localized = language === 'vi' ? { name: names?.vi, does: descriptions?.vi } : {};
    return [md`${bold(md`/${localized.name ?? name}`)} ${localized.does ?? description}`];
  });
}

function section(heading: string, lines: readonly Markup[]): Markup {
  return joined([bold(md`${heading}`), ...lines.map((line) => md`- ${line}`)], '\n');
}
