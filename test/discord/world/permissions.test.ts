import { PermissionFlagsBits as Permission } from 'discord.js';
import { beforeEach, expect, test } from 'vitest';
import { Clock } from '../clock.js';
import { SnowflakeMaker } from '../snowflake.js';
import type { Role, TextChannel, User } from './entities.js';
import { may, permissionsIn } from './permissions.js';
import { World } from './world.js';

let world: World;
let channel: TextChannel;
let role: Role;
let user: User;

beforeEach(() => {
  world = new World(new SnowflakeMaker(new Clock()));
  channel = world.addChannel('chung');
  role = world.addRole('Quản trị', Permission.ManageGuild);
  user = world.addUser({ username: 'an', roles: [role] });
});

test('the roles of a member add up', () => {
  expect(may(world, user, channel, Permission.SendMessages | Permission.ManageGuild)).toBe(true);
  expect(may(world, user, channel, Permission.ManageMessages)).toBe(false);
});

test('an overwrite of a member outweighs those of roles, and these that of everyone', () => {
  const bit = Permission.SendMessages;
  channel.overwrites.push({ id: world.everyone.id, kind: 'role', allow: 0n, deny: bit });
  expect(may(world, user, channel, bit)).toBe(false);
  channel.overwrites.push({ id: role.id, kind: 'role', allow: bit, deny: 0n });
  expect(may(world, user, channel, bit)).toBe(true);
  channel.overwrites.push({ id: user.id, kind: 'member', allow: 0n, deny: bit });
  expect(may(world, user, channel, bit)).toBe(false);
});

test('a thread has the overwrites of its channel', () => {
  const thread = world.addThread(channel, 'bên lề', user);
  channel.overwrites.push({ id: user.id, kind: 'member', allow: 0n, deny: Permission.SendMessagesInThreads });
  expect(may(world, user, thread, Permission.SendMessagesInThreads)).toBe(false);
});

test('the owner and administrators may do everything, whatever the overwrites', () => {
  const admin = world.addUser({
    username: 'binh',
    roles: [world.addRole('Admin', Permission.Administrator)],
  });
  channel.overwrites.push({ id: world.everyone.id, kind: 'role', allow: 0n, deny: Permission.ViewChannel });
  expect(permissionsIn(world, admin, channel)).toBe(permissionsIn(world, world.owner, channel));
  expect(may(world, admin, channel, Permission.ViewChannel | Permission.BanMembers)).toBe(true);
});
