import { describe, expect, test } from 'vitest';
import { GATEWAY_STATES } from '../../discord/bot-events.js';
import { healthOf, type BotReading, indexAge } from './health.js';

const builtAt = '2031-05-06T07:08:09.000Z';
const reading: BotReading = {
  gateway: 'ready',
  api: 'working',
  models: 'working',
  pingMs: 40,
  generation: 'g1',
  builtAt,
  modelName: 'vi-en-mini',
  reader: 'working',
  articles: 2,
  passages: 3,
  storage: null,
  waiting: 0,
  underWay: 0,
  shards: { served: 2, uncertain: 1, waitedFor: 0 },
};
const later = Date.parse(builtAt) + 90_400;

describe('healthOf', () => {
  test('tells of the index in use and its age in whole seconds', () => {
    expect(healthOf(reading, later)).toEqual({
      ok: true,
      gateway: 'ready',
      api: 'working',
      models: 'working',
      reader: 'working',
      database: 'off',
      generation: 'g1',
      builtAt,
      ageSeconds: 90,
    });
  });

  test.each(GATEWAY_STATES)('is well only while the gateway is ready, or another’s is (%s)', (gateway) => {
    const ok = gateway === 'ready' || gateway === 'stand-by';
    expect(healthOf({ ...reading, gateway }, later)).toMatchObject({ ok, gateway });
  });
});

test('is not well while nothing that it sends goes through', () => {
  expect(healthOf({ ...reading, api: 'failing' }, later)).toMatchObject({ ok: false, api: 'failing' });
});

test('tells of the database, and is not well while that does not answer', () => {
  const storage = { answers: true, isSilent: false, lastAnswerAt: later, latencyMs: 12.4, waitingMs: 0 };
  expect(healthOf({ ...reading, storage }, later)).toMatchObject({
    ok: true,
    database: 'working',
    databaseLatencyMs: 12,
    databaseAnsweredAt: new Date(later).toISOString(),
  });
  for (const trouble of [{ answers: false }, { waitingMs: 3_000 }]) {
    const health = healthOf({ ...reading, storage: { ...storage, ...trouble } }, later);
    expect(health).toMatchObject({ ok: false, database: 'failing' });
  }
});

test('an index from the future, as after the clock was set back, is new', () => {
  expect(indexAge(reading, Date.parse(builtAt) - 5_000)).toBe(0);
});
