import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CaseRunner, type CaseLimits } from './case-runner.js';
import { caseMaker, type CaseMaker } from './fuzz-case.js';
import { runCase } from './run-case.js';
import { UserError } from '../../src/lib/errors.js';
import { PROJECT_ROOT } from '../../src/config/settings.js';

const ARTICLES = path.join(PROJECT_ROOT, 'data/articles');
/** `npm --prefix lab run fuzz` tries more of them, each within its limits of time and memory. */
const CASES = 100;
const FIRST_SEED = 20_240_000;

let makeCase: CaseMaker;
beforeAll(async () => {
  makeCase = await caseMaker(ARTICLES);
});

test('rubbish is read, or refused in words that name the file', async () => {
  const tried = new Set<string>();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed += 1) {
    const made = makeCase(seed);
    tried.add(made.target.name);
    expect({ seed, target: made.target.name, complaint: await runCase(made) }).toMatchObject({
      complaint: null,
    });
  }
  expect([...tried].sort()).toEqual([
    ...['BEIR folder', 'article', 'feedback', 'golden questions', 'index', 'question', 'settings'],
  ]);
});

test('a seed always gives the same case', async () => {
  const [one, other] = [makeCase(7), (await caseMaker(ARTICLES))(7)];
  expect(other.target.name).toBe(one.target.name);
  expect(other.files).toEqual(one.files);
});

test.each([
  ['throws something else', () => Promise.reject(new TypeError('x is undefined')), 'x is undefined'],
  [
    'names no file',
    () => Promise.reject(new UserError('usage', 'Bad.', 'Mend it.')),
    'names no file: Bad. Mend it.',
  ],
])('it is a failure when a reader %s', async (_, read, complaint) => {
  const { target, files } = makeCase(1);
  expect(await runCase({ target: { ...target, read }, files })).toContain(complaint);
});

describe('the process of the cases', () => {
  let runner: CaseRunner;
  afterEach(() => runner.close());

  const run = async (child: string, limits: CaseLimits) => {
    runner = new CaseRunner(path.join(import.meta.dirname, child), [ARTICLES], limits);
    return await runner.run(1);
  };
  const PATIENT: CaseLimits = { cpuMilliseconds: 60_000, milliseconds: 60_000, bytes: 1024 ** 4 };

  test('tells how a case went', async () => {
    expect(await run('fuzz-process.ts', PATIENT)).toMatchObject({
      seed: 1,
      complaint: null,
    });
  });

  test('is ended when a case hangs, and another does the next', async () => {
    const outcome = await run('stuck-fuzz-process.ts', { ...PATIENT, milliseconds: 50 });
    expect(outcome).toEqual({ seed: 1, complaint: 'It did not end within 0.05 s.' });
    expect(await runner.run(2)).toMatchObject({
      seed: 2,
      complaint: expect.stringContaining('did not end') as string,
    });
  });

  test('tells that a case took too much time', async () => {
    const outcome = await run('fuzz-process.ts', { ...PATIENT, cpuMilliseconds: 0 });
    expect(outcome.complaint).toMatch(/^It took \d+\.\d s\.$/u);
  });

  test('is replaced when it has taken too much memory, or has come to an end', async () => {
    const outcome = await run('fuzz-process.ts', { ...PATIENT, bytes: 1 });
    expect(outcome.complaint).toMatch(/^The process had \d+ MB of memory\.$/u);
    expect(await runner.run(2)).toMatchObject({ seed: 2 });
    await runner.close();
    expect(await run('ending-fuzz-process.ts', PATIENT)).toMatchObject({
      complaint: 'The process ended (exit code 3).',
    });
  });
});
