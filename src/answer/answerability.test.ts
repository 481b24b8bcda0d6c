import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  ANSWERABILITY_FILE,
  UNMEASURED,
  chanceOf,
  FEATURES,
  readAnswerability,
  type AnswerabilityFeatures,
} from './answerability.js';

const features = (changed: Partial<AnswerabilityFeatures>) =>
  ({
    ...Object.fromEntries(FEATURES.map((name) => [name, 0])),
    ...changed,
  }) as unknown as AnswerabilityFeatures;

describe('the chance that a span answers', () => {
  test('is a logistic function of its features', () => {
    expect(chanceOf(features({}), UNMEASURED)).toBe(0.5);
    expect(chanceOf(features({ tells: 2 }), UNMEASURED)).toBeCloseTo(1 / (1 + Math.exp(-2)));
    const weights = { ...UNMEASURED.weights, missing: -3 };
    expect(chanceOf(features({ tells: 2, missing: 1 }), { bias: 1, weights })).toBe(0.5);
  });
});

describe('an answerability model', () => {
  const folder = async (content?: string) => {
    const made = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
    onTestFinished(() => rm(made, { recursive: true }));
    if (content !== undefined) await writeFile(path.join(made, ANSWERABILITY_FILE), content);
    return made;
  };

  test('lies beside its reading model, if anywhere', async () => {
    const measured = { ...UNMEASURED, sure: 0.7 };
    expect(readAnswerability(await folder(JSON.stringify(measured)))).toEqual(measured);
    expect(readAnswerability(await folder())).toBe(UNMEASURED);
  });

  test.each(['', '{}', JSON.stringify({ ...UNMEASURED, sure: 2 })])(
    'is not taken from a file that is none: %j',
    async (content) => {
      const made = await folder(content);
      expect(() => readAnswerability(made)).toThrow(expect.objectContaining({ code: 'model-broken' }));
    },
  );
});
