import { Client, Status } from 'discord.js';
import { expect, test } from 'vitest';
import { gatewayState } from './gateway-state.js';

function client(...states: readonly Status[]) {
  const isReady = (() => true) as Client['isReady'];
  return { isReady, ws: { shards: new Map(states.map((status, id) => [id, { status }])) } };
}

test.each([
  ['one connection that is ready', [Status.Ready], 'ready'],
  ['a connection that is being resumed', [Status.Resuming], 'connecting'],
  ['one of two connections that is being made again', [Status.Ready, Status.Reconnecting], 'connecting'],
  ['one of two connections that Discord has ended', [Status.Ready, Status.Disconnected], 'disconnected'],
] as const)('%s', (_, states, state) => {
  expect(gatewayState(client(...states))).toBe(state);
});

test('a client of discord.js before its login is connecting', async () => {
  const real = new Client({ intents: [] });
  expect(gatewayState(real)).toBe('connecting');
  await real.destroy();
});
