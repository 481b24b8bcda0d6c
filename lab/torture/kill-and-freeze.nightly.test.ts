import { expect, test } from 'vitest';
import { killAndFreeze, renderKillReport } from './kill-and-freeze.js';
import { compiledProgram } from '../../test/support/compiled-program.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';

/** Real milliseconds, on a crowded machine: four processes are started. */
const TEST_TIMEOUT = 400_000;

test(
  'three processes of a bot, of which one is killed and one frozen, answer each question exactly once',
  async () => {
    const report = await killAndFreeze({
      root: await temporaryFolder(),
      program: compiledProgram('lab/torture/leased-bot.ts'),
      processes: 3,
      shards: 3,
      questions: 8,
      deaths: 1,
      freezes: 1,
      lease: 4,
      seed: 7,
    });
    expect(report).toMatchObject({ questions: 8, lost: 0, answeredTwice: 0, violations: [] });
    expect(renderKillReport(report)).toContain(
      '3 processes, 1 deaths, 1 freezes, 8 questions, each answered exactly once, 0 lost',
    );
  },
  TEST_TIMEOUT,
);
