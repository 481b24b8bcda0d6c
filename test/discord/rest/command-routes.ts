import { ApplicationCommandType } from 'discord.js';
import type { Backend } from '../backend.js';
import { commandListIssues } from '../validation/command-rules.js';
import type { Command, CommandBody } from '../world/command.js';
import { refusals } from './api-error.js';
import { ok, type RestRequest, type Route } from './route.js';

/** The commands of the application, global and of the guild. */
export function commandRoutes(backend: Backend): Route[] {
  const patterns = [
    '/applications/:application/commands',
    '/applications/:application/guilds/:guild/commands',
  ];
  return patterns.flatMap((pattern): Route[] => {
    const scopeOf = ({ param }: RestRequest): string | null => {
      if (param('application') !== backend.world.bot.id) throw refusals.missingAccess();
      const guildId = pattern.includes(':guild') ? param('guild') : null;
      if (guildId !== null && guildId !== backend.world.guildId) throw refusals.missingAccess();
      return guildId;
    };
    return [
      {
        method: 'GET',
        pattern,
        handle: (request) =>
          ok(commandsOf(backend, scopeOf(request)).map((command) => payload(backend, command))),
      },
      {
        method: 'PUT',
        pattern,
        handle: (request) => {
          const registered = overwrite(backend, scopeOf(request), request.body);
          return ok(registered.map((command) => payload(backend, command)));
        },
      },
    ];
  });
}

function commandsOf({ world }: Backend, guildId: string | null): Command[] {
  return world.commands.filter((command) => command.guildId === guildId);
}

/** Puts these commands in place of those of the same scope; one that was there keeps its id. */
function overwrite(backend: Backend, guildId: string | null, body: unknown): Command[] {
  const issues = commandListIssues(body);
  if (issues.length > 0) throw refusals.invalidForm(issues);
  const { world } = backend;
  const before = commandsOf(backend, guildId);
  const registered = (body as CommandBody[]).map((command): Command => {
    const type = command.type ?? ApplicationCommandType.ChatInput;
    const known = before.find((old) => old.name === command.name && old.type === type);
    return { ...command, type, id: known?.id ?? world.ids.next(), version: world.ids.next(), guildId };
  });
  world.commands = [...world.commands.filter((command) => command.guildId !== guildId), ...registered];
  return registered;
}

function payload({ world }: Backend, { guildId, ...command }: Command): Record<string, unknown> {
  return {
    description: '',
    default_member_permissions: null,
    nsfw: false,
    ...command,
    application_id: world.bot.id,
    ...(guildId !== null && { guild_id: guildId }),
  };
}
