import type { Backend } from '../backend.js';
import { channelPayload, guildPayload, memberWithUser, rolePayload } from '../world/payloads.js';
import { refusals } from './api-error.js';
import { ok, type Route } from './route.js';

/** The guild, its roles, channels and members. */
export function guildRoutes({ world }: Backend): Route[] {
  const inGuild = (id: string): void => {
    if (id !== world.guildId) throw refusals.unknownGuild();
  };
  return [
    {
      method: 'GET',
      pattern: '/guilds/:guild',
      handle: ({ param }) => {
        inGuild(param('guild'));
        return ok(guildPayload(world));
      },
    },
    {
      method: 'GET',
      pattern: '/guilds/:guild/roles',
      handle: ({ param }) => {
        inGuild(param('guild'));
        return ok(world.roles.map(rolePayload));
      },
    },
    {
      method: 'GET',
      pattern: '/guilds/:guild/channels',
      handle: ({ param }) => {
        inGuild(param('guild'));
        const channels = [...world.channels.values()].filter(({ kind }) => kind === 'text');
        return ok(channels.map((channel) => channelPayload(world, channel)));
      },
    },
    {
      method: 'GET',
      pattern: '/guilds/:guild/members/:user',
      handle: ({ param }) => {
        inGuild(param('guild'));
        const member = world.members.get(param('user'));
        if (member === undefined) throw refusals.unknownMember();
        return ok(memberWithUser(member));
      },
    },
  ];
}
