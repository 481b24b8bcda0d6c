import path from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeForeign } from '../test/support/foreign-index.js';
import { ASKED, INVENTED } from '../test/support/invented-articles.js';
import { programFolders } from '../test/support/program-folders.js';
import { Application } from './application.js';
import { openAhead } from './open-ahead.js';
import { parseSettings, type Settings } from './config/settings.js';

/** Folders of the test's own with one article, indexed. */
async function indexed(): Promise<Settings> {
  const folders = await programFolders({ 'cau.md': INVENTED.bridge });
  const application = await Application.open({ ...parseSettings({ MODEL_THREADS: '1' }), ...folders });
  await application.reindex();
  await application.close();
  return application.settings;
}

async function open(settings: Settings) {
  const opened = await openAhead(settings);
  onTestFinished(() => opened.application.close());
  return opened;
}

let settings: Settings;
beforeAll(async () => {
  settings = await indexed();
});

test('answers as the application does', async () => {
  const { application, answerer } = await open(settings);
  const { question, answer } = ASKED.bridge;
  const ahead = await answerer?.answer(question);
  expect(ahead?.statements[0]?.text).toContain(answer);
  const after = await application.answererFor(await application.openIndex()).answer(question);
  expect({ ...ahead, tookMs: 0 }).toEqual({ ...after, tookMs: 0 });
});

test('an index that other settings built is left to the application, which names it', async () => {
  const own = await indexed();
  await makeForeign(own.indexDir, '214', '999');
  const { application, answerer } = await open(own);
  expect(answerer).toBeNull();
  await expect(application.openIndex()).rejects.toMatchObject({ code: 'index-incompatible' });
});

test('so is one that is not there', async () => {
  const { application, answerer } = await open({ ...settings, indexDir: path.join(settings.indexDir, 'no') });
  expect(answerer).toBeNull();
  await expect(application.openIndex()).rejects.toMatchObject({ code: 'index-missing' });
});

test('a model that is not there is named, index or not', async () => {
  await expect(openAhead({ ...settings, embeddingModel: './no-such-model' })).rejects.toMatchObject({
    code: 'model-not-found',
  });
});
