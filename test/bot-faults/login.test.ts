import { describe, expect, test } from 'vitest';
import { deployCommands } from '../../src/discord/interactions/commands.js';
import { createClient, login } from '../../src/discord/connection/client.js';
import type { UserError } from '../../src/lib/errors.js';
import { startDiscord } from '../discord/fake-discord.js';
import { MADE_UP_TOKEN } from '../support/made-up-token.js';
import { unwillingDiscord } from './support/unwilling-discord.js';

/** Why nobody can log in there. */
async function refusalBy(api: string, token = MADE_UP_TOKEN): Promise<unknown> {
  return await login(createClient({ discordApiUrl: api }), token).catch(asIs);
}

function asIs(error: unknown): unknown {
  return error;
}

describe('a login that fails says what to do', () => {
  test.each([
    ['another bot’s', MADE_UP_TOKEN],
    ['cut by an ellipsis', `${MADE_UP_TOKEN.slice(0, 20)}…`],
    ['on two lines', `${MADE_UP_TOKEN.slice(0, 20)}\n${MADE_UP_TOKEN.slice(20)}`],
    ['with a letter of another alphabet', MADE_UP_TOKEN.replace('c', 'с')],
  ])('about a token that is %s, and does not repeat it', async (_, token) => {
    const discord = await startDiscord();
    const settings = { discordToken: token, discordApiUrl: discord.api, guildId: null };
    const refusals = [await refusalBy(discord.api, token), await deployCommands(settings).catch(asIs)];
    await discord.stop();
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ name: 'UserError', code: 'discord-token-invalid' });
      const { message, hint } = refusal as UserError;
      expect(message).toContain('DISCORD_TOKEN');
      expect(message + hint).not.toContain(token.slice(0, 20));
    }
  });

  test.each([
    [4004, 'discord-token-invalid'],
    [4013, 'discord-intents'],
    [4014, 'discord-intents'],
    [4011, 'discord-unreachable'],
  ])('about a gateway that closes with %i', async (closeCode, code) => {
    const discord = await unwillingDiscord(closeCode);
    expect(await refusalBy(discord.api)).toMatchObject({ name: 'UserError', code });
    expect(discord.logins).toBe(1);
  });

  test('about a gateway that is not there, after a few attempts', async () => {
    const { api } = await unwillingDiscord(null);
    expect(await refusalBy(api)).toMatchObject({
      code: 'discord-unreachable',
      message: 'Discord could not be reached: its gateway did not answer, 5 times.',
    });
  });

  test('about a Discord that is not there', async () => {
    const refusal = await refusalBy('http://127.0.0.1:9/api');
    expect(refusal).toMatchObject({ code: 'discord-unreachable' });
    expect((refusal as Error).message).toMatch(/^Discord could not be reached: .+\.$/u);
  });

  test('about a Discord that only fails', async () => {
    const discord = await startDiscord();
    discord.fail({ status: 503, times: 100 });
    expect(await refusalBy(discord.api)).toMatchObject({ code: 'discord-unreachable' });
    // The first attempt and two more.
    expect(discord.requests).toHaveLength(3);
    await discord.stop();
  });
});
