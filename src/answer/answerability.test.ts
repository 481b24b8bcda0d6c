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
  type AnswerabilityModel,
} from './answerability.js';

const features = (changed: Partial<AnswerabilityFeatures>) =>
  ({
    ...Object.fromEntries(FEATURES.map((name) => [name, 0])),
    ...changed,
  }) as unknown as AnswerabilityFeatures;

describe('the chance that a span answers', () => {
  test('is a logistic function of its features', () => {
    expect(chanceOf(features({}), UNMEASURED, 'any')).toBe(0.5);
    expect(chanceOf(features({ tells: 2 }), UNMEASURED, 'any')).toBeCloseTo(1 / (1 + Math.exp(-2)));
    const weights = { ...UNMEASURED.weights, missing: -3 };
    expect(chanceOf(features({ tells: 2, missing: 1 }), { ...UNMEASURED, bias: 1, weights }, 'any')).toBe(
      0.5,
    );
  });

  test('heeds the similarities of the embedding model that it was measured with alone', () => {
    const model: AnswerabilityModel = {
      ...UNMEASURED,
      weights: { ...UNMEASURED.weights, similarity: 10 },
      similarities: { embeddingModel: 'measured', enough: 0.4 },
    };
    const chance = (similarity: number | null, embeddingModel: string) =>
      chanceOf(features({ similarity }), model, embeddingModel);
    const usual = chance(0.4, 'measured');
    expect(chance(0.1, 'measured')).toBeLessThan(usual);
    // Nearer than enough says no more.
    expect(chance(0.6, 'measured')).toBe(usual);
    // Words only were searched for; or another model, whose similarities are all high.
    expect(chance(null, 'measured')).toBe(usual);
    expect(chance(0.85, 'another')).toBe(usual);
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
    // As it was written before similarities were weighed.
    const { similarities, weights, ...others } = measured;
    const { similarity, ...older } = weights;
    expect(readAnswerability(await folder(JSON.stringify({ ...others, weights: older })))).toEqual(measured);
    expect([similarity, similarities.enough]).toEqual([0, 0]);
  });

  test.each(['', '{}', JSON.stringify({ ...UNMEASURED, sure: 2 })])(
    'is not taken from a file that is none: %j',
    async (content) => {
      const made = await folder(content);
      expect(() => readAnswerability(made)).toThrow(expect.objectContaining({ code: 'model-broken' }));
    },
  );
});
