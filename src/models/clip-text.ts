/** No real text has tokens of so many UTF-16 units, and a file without a space must not keep the worker busy for minutes. */
const MAX_CHARACTERS_PER_TOKEN = 64;

/** As much of a text as `tokens` tokens can hold, to be tokenized. */
export function clipText(text: string, tokens: number): string {
  return text.slice(0, tokens * MAX_CHARACTERS_PER_TOKEN);
}
