import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ASKED, INVENTED } from './support/invented-articles.js';
import { programFolders, type ProgramFolders } from './support/program-folders.js';
import { runScript, type ScriptRun } from './support/run-script.js';

/** One line of a file of golden questions. */
const golden = (id: string, lang: string, question: string, articles: string[], answers: string[]) =>
  JSON.stringify({ id, lang, question, articles, answers });

const { station, bridge, nowhere } = ASKED;
const QUESTIONS = [
  golden('right', 'vi', station.question, ['tram.md'], ['không phải câu này', station.answer]),
  golden('other-answer', 'vi', bridge.question, ['cau.md'], ['999 mét']),
  golden('other-article', 'other', station.question, ['cau.md'], [station.answer]),
  golden('untold', 'vi', nowhere.question, [], []),
  // Half of a surrogate pair, which no keyboard gives but a JSON file can hold.
  golden('half-character', 'other', '\uD83D', [], []),
];

describe('npm run evaluate', () => {
  let folders: ProgramFolders;
  let malformedFile: string;
  let evaluated: ScriptRun;
  let malformed: ScriptRun;

  beforeAll(async () => {
    folders = await programFolders({ 'tram.md': INVENTED.station, 'cau.md': INVENTED.bridge });
    const { articlesDir, root, settings } = folders;
    const file = path.join(root, 'questions.jsonl');
    malformedFile = path.join(root, 'malformed.jsonl');
    await writeFile(file, `${QUESTIONS.join('\n')}\n`);
    await writeFile(malformedFile, `${QUESTIONS[0] ?? ''}\n\n{"id":"x","lang":"vi","question":"Ai?"}\n`);
    const evaluate = (questions: string) =>
      runScript('scripts/evaluate.ts', {
        args: ['--questions', questions, '--articles', articlesDir, '--json', '--failures'],
        settings,
      });
    [evaluated, malformed] = await Promise.all([evaluate(file), evaluate(malformedFile)]);
  }, 120_000);

  test('prints the shares by language and over all, and nothing else', () => {
    expect(evaluated.exitCode).toBe(0);
    expect(evaluated.stdout).toMatch(/^\{.*\}\n$/u);
    expect(JSON.parse(evaluated.stdout)).toMatchObject({
      model: 'vi-en-mini',
      questions: 5,
      summary: {
        vi: {
          answerable: 2,
          answerInFirst: 0.5,
          answerInFirstThree: 0.5,
          wronglyRefused: 0,
          unanswerable: 1,
          rightlyRefused: 1,
        },
        // An excerpt of another article than the one named is no answer.
        other: { answerable: 1, answerInFirst: 0, wronglyRefused: 0, unanswerable: 1, rightlyRefused: 1 },
        all: { answerable: 3, answerInFirst: 1 / 3, unanswerable: 2, rightlyRefused: 1 },
      },
    });
  });

  test('lists the questions that went wrong with --failures', () => {
    const { failures } = JSON.parse(evaluated.stdout) as { failures: { id: string }[] };
    expect(failures.map(({ id }) => id)).toEqual(['other-answer', 'other-article']);
  });

  test('names the file, the line and the fields of a question that is not one', () => {
    expect(malformed).toMatchObject({ exitCode: 2, stdout: '' });
    expect(malformed.stderr).toContain(`${malformedFile}, line 3`);
    expect(malformed.stderr).toMatch(/articles.*answers/u);
  });
});
