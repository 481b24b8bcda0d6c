/** Messages as they are written in the source, with `{}` for what they name, and what each is in another language. */
export type Messages = Readonly<Record<string, string>>;

/** Stands in a message for what it names. */
const PLACE = '{}';
/** UTF-16 units of a line that is looked at: what a message names may come from anywhere. */
const MAX_LENGTH = 2_000;

interface Pattern {
  readonly form: RegExp;
  readonly translation: string;
}

/**
 * Translates messages line by line, as gettext does: the English is the key. What a message names is translated in its turn where it is a
 * message, too, and else stays as it is, for it is a file, a setting or what an operating system says.
 *
 * @returns null for a text of which no line is known
 */
export function translator(messages: Messages): (text: string) => string | null {
  let patterns: readonly Pattern[] | null = null;
  const translate = (line: string): string | null => {
    // The ones that say most first: `{}.` would take everything.
    patterns ??= Object.entries(messages)
      .sort(([a], [b]) => literalLength(b) - literalLength(a))
      .map(([message, translation]) => ({ form: formOf(message), translation }));
    if (line.length > MAX_LENGTH) return null;
    for (const { form, translation } of patterns) {
      const named = form.exec(line)?.slice(1);
      if (named === undefined) continue;
      return named.reduce((said, part) => said.replace(PLACE, () => translate(part) ?? part), translation);
    }
    return null;
  };
  return (text) => {
    const lines = text.split('\n').map((line) => ({ line, translated: translate(line) }));
    if (lines.every(({ translated }) => translated === null)) return null;
    return lines.map(({ line, translated }) => translated ?? line).join('\n');
  };
}

function literalLength(message: string): number {
  return message.replaceAll(PLACE, '').length;
}

function formOf(message: string): RegExp {
  const literals = message.split(PLACE).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  return new RegExp(`^${literals.join('(.+?)')}$`, 'u');
}
