import { defineConfig } from 'vitest/config';
import { startCompiled } from './test/support/start-compiled.js';

/** They mock a module of Node.js itself, which must not be loaded before them. */
const MOCKING = ['src/index/storage/failing-disk.test.ts', 'src/index/storage/killed-publishing.test.ts'];

const EACH = { testTimeout: 60_000, hookTimeout: 60_000 };

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
          // To load the packages anew for every file takes longer than most tests. Our own modules are new to each all the same.
          isolate: false,
        },
      },
      { plugins: [startCompiled()], test: { ...EACH, name: 'mocking', include: MOCKING } },
    ],
  },
});
