import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vitest/config';
import { COMPILED_FOLDER, compiledTwin } from './compiled-folder.js';

const SRC = path.resolve(import.meta.dirname, '../../src');

/**
 * Has what the tests import take its compiled twin's place for its own, so that the threads and processes that it starts
 * are the compiled ones, too: from source, each start would load a compiler.
 */
export function startCompiled(): Plugin {
  return {
    name: 'start-compiled',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('import.meta.url') || !isProgram(path.relative(SRC, id))) return;
      const url = JSON.stringify(pathToFileURL(compiledTwin(id, COMPILED_FOLDER)).href);
      // No line moves by this, so that a source map would be of no use.
      return { code: code.replaceAll('import.meta.url', url), map: null };
    },
  };
}

/** The settings, which find the project's folder by their own place, and the tests keep theirs. */
function isProgram(file: string): boolean {
  return !file.startsWith('..') && file !== 'config/settings.ts' && /(?<!\.test)\.ts$/u.test(file);
}
