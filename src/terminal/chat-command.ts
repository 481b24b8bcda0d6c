/** The chat's commands in the order of the help; each is typed with a slash before it. */
export const COMMAND_NAMES = ['search', 'more', 'sources', 'help', 'quit'] as const;

/** A command of the chat. */
export type CommandName = (typeof COMMAND_NAMES)[number];

/** What a line typed in the chat means. */
export type ChatLine =
  | { readonly kind: 'empty' }
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'command'; readonly name: CommandName; readonly words: string }
  | { readonly kind: 'unknown-command'; readonly command: string };

const COMMAND = /^\/(\S*)\s*(.*)$/su;

/** Reads a line: `/search words` and the like are commands, all else is a question. */
export function parseChatLine(line: string): ChatLine {
  const text = line.trim();
  if (text === '') return { kind: 'empty' };
  const [, name, words = ''] = COMMAND.exec(text) ?? [];
  if (name === undefined) return { kind: 'question', text };
  const known = COMMAND_NAMES.find((command) => command === name.toLowerCase());
  return known === undefined
    ? { kind: 'unknown-command', command: `/${name}` }
    : { kind: 'command', name: known, words };
}
