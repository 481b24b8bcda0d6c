import { inject } from 'vitest';
import { compiledTwin } from './compiled-folder.js';

/** What Node.js is told to run a program of src/ or scripts/ compiled: an option for stack traces that name the source, and the file. */
export function compiledProgram(source: string): [option: string, file: string] {
  return ['--enable-source-maps', compiledTwin(source, inject('compiledFolder'))];
}
