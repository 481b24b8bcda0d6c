import { appendFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { type Feedback, FeedbackLog, readFeedback, rotatedFile } from './feedback-log.js';

const NOW = new Date('2031-03-05T08:00:00.000Z');
const AT = NOW.toISOString();

function unanswered(question: string): Feedback {
  return { kind: 'unanswered', question, confidence: 0.25, closest: 'mua/tram.md', language: 'vi' };
}

async function openLog(maxBytes?: number) {
  const file = path.join(await temporaryFolder(), 'sub', 'feedback.jsonl');
  const troubles: unknown[] = [];
  const log = new FeedbackLog(file, (error) => troubles.push(error), {
    now: () => NOW,
    ...(maxBytes !== undefined && { maxBytes }),
  });
  return { file, log, troubles };
}

describe('what is added', () => {
  test('can be read again, with its moment, in the order of its coming', async () => {
    const { file, log, troubles } = await openLog();
    const down: Feedback = { kind: 'down', question: 'Gió mạnh không?', answered: true, messageId: '17' };
    const up: Feedback = { kind: 'up', question: 'Ai đo mưa?', messageId: '18' };
    await Promise.all([log.add(unanswered('Ai đo gió?')), log.add(down), log.add(up)]);
    const entries = [unanswered('Ai đo gió?'), down, up].map((feedback) => ({ at: AT, ...feedback }));
    expect(await readFeedback(file)).toEqual({ entries, unreadable: [] });
    expect(troubles).toEqual([]);
  });

  test('is a line of its own, whatever was asked', async () => {
    const { file, log } = await openLog();
    const asked = fc.string({ unit: 'binary', maxLength: 300 }).filter((text) => !/<(@|#)/u.test(text));
    await fc.assert(
      fc.asyncProperty(asked, async (question) => {
        await rm(file, { force: true });
        await log.add(unanswered(question));
        await log.add(unanswered('tiếp'));
        expect((await readFile(file, 'utf8')).match(/\n/gu)).toHaveLength(2);
        const { entries } = await readFeedback(file);
        expect(entries.map((entry) => entry.question)).toEqual([question, 'tiếp']);
      }),
      { numRuns: 30 },
    );
  });

  test('names nobody', async () => {
    const { file, log } = await openLog();
    await log.add(unanswered('<@123> <@!456> hỏi <@&789> ở <#1011>: 12 < 13?'));
    expect((await readFeedback(file)).entries[0]?.question).toBe('<@…> <@!…> hỏi <@&…> ở <#…>: 12 < 13?');
  });

  test('can be read by the owner of the file only', async () => {
    const { file, log } = await openLog();
    await log.add(unanswered('Ai đo gió?'));
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  test('does not join a line that a crash has torn', async () => {
    const { file, log } = await openLog();
    await log.add(unanswered('một'));
    await appendFile(file, '{"at":"2031-0');
    await log.add(unanswered('hai'));
    const { entries, unreadable } = await readFeedback(file);
    expect(entries.map(({ question }) => question)).toEqual(['một', 'hai']);
    expect(unreadable).toEqual([{ file, line: 2 }]);
  });
});

test('a full file is put aside, and both are read, the older first', async () => {
  const line = Buffer.byteLength(`${JSON.stringify({ at: AT, ...unanswered('0') })}\n`);
  const { file, log } = await openLog(2 * line);
  for (const question of ['1', '2', '3', '4', '5']) await log.add(unanswered(question));
  const { entries } = await readFeedback(file);
  expect(entries.map(({ question }) => question)).toEqual(['3', '4', '5']);
  expect((await stat(rotatedFile(file))).size).toBe(2 * line);
});

describe('where nothing can be written', () => {
  test('no one is held up, and the first failure of a row is told', async () => {
    const { file, log, troubles } = await openLog();
    // A folder stands where the file should be.
    await mkdir(file, { recursive: true });
    await log.add(unanswered('một'));
    await log.add(unanswered('hai'));
    expect(troubles).toEqual([expect.objectContaining({ code: 'EISDIR' })]);

    await rm(file, { recursive: true });
    await log.add(unanswered('ba'));
    expect((await readFeedback(file)).entries.map(({ question }) => question)).toEqual(['ba']);

    await rm(file);
    await mkdir(file);
    await log.add(unanswered('bốn'));
    expect(troubles).toHaveLength(2);
  });

  test('such as below a file', async () => {
    const file = path.join(await temporaryFolder(), 'taken');
    await writeFile(file, '');
    const troubles: unknown[] = [];
    await new FeedbackLog(path.join(file, 'feedback.jsonl'), (error) => troubles.push(error)).add(
      unanswered('một'),
    );
    expect(troubles).toHaveLength(1);
  });
});

test('several shards that fill one file put it aside once, and lose nothing', async () => {
  const lineLength = JSON.stringify({ at: AT, ...unanswered('câu 00') }).length + 1;
  for (let round = 0; round < 10; round++) {
    const file = path.join(await temporaryFolder(), 'feedback.jsonl');
    const troubles: unknown[] = [];
    const shards = Array.from(
      { length: 4 },
      () =>
        new FeedbackLog(file, (error) => troubles.push(error), {
          now: () => NOW,
          maxBytes: 10 * lineLength,
        }),
    );
    const questions = Array.from({ length: 18 }, (_, at) => `câu ${String(at).padStart(2, '0')}`);
    await Promise.all(
      questions.map(async (question, at) => shards[at % shards.length]?.add(unanswered(question))),
    );
    const { entries } = await readFeedback(file);
    expect(troubles).toEqual([]);
    expect(entries.map(({ question }) => question).sort()).toEqual(questions);
    // What is found full and not put aside, as another was at it, is by the next line.
    await shards[0]?.add(unanswered('câu 99'));
    expect((await stat(rotatedFile(file))).size).toBeGreaterThanOrEqual(10 * lineLength);
  }
});

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
