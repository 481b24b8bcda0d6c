import { expect, test } from 'vitest';
import { denseShare, fuse, FUSION_WEIGHTS, type LegTrust, type Ranked } from '../../src/retrieval/fusion.js';
import { fuseByRank, weighted } from './fusion-grid.js';

const leg = (...positions: readonly number[]): Ranked[] =>
  positions.map((position, place) => ({ position, score: 1 / (place + 1) }));
const LEGS = { keyword: leg(7, 3), dense: leg(3, 5) };

test('reciprocal ranks add up', () => {
  expect(fuseByRank(LEGS, 1, 0.25)).toEqual([
    { position: 3, score: 0.75 / 3 + 0.25 / 2 },
    { position: 7, score: 0.75 / 2 },
    { position: 5, score: 0.25 / 3 },
  ]);
});

test('reciprocal ranks that tie keep the order of positions', () => {
  expect(fuseByRank({ keyword: leg(9), dense: leg(4) }, 60, 0.5).map(({ position }) => position)).toEqual([
    4, 9,
  ]);
});

test('with the weights in use the grid ranks as the product does', () => {
  for (const language of ['vi', 'en'] as const) {
    const trust: LegTrust = { coverage: 0.5, spread: 0.5, language };
    expect(weighted(FUSION_WEIGHTS[language]).rank(LEGS, trust)).toEqual(
      fuse(LEGS.keyword, LEGS.dense, denseShare(trust)),
    );
  }
});
