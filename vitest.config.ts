import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The whole-program tests start processes of their own: one worker a core leaves none idle and none crowded.
    maxWorkers: 2,
  },
});
