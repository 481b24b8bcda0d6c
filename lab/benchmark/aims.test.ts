import { expect, test } from 'vitest';
import { judge, ownFigure } from './aims.js';
import type { Figure } from './figures.js';

const ours: Figure = { metric: 'find-median', passages: 100_000, who: 'us', role: 'ours', value: 40 };
const peer: Figure = { ...ours, who: 'them', role: 'peer', value: 199 };

test('what is ours has to be under a bound that its number of passages has', () => {
  expect(judge(ours, [ours])).toEqual({ aim: 'under 60', reached: true });
  expect(judge({ ...ours, value: 60 }, [])).toEqual({ aim: 'under 60', reached: false });
  expect(judge({ ...ours, passages: 100 }, [])).toBeNull();
  expect(judge({ ...ours, value: null }, [])).toBeNull();
});

test('a peer has to take so many times as long, where that is asked for', () => {
  expect(judge(peer, [ours, peer])).toEqual({ aim: 'at least 5 × ours', reached: false });
  expect(judge({ ...peer, value: 200 }, [ours])).toMatchObject({ reached: true });
  expect(judge(peer, [])).toBeNull();
  expect(judge({ ...peer, passages: 10_000 }, [{ ...ours, passages: 10_000 }])).toBeNull();
});

test('indexing has to come near its limit', () => {
  const rate: Figure = { ...ours, metric: 'indexing-rate', passages: 10_000, value: 90 };
  const limit: Figure = { ...rate, role: 'limit', value: 100 };
  expect(judge(limit, [rate])).toEqual({ aim: 'ours within 10 %', reached: true });
  expect(judge(limit, [{ ...rate, value: 89 }])).toMatchObject({ reached: false });
  expect(judge({ ...limit, passages: 100 }, [{ ...rate, passages: 100 }])).toBeNull();
});

test('figures are compared with ours of the same metric and size', () => {
  const others: Figure[] = [
    { ...ours, passages: 100, value: 1 },
    { ...ours, metric: 'find-p99', value: 2 },
  ];
  expect(ownFigure(peer, [...others, peer, ours])).toBe(40);
  expect(ownFigure(peer, others)).toBeNull();
});
