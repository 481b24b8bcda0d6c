import { describe, expect, it } from 'vitest';
import { serversNeeded, simulateQueue } from './simulate-queue.js';

/** An answer takes a second, always. */
const ALWAYS_ONE = { median: 1, p99: 1 };
const MANY = { questions: 100_000, seed: 1 };

describe('the queue', () => {
  it('waits in the mean as the formula of Pollaczek and Khinchine says, seen by how busy it is', () => {
    const { busy, medianSeconds, p99Seconds } = simulateQueue({
      ...MANY,
      rate: 0.5,
      servers: 1,
      service: ALWAYS_ONE,
    });
    expect(busy).toBeCloseTo(0.5, 1);
    // Half of them find nobody before them: the M/D/1 queue is empty for 1 - ρ of the time.
    expect(medianSeconds).toBeGreaterThanOrEqual(1);
    expect(medianSeconds).toBeLessThan(1.2);
    expect(p99Seconds).toBeGreaterThan(2.5);
    expect(p99Seconds).toBeLessThan(5);
  });

  it('draws answers that take as long as they are said to', () => {
    const alone = { ...MANY, rate: 0.0001, servers: 1, service: { median: 0.2, p99: 0.4 } };
    const { medianSeconds, p99Seconds } = simulateQueue(alone);
    expect(medianSeconds).toBeCloseTo(0.2, 2);
    expect(p99Seconds).toBeCloseTo(0.4, 2);
  });

  it('grows without end when more is asked than can be answered', () => {
    const p99 = (questions: number) =>
      simulateQueue({ rate: 2, servers: 1, service: ALWAYS_ONE, questions, seed: 1 }).p99Seconds;
    expect(p99(20_000)).toBeGreaterThan(5 * p99(2_000));
  });
});

it('as many servers are needed as keep the wait within its limit, and not one less', () => {
  const asked = { ...MANY, questions: 20_000, rate: 7, service: { median: 0.183, p99: 0.386 } };
  const servers = serversNeeded(asked, 3);
  expect(simulateQueue({ ...asked, servers }).p99Seconds).toBeLessThanOrEqual(3);
  expect(simulateQueue({ ...asked, servers: servers - 1 }).p99Seconds).toBeGreaterThan(3);
});
