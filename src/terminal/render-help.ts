import stringWidth from 'string-width';
import { COMMAND_NAMES, type CommandName } from './chat-command.js';
import { lookOf, wrapHanging, type Look, type View } from './layout.js';

/** The chat's commands with what each does; without a line feed at the end. */
export function renderHelp(view: View): string {
  const look = lookOf(view);
  const usages = COMMAND_NAMES.map(
    (name) => [usageOf(name, look), look.words.terminal.commands[name]] as const,
  );
  const column = Math.max(...usages.map(([usage]) => stringWidth(usage)));
  return usages
    .map(([usage, does]) => {
      const padding = ' '.repeat(column - stringWidth(usage) + 2);
      return wrapHanging(does, look.width, `${look.palette.accent(usage)}${padding}`);
    })
    .join('\n');
}

function usageOf(name: CommandName, { words }: Look): string {
  return name === 'search' ? `/${name} ${words.terminal.searchWords}` : `/${name}`;
}
