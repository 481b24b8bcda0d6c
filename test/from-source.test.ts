import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../src/config/settings.js';
import { answersOf } from './support/answer-records.js';
import { ASKED, INVENTED } from './support/invented-articles.js';
import { programFolders } from './support/program-folders.js';
import { environmentWith } from './support/run-script.js';

// The other tests start the programs compiled.
test('npm runs a program from its source', async () => {
  const { settings } = await programFolders({ 'cau.md': INVENTED.bridge });
  const ended = await promisify(execFile)(
    'npm',
    ['run', '--silent', 'ask', '--', '--json', ASKED.bridge.question],
    { cwd: PROJECT_ROOT, env: environmentWith(settings) },
  );
  const [answer] = answersOf({ exitCode: 0, ...ended });
  expect(answer?.answer).toContain(ASKED.bridge.answer);
});
