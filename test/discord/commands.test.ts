import type { Client } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FakeDiscord } from './fake-discord.js';
import { SAMPLE_COMMANDS } from './sample-commands.js';
import { reasonOf, Stage } from './stage.js';

let stage: Stage;
let discord: FakeDiscord;
let client: Client<true>;

beforeEach(async () => {
  stage = await Stage.open();
  discord = stage.discord;
  client = await stage.connect();
});

afterEach(() => stage.close());

const ASK = { name: 'ask', description: 'Asks' };

function register(commands: unknown, guildId: string): Promise<unknown> {
  const path = `/applications/${client.application.id}/guilds/${guildId}/commands` as const;
  return reasonOf(client.rest.put(path, { body: commands }));
}

test('commands are registered globally and for the guild, and keep their ids', async () => {
  await client.application.commands.set(SAMPLE_COMMANDS);
  const [before] = discord.commands;
  await client.application.commands.set(SAMPLE_COMMANDS.slice(0, 1));
  await client.application.commands.set(SAMPLE_COMMANDS.slice(1), discord.guildId);
  expect(discord.commands.map(({ name, guildId }) => [name, guildId])).toEqual([
    ['ask', null],
    ['reindex', discord.guildId],
    ['Ask about this', discord.guildId],
  ]);
  expect(discord.commands[0]?.id).toBe(before?.id);
  expect([...(await client.application.commands.fetch()).values()].map(({ name }) => name)).toEqual(['ask']);
  expect(discord.violations).toEqual([]);
});

test('commands past the limits are refused, all of them', async () => {
  const wrong = { ...ASK, name: 'ask me' };
  expect(await register([ASK, wrong], discord.guildId)).toMatchObject({
    status: 400,
    code: 50035,
    rawError: { errors: { 1: { name: { _errors: [{ code: 'APPLICATION_COMMAND_INVALID_NAME' }] } } } },
  });
  expect(discord.violations).toHaveLength(1);
  expect(discord.commands).toEqual([]);
});

test('commands of another guild are not the bot’s to register', async () => {
  expect(await register([ASK], '1')).toMatchObject({ status: 403, code: 50001 });
});
