import { expect, test } from 'vitest';
import { renderReport } from './render-report.js';
import { askAnything } from './ask-anything.js';
import { Tally } from './tally.js';
import { torture } from './torture.js';

test('nothing is lost when writers are killed, disks fill up and files are damaged while a reader asks', async () => {
  const reports = await torture({
    questions: 0,
    kills: 3,
    commandKills: 0,
    killsAtWrites: [],
    flips: 1,
    mendings: 2,
    pairs: 1,
    askedPassages: 0,
    faults: { codes: ['ENOSPC'], ways: ['late'] },
    seed: 7,
    stop: new AbortController().signal,
    onProgress: () => undefined,
  });
  expect(reports.flatMap(({ losses }) => losses)).toEqual([]);
  const tried = Object.fromEntries(reports.map(({ title, tried: times }) => [title, times]));
  expect(tried).toMatchObject({
    'writer killed at a random moment': 3,
    'answers meanwhile': expect.toSatisfy((times: number) => times > 10) as number,
  });
  // Everything else was tried, too, if only a little.
  expect(renderReport(reports)).not.toMatch(/ 0 +0$/mu);
}, 120_000);

test('texts of any kind are understood and searched for; how fast is measured by npm --prefix lab run torture', async () => {
  const tally = new Tally('texts of any kind asked', () => undefined);
  await askAnything(200, 7, tally, Infinity);
  expect(tally.report.losses).toEqual([]);
  expect(tally.report.tried).toBeGreaterThan(200);
}, 120_000);
