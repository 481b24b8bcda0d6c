import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../../src/config/settings.js';

const PACKAGE = z.object({ scripts: z.record(z.string(), z.string()) });

/** A program that npm runs from its source. */
export interface NpmProgram {
  /** How it is called from the project's folder: `npm run ask`. */
  readonly command: string;
  /** What is run, from the project's folder: `scripts/ask.ts`. */
  readonly file: string;
}

/** Names of the npm scripts of a package, and what each runs, by the path of its `package.json` from the project's folder. */
export function npmScripts(file: string): Readonly<Record<string, string>> {
  return PACKAGE.parse(JSON.parse(readFileSync(path.join(PROJECT_ROOT, file), 'utf8'))).scripts;
}

/** Those of {@link npmScripts} that are programs of ours. */
export function programsOf(file: string): NpmProgram[] {
  const folder = path.posix.dirname(file);
  const npm = folder === '.' ? 'npm' : `npm --prefix ${folder}`;
  return Object.entries(npmScripts(file)).flatMap(([name, run]) => {
    const program = /^(?:cd \.\. && )?tsx (\S+\.ts)$/u.exec(run)?.[1];
    if (program === undefined) return [];
    return [{ command: name === 'start' ? 'npm start' : `${npm} run ${name}`, file: program }];
  });
}
