import { ApplicationCommandType, Routes } from 'discord.js';
import { z } from 'zod';
import { COMMANDS } from '../commands/definitions.js';
import type { DiagnosticRequests } from './diagnose-requests.js';

/** How the commands that Discord has differ from the bot's own, by their names in English. */
export interface CommandDifferences {
  readonly missing: readonly string[];
  /** Registered otherwise than the bot would register them now. */
  readonly changed: readonly string[];
  /** Registered, and not known to the bot. */
  readonly unknown: readonly string[];
}

const commandsSchema = z.array(z.looseObject({ name: z.string(), type: z.int().optional() }));

/** A command, of which Discord has more fields than the bot gives it. */
export type RegisteredCommand = z.infer<typeof commandsSchema>[number];

/**
 * The commands that are registered on a server, or with `guildId` null on all.
 *
 * @returns null where the bot may not look.
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
export async function registeredCommands(
  requests: DiagnosticRequests,
  applicationId: string,
  guildId: string | null,
): Promise<RegisteredCommand[] | null> {
  const route =
    guildId === null
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  // Without it Discord leaves the Vietnamese out.
  return await requests.find(route, commandsSchema, new URLSearchParams({ with_localizations: 'true' }));
}

/** Compares what is registered with what `npm run deploy-commands` would register. */
export function commandDifferences(
  registered: readonly RegisteredCommand[],
  expected: typeof COMMANDS = COMMANDS,
): CommandDifferences {
  const byKey = new Map(registered.map((command) => [keyOf(command), command]));
  const missing: string[] = [];
  const changed: string[] = [];
  for (const command of expected) {
    const found = byKey.get(keyOf(command));
    byKey.delete(keyOf(command));
    if (found === undefined) missing.push(command.name);
    else if (!holds(found, command)) changed.push(command.name);
  }
  return { missing, changed, unknown: [...byKey.values()].map(({ name }) => name) };
}

/** A command of a message's menu may have the name of a slash command. */
function keyOf({ type, name }: { readonly type?: number | undefined; readonly name: string }): string {
  return `${type ?? ApplicationCommandType.ChatInput} ${name}`;
}

/**
 * Whether `actual` says all that `expected` does. Discord adds fields of its own, and orders lists of numbers as it likes; a list
 * that the bot does not give is empty.
 */
function holds(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false;
    return expected.every((one: unknown, at) =>
      typeof one === 'object' ? holds(actual[at], one) : actual.includes(one),
    );
  }
  if (!isRecord(expected)) return Object.is(actual, expected);
  if (!isRecord(actual)) return false;
  const saysMore = ['options', 'choices'].some(
    (list) => !(list in expected) && Array.isArray(actual[list]) && actual[list].length > 0,
  );
  return !saysMore && Object.entries(expected).every(([field, value]) => holds(actual[field], value));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
