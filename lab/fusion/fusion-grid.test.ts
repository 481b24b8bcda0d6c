import { expect, test } from 'vitest';
import {
  denseWeight,
  fuse,
  FUSION_WEIGHTS,
  type FusionFeatures,
  type Ranked,
} from '../../src/retrieval/fusion.js';
import { fuseByRank, weighted } from './fusion-grid.js';

const ranked = (...positions: readonly number[]): Ranked[] =>
  positions.map((position, place) => ({ position, score: 1 / (place + 1) }));
const RESULTS = { lexical: ranked(7, 3), dense: ranked(3, 5) };

test('reciprocal ranks add up', () => {
  expect(fuseByRank(RESULTS, 1, 0.25)).toEqual([
    { position: 3, score: 0.75 / 3 + 0.25 / 2 },
    { position: 7, score: 0.75 / 2 },
    { position: 5, score: 0.25 / 3 },
  ]);
});

test('reciprocal ranks that tie keep the order of positions', () => {
  expect(
    fuseByRank({ lexical: ranked(9), dense: ranked(4) }, 60, 0.5).map(({ position }) => position),
  ).toEqual([4, 9]);
});

test('with the weights in use the grid ranks as the product does', () => {
  for (const language of ['vi', 'en'] as const) {
    const features: FusionFeatures = { coverage: 0.5, spread: 0.5, language };
    expect(weighted(FUSION_WEIGHTS[language]).rank(RESULTS, features)).toEqual(
      fuse(RESULTS.lexical, RESULTS.dense, denseWeight(features)),
    );
  }
});
