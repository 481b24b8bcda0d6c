import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runScript } from '../../test/support/run-script.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';

const block = (command: string, content: string) => `<!-- made by: ${command} -->\n${content}<!-- end -->\n`;
const SETTLED = block('npm --prefix lab run no-such-experiment', 'What was there.\n');

async function record(...operands: string[]) {
  const documents = await temporaryFolder();
  const file = path.join(documents, 'figures.md');
  await writeFile(file, block('npm run feedback -- --json', 'Old.\n') + SETTLED);
  // The file that it reads is not there: nothing was asked, which costs nothing to report.
  const settings = { FEEDBACK_FILE: path.join(documents, 'feedback.jsonl') };
  const run = await runScript('lab/record/main.ts', {
    args: [...operands, '--documents', documents],
    settings,
  });
  return { ...run, document: await readFile(file, 'utf8') };
}

test('what the command of a block prints is written into it', async () => {
  const { exitCode, stdout, document } = await record('run', 'feedback');
  expect({ exitCode }).toEqual({ exitCode: 0 });
  expect(JSON.parse(stdout)).toEqual(expect.anything());
  expect(document).toBe(
    block(
      'npm run feedback -- --json',
      `\n\`\`\`sh\nnpm run feedback -- --json\n\`\`\`\n\n\`\`\`text\n${stdout.trimEnd()}\n\`\`\`\n\n`,
    ) + SETTLED,
  );
});

test.each([
  [['no-such-experiment'], /no-such-experiment ended with exit code 1/u],
  [['of this', 'nothing'], /npm run feedback -- --json/u],
])('a document stays as it is when %j fails or is in no block', async (operands, said) => {
  const { exitCode, stderr, document } = await record(...operands);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(said);
  expect(document).toBe(block('npm run feedback -- --json', 'Old.\n') + SETTLED);
});
