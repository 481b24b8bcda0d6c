import { defineConfig } from 'vitest/config';
import { startCompiled } from './test/support/start-compiled.js';

/** They mock a module of Node.js itself, which must not be loaded before them. */
const MOCKING = ['src/index/storage/failing-disk.test.ts', 'src/index/storage/killed-publishing.test.ts'];

/** A test that starts several bots, on a crowded machine: each takes about 3 s of its processors. */
const EACH = { testTimeout: 180_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    globalSetup: 'test/support/compile-programs.ts',
    // The whole-program tests start processes of their own: one worker a core leaves none idle and none crowded.
    maxWorkers: 2,
    projects: [
      {
        plugins: [startCompiled()],
        test: {
          ...EACH,
          name: 'all',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: MOCKING,
          // To load the packages anew for every file takes longer than most tests. So a hook that a module of ours registers when it is loaded holds
          // for the first file of a worker that imports it only.
          isolate: false,
        },
      },
      { plugins: [startCompiled()], test: { ...EACH, name: 'mocking', include: MOCKING } },
    ],
  },
});
