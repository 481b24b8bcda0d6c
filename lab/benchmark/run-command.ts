import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import type { SizeFolder } from './size-folder.js';

/** How a script of the program is started: compiled, as in an image, or from source by tsx, as `npm run` does. */
export type Form = 'compiled' | 'source';

/** What of a command is timed, in seconds from its start. */
export interface CommandTimes {
  /** Until it wrote something on standard output. */
  readonly toFirstOutput: number;
  readonly toEnd: number;
}

/**
 * Runs a script of the program on the corpus of `place`.
 *
 * @param script - without extension: `ask`
 * @param compiled - as `RunContext.compiled`
 * @throws an error when it fails
 */
export async function runCommand(
  form: Form,
  script: string,
  args: readonly string[],
  { place, compiled }: { readonly place: SizeFolder; readonly compiled: string },
): Promise<CommandTimes> {
  const command =
    form === 'compiled'
      ? [path.join(compiled, `scripts/${script}.js`)]
      : ['--import', 'tsx', path.join(PROJECT_ROOT, `scripts/${script}.ts`)];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: PROJECT_ROOT,
    env: place.environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let toFirstOutput = NaN;
  child.stdout.once('data', () => {
    toFirstOutput = seconds();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`scripts/${script} ended with exit code ${code ?? 'none'}.`);
  return { toFirstOutput, toEnd: seconds() };
}
