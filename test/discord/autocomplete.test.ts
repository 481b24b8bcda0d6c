import type { Client } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakeDiscord } from './fake-discord.js';
import { nextInteraction } from './next-event.js';
import { SAMPLE_COMMANDS } from './sample-commands.js';
import { reasonOf, Stage } from './stage.js';

let stage: Stage;
let discord: FakeDiscord;
let client: Client<true>;

beforeEach(async () => {
  stage = await Stage.open();
  discord = stage.discord;
  client = await stage.connect();
  await client.application.commands.set(SAMPLE_COMMANDS);
});

afterEach(() => stage.close());

describe('autocomplete', () => {
  test('offers what the bot sends', async () => {
    const received = nextInteraction(client);
    const offered = discord.type(discord.users.an, 'ask', { publisher: 'th' }, 'publisher');
    const interaction = await received;
    if (!interaction.isAutocomplete()) throw new Error('no autocomplete');
    expect(interaction.options.getFocused(true)).toMatchObject({ name: 'publisher', value: 'th' });
    await interaction.respond([{ name: 'Thanh Niên', value: 'tn' }]);
    expect(await offered).toEqual([{ name: 'Thanh Niên', value: 'tn' }]);
  });

  test('takes no more than 25 choices of 100 characters, and nothing else', async () => {
    const received = nextInteraction(client);
    const offered = discord.type(discord.users.an, 'ask', { publisher: '' }, 'publisher');
    const interaction = await received;
    if (!interaction.isAutocomplete()) throw new Error('no autocomplete');
    const choices = (count: number, length: number) =>
      Array.from({ length: count }, (_, at) => ({
        name: String(at).padEnd(length),
        value: String(at).padEnd(length),
      }));
    const send = (type: number, data: unknown) =>
      reasonOf(
        client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
          body: { type, data },
          auth: false,
        }),
      );
    expect(await send(5, {})).toMatchObject({ code: 50035 });
    expect(await send(8, { choices: choices(26, 5) })).toMatchObject({ code: 50035 });
    expect(await send(8, { choices: choices(25, 101) })).toMatchObject({ code: 50035 });
    expect(await send(8, { choices: choices(25, 100) })).toBeNull();
    expect(await offered).toHaveLength(25);
  });
});
