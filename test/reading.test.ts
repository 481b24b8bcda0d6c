import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Application } from '../src/application.js';
import { parseSettings, type Settings } from '../src/config/settings.js';
import { startHubServer } from './hub-server.js';
import { answersOf } from './support/answer-records.js';
import { ASKED, INVENTED } from './support/invented-articles.js';
import { programFolders, type ProgramFolders } from './support/program-folders.js';
import { runScript } from './support/run-script.js';
import { writeTinyReader } from './support/tiny-reader.js';

const { question } = ASKED.bridge;

let folders: ProgramFolders;
let settings: Settings;
/** A reader that is fond of pottery, whatever is asked. */
let likesPottery: string;
/** One that fails at the passages about the bridge. */
let failsAtBridge: string;

beforeAll(async () => {
  folders = await programFolders({
    'tram.md': INVENTED.station,
    'cau.md': INVENTED.bridge,
    'gom.md': INVENTED.pottery,
  });
  settings = { ...parseSettings({ MODEL_THREADS: '1' }), ...folders };
  likesPottery = path.join(folders.root, 'likes-pottery');
  await writeTinyReader(likesPottery, { begins: { gốm: 30 }, ends: { gốm: 30 }, none: 5 });
  failsAtBridge = path.join(folders.root, 'fails-at-bridge');
  await writeTinyReader(failsAtBridge, { begins: {}, ends: {}, failsAt: 'đước' });
  const application = await Application.open(settings);
  await application.reindex();
  await application.close();
});

const ask = (READER_MODEL: string, ...asked: readonly string[]) =>
  runScript('scripts/ask.ts', {
    args: ['--json', ...asked],
    settings: { ...folders.settings, READER_MODEL },
  });

describe('with READER_MODEL', () => {
  test('what that model takes for the answer is the answer', async () => {
    const [answer] = answersOf(await ask(likesPottery, question));
    expect(answer).toMatchObject({ answered: true, citations: [{ article: { path: 'gom.md' } }] });
    const [first] = answer?.citations ?? [];
    const { start = 0, end = 0 } = first?.answerSpan ?? {};
    expect(first?.excerpt.slice(start - first.start, end - first.start)).toContain('gốm');
  });

  test('a hub has the reader that is named so, and is asked for it once a question is', async () => {
    const name = 'Example/likes-pottery';
    const hub = await startHubServer({ [name]: likesPottery });
    onTestFinished(() => hub.close());
    const files: string[] = [];
    const modelCacheDir = path.join(folders.root, 'model-cache');
    const application = await Application.open(
      { ...settings, readerModel: name, modelHub: hub.url, modelCacheDir },
      ({ file }) => files.push(file),
    );
    onTestFinished(() => application.close());
    expect(files).toEqual([]);
    const answer = await application.answererFor(await application.openIndex()).answer(question);
    expect(files).toContain('onnx/model_quantized.onnx');
    expect(answer.citations[0]?.article.path).toBe('gom.md');
  });

  test('off, passages are found and shown', async () => {
    const run = await ask('off', question);
    const [answer] = answersOf(run);
    expect(answer).toMatchObject({ answered: false, outcome: 'unread', answer: '', closest: null });
    expect(answer?.citations[0]).toMatchObject({ answerSpan: null, article: { path: 'cau.md' } });
    expect(run.stderr).toBe('');
  });

  test.each([
    ['a folder that is not there', () => './no-such-model', 'READER_MODEL:'],
    ['a model that fails', () => failsAtBridge, 'passages could not be read'],
  ])('%s costs no question, and is told once', async (_, model, said) => {
    const run = await ask(model(), question, ASKED.pottery.question);
    expect(run.exitCode).toBe(0);
    const [bridge] = answersOf(run);
    expect(bridge).toMatchObject({ outcome: 'unread', citations: [{ article: { path: 'cau.md' } }, {}, {}] });
    expect(run.stderr.split(said)).toHaveLength(2);
    expect(run.stderr).not.toContain('Đước');
  });
});
