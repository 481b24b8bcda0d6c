import { describe, expect, it } from 'vitest';
import { judgeReading, judgeVector } from './check-models.js';

describe('judgeVector', () => {
  it.each([
    ['a unit vector', [0.6, 0.8], 'model-works'],
    ['one that floats have rounded', [0.6, 0.8001], 'model-works'],
    ['one of another length', [6, 8], 'model-talks-nonsense'],
    ['nothing but zeros', [0, 0], 'model-talks-nonsense'],
    ['what is not a number', [NaN, 1], 'model-talks-nonsense'],
    ['one of fewer dimensions', [1], 'model-talks-nonsense'],
  ])('%s: %s', (_, vector, code) => {
    expect(judgeVector('tiny', 2, Float32Array.from(vector)).code).toBe(code);
  });

  it('takes no vector for nonsense', () => {
    expect(judgeVector('tiny', 2, undefined)).toMatchObject({ level: 'broken' });
  });
});

describe('judgeReading', () => {
  it.each([
    [{ spans: [{ start: 0, end: 2, margin: -3 }], tells: 0 }, 'reader-works'],
    [{ spans: [{ start: 0, end: 2, margin: NaN }], tells: 0 }, 'model-talks-nonsense'],
    [{ spans: [], tells: 0 }, 'model-talks-nonsense'],
    [null, 'model-talks-nonsense'],
    [undefined, 'model-talks-nonsense'],
  ])('%j: %s', (reading, code) => {
    expect(judgeReading('tiny', reading).code).toBe(code);
  });
});
