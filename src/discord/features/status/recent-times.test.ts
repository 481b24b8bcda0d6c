import { describe, expect, it } from 'vitest';
import { RecentTimes } from './recent-times.js';

describe('RecentTimes', () => {
  it('gives the median of the latest', () => {
    const times = new RecentTimes(3);
    expect(times.median()).toBeNull();
    for (const ms of [1_000, 5, 30, 10]) times.add(ms);
    expect(times.median()).toBe(10);
  });
});
