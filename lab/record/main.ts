import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import { UserError } from '../../src/lib/errors.js';
import { text as textOption, usageError, runProgram } from '../../src/terminal/run-program.js';
import { commandsIn, withOutput } from './document-blocks.js';

const PROGRAM = {
  command: 'npm --prefix lab run record',
  about:
    'Runs commands whose figures stand in the documents, those that hold the words given, and puts what each prints between its lines ' +
    '<!-- made by: COMMAND --> and <!-- end -->. A command that fails changes nothing.',
  operands: 'WORDS',
  options: {
    documents: textOption('DIR', 'the documents; default docs', path.join(PROJECT_ROOT, 'docs')),
  },
};

await runProgram(PROGRAM, async ({ operands, options: { documents } }) => {
  const names = (await readdir(documents)).filter((name) => name.endsWith('.md'));
  const files = names.map((name) => path.join(documents, name));
  const blocks = await Promise.all(files.map(async (file) => commandsIn(await readFile(file, 'utf8'), file)));
  const commands = [...new Set(blocks.flat())];
  const wanted = operands.join(' ');
  const chosen = commands.filter((command) => command.includes(wanted));
  if (wanted === '' || chosen.length === 0) {
    throw usageError(PROGRAM, ['expected words of one of these commands:', ...commands]);
  }
  for (const command of chosen) {
    process.stderr.write(`${command}\n`);
    const output = await outputOf(command);
    process.stdout.write(output);
    for (const file of files) {
      const document = await readFile(file, 'utf8');
      const changed = withOutput(document, command, output);
      if (changed === document) continue;
      await writeFile(file, changed);
      process.stderr.write(`Written to ${file}\n`);
    }
  }
});

/** Runs an npm command by the shell, as whoever reads the document would. */
async function outputOf(command: string): Promise<string> {
  const child = spawn(command.replace(/^npm /u, 'npm --silent '), {
    cwd: PROJECT_ROOT,
    shell: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (code !== 0) {
    throw new UserError(
      'usage',
      `${command} ended with exit code ${code ?? 'none'}.`,
      'See what it says above; no document was changed by it.',
    );
  }
  return output;
}
