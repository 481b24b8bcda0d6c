import { expect, it } from 'vitest';
import { drawKill } from './kill-writers.js';
import { randomFrom } from '../chance/random.js';

it('draws kills after every stage, up to a little beyond its end', () => {
  const random = randomFrom(1);
  const times = { started: 1_000, locked: 100, building: 10 };
  const kills = Array.from({ length: 1_000 }, () => drawKill(random, times));
  for (const [stage, share] of [
    ['started', 0.2],
    ['locked', 0.4],
    ['building', 0.4],
  ] as const) {
    const drawn = kills.filter((kill) => kill.stage === stage).map(({ ms }) => ms);
    expect(Math.abs(drawn.length / kills.length - share)).toBeLessThan(0.05);
    expect(Math.min(...drawn)).toBeLessThan(times[stage] * 0.05);
    expect(Math.max(...drawn)).toBeGreaterThan(times[stage]);
    expect(Math.max(...drawn)).toBeLessThan(times[stage] * 1.2);
  }
});
