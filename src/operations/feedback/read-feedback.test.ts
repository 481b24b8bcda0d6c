import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { readFeedback } from './read-feedback.js';

const UP = { at: '2031-03-05T08:00:00Z', kind: 'up', question: 'Ai đo gió?', messageId: '17' };

async function fileWith(content: string): Promise<string> {
  const file = path.join(await temporaryFolder(), 'feedback.jsonl');
  await writeFile(file, content);
  return file;
}

test('no file holds nothing', async () => {
  const file = path.join(await temporaryFolder(), 'feedback.jsonl');
  expect(await readFeedback(file)).toEqual({ entries: [], unreadable: [] });
});

test.each([
  ['torn', '{"at":"2031-03-05T08:00:00Z","kind":"u'],
  ['no JSON', 'Ai đo gió?'],
  ['another kind of entry', JSON.stringify({ ...UP, kind: 'sideways' })],
  ['without its moment', JSON.stringify({ ...UP, at: undefined })],
  ['of a day that is none', JSON.stringify({ ...UP, at: '2031-02-30T08:00:00Z' })],
  ['not an object', 'null'],
])('a line that is %s is named by file and number, and the others are read', async (_, line) => {
  const file = await fileWith(`${JSON.stringify(UP)}\n\n${line}\r\n${JSON.stringify(UP)}`);
  expect(await readFeedback(file)).toEqual({ entries: [UP, UP], unreadable: [{ file, line: 3 }] });
});

test('whatever a file holds, reading it ends well', async () => {
  const bytes = fc.uint8Array({ maxLength: 500 });
  const file = await fileWith('');
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      await writeFile(file, content);
      expect((await readFeedback(file)).entries).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('a file that is there and cannot be read is named', async () => {
  const folder = path.join(await temporaryFolder(), 'feedback.jsonl');
  await mkdir(folder);
  await expect(readFeedback(folder)).rejects.toMatchObject({
    code: 'settings-invalid',
    message: expect.stringContaining(`FEEDBACK_FILE: ${folder}`) as string,
  });
});
