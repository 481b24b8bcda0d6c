import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  type APIApplicationCommandInteractionDataOption,
} from 'discord.js';
import type { Command, CommandOption } from '../world/command.js';

/** What a user gives a command, by the names of its options. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;

/** What a user has typed, as an interaction carries it. */
export type InputOption = APIApplicationCommandInteractionDataOption;

/**
 * The command that a user means by `name`, and its subcommand: `reindex now`. A command goes by its localized names as well.
 *
 * @throws Error when none of the type is registered under the name.
 */
export function commandNamed(
  commands: readonly Command[],
  type: ApplicationCommandType,
  name: string,
): Command {
  const meant = type === ApplicationCommandType.ChatInput ? (name.split(' ')[0] ?? name) : name;
  const found = commands
    .filter((command) => command.type === type)
    .find((command) => [command.name, ...Object.values(command.name_localizations ?? {})].includes(meant));
  if (found !== undefined) return found;
  const registered = commands.map((command) => `${command.name} (type ${command.type})`).join(', ');
  throw new Error(`No command ${name} of type ${type} is registered, but ${registered || 'none'}`);
}

/**
 * The options of a command as an interaction carries them. Holds what Discord's app holds a user to, so that a test cannot send
 * what no user could.
 *
 * @param words - the command's name and those of its subcommands.
 * @param focused - the option that is being typed; then required ones may be missing yet.
 * @throws Error when the command does not take the values.
 */
export function inputOptions(
  command: Command,
  words: readonly string[],
  values: OptionValues,
  focused: string | null,
): InputOption[] {
  return nested(command.options ?? [], words.slice(1), values, focused);
}

function nested(
  options: readonly CommandOption[],
  words: readonly string[],
  values: OptionValues,
  focused: string | null,
): InputOption[] {
  const [word, ...rest] = words;
  if (word !== undefined) {
    const sub = options.find(({ name }) => name === word);
    if (sub === undefined) throw new Error(`There is no subcommand ${word}`);
    const input = {
      name: sub.name,
      type: sub.type,
      options: nested(sub.options ?? [], rest, values, focused),
    };
    return [input as InputOption];
  }
  for (const name of Object.keys(values)) {
    if (!options.some((option) => option.name === name)) throw new Error(`There is no option ${name}`);
  }
  const missing = options.find(({ name, required }) => required === true && values[name] === undefined);
  if (missing !== undefined && focused === null) throw new Error(`The option ${missing.name} is required`);
  return options.flatMap((option) => {
    const value = values[option.name];
    if (value === undefined) return [];
    const isFocused = option.name === focused;
    if (isFocused && option.autocomplete !== true)
      throw new Error(`The option ${option.name} has no autocomplete`);
    if (!isFocused) refuseUnfit(option, value);
    const input = { name: option.name, type: option.type, value, ...(isFocused && { focused: true }) };
    return [input as InputOption];
  });
}

function refuseUnfit(option: CommandOption, value: string | number | boolean): void {
  const amiss = unfitness(option, value);
  if (amiss !== null) throw new Error(`The option ${option.name} ${amiss}`);
}

function unfitness(option: CommandOption, value: string | number | boolean): string | null {
  const expected = EXPECTED[option.type];
  if (expected === undefined) return `is of type ${option.type}, which the stand-in does not know`;
  if (typeof value !== expected) return `takes a ${expected}`;
  if (option.choices?.length && !option.choices.some((choice) => choice.value === value))
    return 'has choices';
  if (typeof value === 'boolean') return null;
  const size = typeof value === 'string' ? value.length : value;
  const min = typeof value === 'string' ? option.min_length : option.min_value;
  const max = typeof value === 'string' ? option.max_length : option.max_value;
  return size < (min ?? -Infinity) || size > (max ?? Infinity) ? 'is out of its bounds' : null;
}

const EXPECTED: Readonly<Partial<Record<number, 'string' | 'number' | 'boolean'>>> = {
  [OptionType.String]: 'string',
  [OptionType.Integer]: 'number',
  [OptionType.Number]: 'number',
  [OptionType.Boolean]: 'boolean',
};
