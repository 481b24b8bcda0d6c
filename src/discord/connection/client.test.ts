import { Client, Status } from 'discord.js';
import { expect, test } from 'vitest';
import { gatewayState } from './client.js';

function client(ready: boolean, ...states: readonly Status[]) {
  const shards = new Map(states.map((status, id) => [id, { status }]));
  const isReady = (() => ready) as Client['isReady'];
  return { isReady, ws: { shards } };
}

test.each([
  ['one connection that is ready', true, [Status.Ready], true],
  ['a client that is not logged in', false, [], false],
  ['a connection that is being resumed', true, [Status.Resuming], false],
  ['one of two connections lost', true, [Status.Ready, Status.Connecting], false],
  ['two connections that are ready', true, [Status.Ready, Status.Ready], true],
])('%s', (_, ready, states, alive) => {
  expect(gatewayState(client(ready, ...states)) === 'ready').toBe(alive);
});

test.each([
  ['one connection that is ready', [Status.Ready], 'ready'],
  ['a connection that is being resumed', [Status.Resuming], 'connecting'],
  ['one of two connections that is being made again', [Status.Ready, Status.Reconnecting], 'connecting'],
  ['one of two connections that Discord has ended', [Status.Ready, Status.Disconnected], 'disconnected'],
] as const)('%s', (_, states, state) => {
  expect(gatewayState(client(true, ...states))).toBe(state);
});

test('a client of discord.js before its login is connecting', async () => {
  const real = new Client({ intents: [] });
  expect(gatewayState(real)).toBe('connecting');
  await real.destroy();
});
