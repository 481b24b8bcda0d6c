import { ComponentType, MessageFlags, type Client } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buttonRow } from './button-row.js';
import type { FakeDiscord } from './fake-discord.js';
import { nextInteraction } from './next-event.js';
import { Stage } from './stage.js';

let stage: Stage;
let discord: FakeDiscord;
let client: Client<true>;

beforeEach(async () => {
  stage = await Stage.open();
  discord = stage.discord;
  client = await stage.connect();
});

afterEach(() => stage.close());

describe('a component', () => {
  test('turns the page of its message by an update', async () => {
    const message = discord.plant(discord.channels.general, {
      content: 'trang 1',
      components: [buttonRow('Sau')],
    });
    const received = nextInteraction(client);
    const handle = discord.press(discord.users.chi, message, 'Sau');
    const interaction = await received;
    if (!interaction.isButton()) throw new Error('no button');
    expect([interaction.customId, interaction.message.content]).toEqual(['id-Sau', 'trang 1']);
    await interaction.update({ content: 'trang 2', components: [] });
    expect(await handle.settled()).toBe(message);
    expect(message.versions.map(({ content }) => content)).toEqual(['trang 1', 'trang 2']);
    expect(() => discord.press(discord.users.chi, message, 'Sau')).toThrow(/No button Sau/u);
  });

  test('updates later, or answers beside its message', async () => {
    const question = discord.mention(discord.users.an, discord.channels.general, 'gì');
    const planted = { content: 'trang 1', components: [buttonRow('Sau', 'Thêm')], repliesTo: question };
    const message = discord.plant(discord.channels.general, planted);
    const first = nextInteraction(client);
    const turning = discord.press(discord.users.an, message, 'id-Sau');
    const turn = await first;
    if (!turn.isButton()) throw new Error('no button');
    expect(turn.message.reference?.messageId).toBe(question.id);
    await turn.deferUpdate();
    await turn.editReply('trang 2');
    expect((await turning.settled()).content).toBe('trang 2');

    const second = nextInteraction(client);
    const opening = discord.press(discord.users.an, message, 'Thêm');
    const open = await second;
    if (!open.isButton()) throw new Error('no button');
    await open.reply({ content: 'bên cạnh', flags: MessageFlags.Ephemeral });
    const beside = await opening.settled();
    expect([beside.content, beside.repliesTo, message.content]).toEqual(['bên cạnh', message, 'trang 2']);
  });

  test('gives what was chosen from a menu, of what it offers', async () => {
    const menu = {
      type: ComponentType.StringSelect,
      custom_id: 'menu',
      options: [
        { label: 'Một', value: '1' },
        { label: 'Hai', value: '2' },
      ],
    };
    const components = [{ type: ComponentType.ActionRow, components: [menu] }];
    const message = discord.plant(discord.channels.general, { components });
    const received = nextInteraction(client);
    const handle = discord.choose(discord.users.an, message, 'menu', ['2']);
    const interaction = await received;
    if (!interaction.isStringSelectMenu()) throw new Error('no menu');
    expect(interaction.values).toEqual(['2']);
    await interaction.deferUpdate();
    await interaction.followUp('đã chọn');
    expect((await handle.settled()).content).toBe('đã chọn');
    expect(() => discord.choose(discord.users.an, message, 'menu', ['3'])).toThrow(/does not offer 3/u);
    expect(() => discord.choose(discord.users.an, message, 'menu', ['1', '2'])).toThrow(/2 values/u);
  });
});
