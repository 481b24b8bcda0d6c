import path from 'node:path';
import { expect, test } from 'vitest';
import { BUILT_IN_MODEL, resolveModel } from '../embedding/models.js';
import { fingerprintOf } from '../embedding/transformers/fingerprint.js';
import { readModelFiles } from '../embedding/transformers/model-files.js';
import { PROJECT_ROOT } from '../settings.js';
import { calibrationFor, readCalibrations, type KeptCalibration } from './calibration.js';

const weights = { words: 1, pinned: 1, pinnedMissing: 1, unknown: 1, missing: 1, unexpected: 1, english: 1 };
const kept = (model: string, fingerprint: string | null): KeptCalibration => ({
  model,
  fingerprint,
  bias: 0,
  weights,
  threshold: 0.5,
  measured: {},
});
const MEASURED = kept('measured', 'aa');
const ANY = kept('any', null);

test.each([
  ['a measured model has its own', 'aa', [ANY, MEASURED], MEASURED],
  ['a model that was not measured has that for any', 'bb', [MEASURED, ANY], ANY],
])('%s', (_, fingerprint, calibrations, calibration) => {
  expect(calibrationFor(fingerprint, calibrations)).toBe(calibration);
});

test('a file without a calibration for any model is broken, and named', () => {
  expect(() => calibrationFor('bb', [MEASURED])).toThrow('calibration.json');
});

test('the shipped file has one calibration for any model', () => {
  expect(readCalibrations().filter(({ fingerprint }) => fingerprint === null)).toHaveLength(1);
});

test('the shipped file has thresholds that can be met and missed', () => {
  for (const { threshold } of readCalibrations()) {
    expect(threshold).toBeGreaterThan(0);
    expect(threshold).toBeLessThan(1);
  }
});

test('the built-in model was calibrated as it is now; else run `npm run calibrate`', async () => {
  const model = resolveModel(BUILT_IN_MODEL, {
    root: PROJECT_ROOT,
    builtInDir: path.join(PROJECT_ROOT, 'data/models'),
    cacheDir: path.join(PROJECT_ROOT, 'data/model-cache'),
    isFolder: () => true,
  });
  const fingerprint = await fingerprintOf(await readModelFiles(model), model.profile);
  const calibrated = readCalibrations().find((calibration) => calibration.model === BUILT_IN_MODEL);
  expect(calibrated?.fingerprint).toBe(fingerprint);
});
