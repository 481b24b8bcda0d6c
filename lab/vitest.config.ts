import { defineConfig } from 'vitest/config';
import { startCompiled } from '../test/support/start-compiled.js';

export default defineConfig({
  plugins: [startCompiled()],
  test: {
    globalSetup: '../test/support/compile-programs.ts',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    isolate: false,
  },
});
