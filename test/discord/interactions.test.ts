import {
  ComponentType,
  InteractionResponseType,
  MessageFlags,
  type ChatInputCommandInteraction,
  type Client,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buttonRow } from './button-row.js';
import type { FakeDiscord } from './fake-discord.js';
import { nextInteraction } from './next-event.js';
import { SAMPLE_COMMANDS } from './sample-commands.js';
import { reasonOf, Stage } from './stage.js';

const MINUTE_MS = 60_000;

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

/** Gives `/ask` and has the client's side of it. */
async function ask(user = discord.users.binh) {
  const received = nextInteraction<ChatInputCommandInteraction>(client);
  const handle = discord.slash(user, 'ask', { question: 'gì' });
  return { handle, interaction: await received };
}

describe('a command', () => {
  test('is deferred, answered by an edit and followed up', async () => {
    const { handle, interaction } = await ask();
    expect(interaction.options.getString('question')).toBe('gì');
    expect(interaction.locale).toBe('vi');
    const deferred = await interaction.deferReply({ withResponse: true });
    expect(deferred.interaction).toMatchObject({
      responseMessageLoading: true,
      responseMessageEphemeral: false,
    });
    expect((await handle.acknowledged()).type).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
    expect(handle.original?.isLoading).toBe(true);

    await interaction.editReply({ embeds: [{ title: 'câu trả lời' }] });
    const answer = await handle.settled();
    expect(answer.isLoading).toBe(false);
    expect(answer.embeds).toMatchObject([{ title: 'câu trả lời' }]);
    await interaction.followUp('thêm nữa');
    expect((await handle.followUp()).content).toBe('thêm nữa');
    expect(discord.violations).toEqual([]);
  });

  test('is answered at once, and shown to its user only where the answer says so', async () => {
    const { handle, interaction } = await ask();
    await interaction.reply({
      content: 'riêng',
      components: [buttonRow('Nữa')],
      flags: MessageFlags.Ephemeral,
    });
    const answer = await handle.settled();
    expect(answer.ephemeralFor).toBe(discord.users.binh);
    expect(() => discord.press(discord.users.an, answer, 'Nữa')).toThrow(/binh only/u);

    const channel = await stage.channel(client);
    expect(await reasonOf(channel.messages.fetch(answer.id))).toMatchObject({ code: 10008 });
    expect((await interaction.fetchReply()).content).toBe('riêng');
    await interaction.deleteReply();
    expect(await reasonOf(interaction.fetchReply())).toMatchObject({ code: 10008 });
  });

  test('fills what was deferred with the first follow-up', async () => {
    const { handle, interaction } = await ask();
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.followUp('vẫn riêng');
    const answer = await handle.settled();
    expect(answer).toBe(handle.original);
    expect(answer.ephemeralFor).toBe(discord.users.binh);
    expect(handle.followUps).toEqual([]);
  });

  test('that is answered after three seconds is unknown', async () => {
    const received = nextInteraction<ChatInputCommandInteraction>(client);
    discord.slash(discord.users.an, 'ask', { question: 'gì' });
    discord.advance(3001);
    const interaction = await received;
    expect(await reasonOf(interaction.reply('muộn rồi'))).toMatchObject({ status: 404, code: 10062 });
    const followUp = `/webhooks/${interaction.applicationId}/${interaction.token}` as const;
    const late = client.rest.post(followUp, { body: { content: 'muộn rồi' }, auth: false });
    expect(await reasonOf(late)).toMatchObject({ status: 404, code: 10015 });
    expect(discord.messages()).toEqual([]);
  });

  test('is answered once, and by its token for 15 minutes', async () => {
    const { interaction } = await ask();
    await interaction.deferReply();
    const again = client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
      body: { type: InteractionResponseType.DeferredChannelMessageWithSource },
      auth: false,
    });
    expect(await reasonOf(again)).toMatchObject({ status: 400, code: 40060 });
    discord.advance(14 * MINUTE_MS);
    await interaction.editReply('còn kịp');
    discord.advance(2 * MINUTE_MS);
    expect(await reasonOf(interaction.editReply('hết giờ'))).toMatchObject({ status: 401, code: 50027 });
  });

  test('is refused what only a component takes, and bodies past the limits', async () => {
    const { interaction } = await ask();
    const callback = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
    const deferUpdate = { type: InteractionResponseType.DeferredMessageUpdate };
    expect(await reasonOf(client.rest.post(callback, { body: deferUpdate, auth: false }))).toMatchObject({
      code: 50035,
      rawError: { errors: { type: { _errors: [{ code: 'BASE_TYPE_CHOICES' }] } } },
    });
    const components = [buttonRow('a'), buttonRow('a')];
    expect(await reasonOf(interaction.reply({ content: 'x', components }))).toMatchObject({
      code: 50035,
      rawError: {
        errors: {
          data: {
            components: {
              1: {
                components: { 0: { custom_id: { _errors: [{ code: 'COMPONENT_CUSTOM_ID_DUPLICATED' }] } } },
              },
            },
          },
        },
      },
    });
    expect(discord.violations).toHaveLength(2);
    await interaction.reply('được rồi');
  });

  test('comes from direct messages too, and from a subcommand by who may', async () => {
    const { an, binh, chi } = discord.users;
    const received = nextInteraction<ChatInputCommandInteraction>(client);
    discord.slash(chi, 'hỏi', { question: 'what' }, { inDm: true });
    const inDm = await received;
    expect(inDm.inGuild()).toBe(false);
    expect([inDm.user.id, inDm.locale, inDm.channel?.isDMBased()]).toEqual([chi.id, 'en-US', true]);

    const next = nextInteraction<ChatInputCommandInteraction>(client);
    discord.slash(an, 'reindex now', {}, { channel: discord.channels.thread, guildLocale: 'en-GB' });
    const inThread = await next;
    expect(inThread.options.getSubcommand()).toBe('now');
    expect(inThread.memberPermissions?.has('ManageGuild')).toBe(true);
    expect([inThread.guildLocale, inThread.channel?.isThread()]).toEqual(['en-GB', true]);

    expect(() => discord.slash(binh, 'reindex now')).toThrow(/not shown/u);
    expect(() => discord.slash(an, 'reindex now', {}, { inDm: true })).toThrow(/not shown/u);
    expect(() => discord.slash(an, 'ask')).toThrow(/question is required/u);
    expect(() => discord.slash(an, 'ask', { question: 1 })).toThrow(/takes a string/u);
    expect(() => discord.slash(an, 'quét')).toThrow(/No command quét/u);
  });

  test('of a message has the message, whatever the intents', async () => {
    const message = discord.say(discord.users.an, discord.channels.general, 'không gọi bot');
    const received = nextInteraction(client);
    discord.menu(discord.users.binh, 'Ask about this', message);
    const interaction = await received;
    if (!interaction.isMessageContextMenuCommand()) throw new Error('not of a message');
    expect(interaction.targetMessage.content).toBe('không gọi bot');
  });

  test('may open a modal', async () => {
    const { handle, interaction } = await ask();
    const input = { type: ComponentType.TextInput as const, custom_id: 'i', style: 1, label: 'Chữ' };
    const components = [{ type: ComponentType.ActionRow as const, components: [input] }];
    await interaction.showModal({ custom_id: 'm', title: 'Hỏi', components });
    await handle.acknowledged();
    expect(handle.modal).toMatchObject({ custom_id: 'm' });
    expect(handle.original).toBeNull();
  });
});
