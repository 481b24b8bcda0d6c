import { ApplicationCommandType } from 'discord.js';
import { COMMANDS } from '../../commands/definitions.js';
import type { Words } from '../../../locales/discord/words.js';
import { buildReply, type Reply } from '../../reply/build-reply.js';
import { bold, escapedLine, joined, md, type Markup } from '../../reply/markup.js';

/** Who asks for help, and of whom. */
export interface HelpContext {
  readonly words: Words;
  /** The bot's own user id. */
  readonly botId: string;
}

const NAME = 'Dẫn Nguồn';

/** How to ask, what commands there are and what the buttons do. */
export function helpView({ words, botId }: HelpContext): Reply {
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
            section(help.commands, commandLines(words)),
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
function commandLines({ language }: Words): Markup[] {
  return COMMANDS.flatMap((command) => {
    if (command.type !== ApplicationCommandType.ChatInput) return [];
    const { name, description, name_localizations: names, description_localizations: descriptions } = command;
    const localized = language === 'vi' ? { name: names?.vi, does: descriptions?.vi } : {};
    return [md`${bold(md`/${localized.name ?? name}`)} ${localized.does ?? description}`];
  });
}

function section(heading: string, lines: readonly Markup[]): Markup {
  return joined([bold(md`${heading}`), ...lines.map((line) => md`- ${line}`)], '\n');
}
