import { describe, expect, it } from 'vitest';
import { judgeScore, judgeVector } from './judge-models.js';

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

describe('judgeScore', () => {
  it.each([
    [0, 'reranker-works'],
    [1, 'reranker-works'],
    [1.01, 'model-talks-nonsense'],
    [NaN, 'model-talks-nonsense'],
    [undefined, 'model-talks-nonsense'],
  ])('%s: %s', (score, code) => {
    expect(judgeScore('tiny', score).code).toBe(code);
  });
});
