import { expect, test } from 'vitest';
import { shardEnvironment } from './shard-settings.js';

test('each shard has a port and a health file of its own', () => {
  const settings = { healthFile: '/run/bot/health', metricsPort: 9464 };
  expect([0, 1].map((id) => shardEnvironment(settings, id))).toEqual([
    { SHARDS: '', HEALTH_FILE: '/run/bot/health.0', METRICS_PORT: '9464' },
    { SHARDS: '', HEALTH_FILE: '/run/bot/health.1', METRICS_PORT: '9465' },
  ]);
});

test('what is not set stays so, and any free port is one for each', () => {
  expect(shardEnvironment({ healthFile: null, metricsPort: null }, 1)).toEqual({
    SHARDS: '',
    HEALTH_FILE: '',
    METRICS_PORT: '',
  });
  expect(shardEnvironment({ healthFile: null, metricsPort: 0 }, 1).METRICS_PORT).toBe('0');
});
