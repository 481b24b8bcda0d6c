import type { BotReading } from '../../src/optional/metrics/health.js';

/** How a bot does that is well, its index in a folder. */
export const READING: BotReading = {
  gateway: 'ready',
  api: 'working',
  models: 'working',
  pingMs: 40,
  generation: 'g1',
  builtAt: '2031-05-06T07:08:09.000Z',
  modelName: 'vi-en-mini',
  reader: 'working',
  articles: 2,
  passages: 3,
  storage: null,
  waiting: 0,
  underWay: 0,
  shards: { served: 2, uncertain: 1, waitedFor: 0 },
};
