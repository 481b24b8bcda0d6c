import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fused } from './fusion.js';
import { rerank, RERANKED } from './rerank.js';

/** A fused ranking of passages whose positions are their places. */
const ranking = (length: number): Fused[] =>
  Array.from({ length }, (_, place) => ({
    position: place,
    score: 1 - place / length,
    keyword: place / 100,
    dense: place / 200,
  }));

const order = (hits: readonly Fused[]) => hits.map(({ position }) => position);

describe('rerank', () => {
  test('orders by the scores, and leaves the fused scores with the places', () => {
    const reranked = rerank(ranking(3), [0.1, 0.3, 0.2]);
    expect(order(reranked)).toEqual([1, 2, 0]);
    expect(reranked.map(({ score }) => score)).toEqual(ranking(3).map(({ score }) => score));
  });

  test('takes along what each leg said of a passage', () => {
    expect(rerank(ranking(2), [0, 1])[0]).toMatchObject({ position: 1, keyword: 0.01, dense: 0.005 });
  });

  test('keeps the order of passages of one score', () => {
    expect(order(rerank(ranking(5), [0.5, 1, 0.5, 1, 0.5]))).toEqual([1, 3, 0, 2, 4]);
  });

  test('keeps a passage without a finite score where it is', () => {
    expect(order(rerank(ranking(5), [0.1, NaN, 0.3, Infinity, 0.2]))).toEqual([2, 1, 4, 3, 0]);
  });

  test('keeps passages that were given no score where they are', () => {
    expect(order(rerank(ranking(4), [0.1, 0.2]))).toEqual([1, 0, 2, 3]);
  });

  test('keeps those behind the first in their order, whatever their scores', () => {
    const rising = Array.from({ length: RERANKED + 3 }, (_, place) => place);
    const behind = [RERANKED, RERANKED + 1, RERANKED + 2];
    const first = rising.slice(0, RERANKED).reverse();
    expect(order(rerank(ranking(RERANKED + 3), rising))).toEqual([...first, ...behind]);
  });

  test('gives every passage once, and the scores as they were, for any scores', () => {
    const anyScore = fc.double({ noDefaultInfinity: false, noNaN: false });
    fc.assert(
      fc.property(fc.nat(60), fc.array(anyScore, { maxLength: 60 }), (length, scores) => {
        const fused = ranking(length);
        const reranked = rerank(fused, scores);
        expect(order(reranked).sort((a, b) => a - b)).toEqual(order(fused));
        expect(reranked.map(({ score }) => score)).toEqual(fused.map(({ score }) => score));
        const judged = reranked
          .map(({ position }) => scores[position])
          .slice(0, RERANKED)
          .filter(Number.isFinite);
        expect(judged).toEqual([...judged].sort((a = 0, b = 0) => b - a));
      }),
    );
  });
});
