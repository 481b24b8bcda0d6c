import { describe, expect, test } from 'vitest';
import { GATEWAY_STATES } from '../../discord/bot-events.js';
import { healthOf, indexAge } from './health.js';
import { READING } from '../../../test/support/bot-reading.js';

const { builtAt } = READING;
const later = Date.parse(builtAt) + 90_400;

describe('healthOf', () => {
  test('tells of the index in use and its age in whole seconds', () => {
    expect(healthOf(READING, later)).toEqual({
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
    expect(healthOf({ ...READING, gateway }, later)).toMatchObject({ ok, gateway });
  });
});

test('is not well while nothing that it sends goes through', () => {
  expect(healthOf({ ...READING, api: 'failing' }, later)).toMatchObject({ ok: false, api: 'failing' });
});

test('tells of the database, and is not well while that does not answer', () => {
  const storage = { answers: true, isSilent: false, lastAnswerAt: later, latencyMs: 12.4, waitingMs: 0 };
  expect(healthOf({ ...READING, storage }, later)).toMatchObject({
    ok: true,
    database: 'working',
    databaseLatencyMs: 12,
    databaseAnsweredAt: new Date(later).toISOString(),
  });
  for (const trouble of [{ answers: false }, { waitingMs: 3_000 }]) {
    const health = healthOf({ ...READING, storage: { ...storage, ...trouble } }, later);
    expect(health).toMatchObject({ ok: false, database: 'failing' });
  }
});

test('an index from the future, as after the clock was set back, is new', () => {
  expect(indexAge(READING, Date.parse(builtAt) - 5_000)).toBe(0);
});
