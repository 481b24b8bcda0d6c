import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Application } from '../src/application.js';
import { parseSettings, type Settings } from '../src/settings.js';
import { startHubServer } from './hub-server.js';
import { answersOf } from './support/answer-records.js';
import { ASKED, INVENTED } from './support/invented-articles.js';
import { programFolders, type ProgramFolders } from './support/program-folders.js';
import { runScript } from './support/run-script.js';
import { writeTinyCrossEncoder } from './support/tiny-cross-encoder.js';

const { question } = ASKED.bridge;

let folders: ProgramFolders;
let settings: Settings;
/** A cross-encoder that likes pottery, whatever is asked. */
let likesPottery: string;
/** One that fails at the question about the bridge. */
let failsAtBridge: string;

beforeAll(async () => {
  folders = await programFolders({
    'tram.md': INVENTED.station,
    'cau.md': INVENTED.bridge,
    'gom.md': INVENTED.pottery,
  });
  settings = { ...parseSettings({}), ...folders };
  likesPottery = path.join(folders.root, 'likes-pottery');
  await writeTinyCrossEncoder(likesPottery, { inText: { gốm: [3], trạm: [-3] } });
  failsAtBridge = path.join(folders.root, 'fails-at-bridge');
  await writeTinyCrossEncoder(failsAtBridge, { inText: { gốm: [3] }, failsAt: 'đước' });
});

const articlesOf = (found: readonly { readonly article: { readonly path: string } }[]) => [
  ...new Set(found.map(({ article }) => article.path)),
];

describe('with RERANK_MODEL', () => {
  let plain: Application;
  let reranking: Application;
  beforeAll(async () => {
    plain = await Application.open(settings);
    await plain.reindex();
    reranking = await Application.open({ ...settings, rerankModel: likesPottery });
  });
  afterAll(() => Promise.all([plain.close(), reranking.close()]));

  const search = async (application: Application) =>
    (await application.answererFor(await application.openIndex()).search(question)).found;

  test('passages are found in the order of the cross-encoder, with scores that fall from 1 to 0', async () => {
    const [before, after] = [await search(plain), await search(reranking)];
    expect(articlesOf(before)[0]).toBe('cau.md');
    expect(articlesOf(after)).toEqual(['gom.md', 'cau.md', 'tram.md']);
    expect(after.map(({ score }) => score)).toEqual(before.map(({ score }) => score));
    const idsOf = (found: typeof before) => found.map(({ passage }) => passage.text).sort();
    expect(idsOf(after)).toEqual(idsOf(before));
  });

  test('the same passages are found in a thread', async () => {
    const live = await reranking.openAnswering();
    onTestFinished(() => live.close());
    expect((await live.search(question)).found).toEqual(await search(reranking));
  });

  test('other folders are searched with the same cross-encoder', () => {
    expect(reranking.with(folders).reranker).toBe(reranking.reranker);
    expect(reranking.reranker?.name).toBe(likesPottery);
    expect(plain.reranker).toBeNull();
  });

  test('a hub has the cross-encoder that is named so', async () => {
    const name = 'Example/likes-pottery';
    const hub = await startHubServer({ [name]: likesPottery });
    onTestFinished(() => hub.close());
    const files: string[] = [];
    const modelCacheDir = path.join(folders.root, 'model-cache');
    const fetched = await Application.open(
      { ...settings, rerankModel: name, modelHub: hub.url, modelCacheDir },
      ({ file }) => files.push(file),
    );
    onTestFinished(() => fetched.close());
    expect(files).toContain('onnx/model_quantized.onnx');
    expect(await search(fetched)).toEqual(await search(reranking));
  });

  test('a folder that is not there is named with its setting', async () => {
    const opening = Application.open({ ...settings, rerankModel: './no-such-model' });
    await expect(opening).rejects.toMatchObject({
      name: 'UserError',
      code: 'model-not-found',
      message: expect.stringMatching(/^RERANK_MODEL: there is no folder .*no-such-model/u) as string,
      hint: 'Mend the path, or leave RERANK_MODEL out.',
    });
  });
});

test('where the cross-encoder fails, the answer is the one without it, and one warning says so', async () => {
  const ask = (model: string) =>
    runScript('scripts/ask.ts', {
      args: ['--json', question, question, ASKED.pottery.question],
      settings: { ...folders.settings, RERANK_MODEL: model },
    });
  const [without, failing] = [await ask(''), await ask(failsAtBridge)];
  expect(failing.exitCode).toBe(0);
  const untimed = (run: typeof failing) => answersOf(run).map((answer) => ({ ...answer, tookMs: 0 }));
  expect(untimed(failing)).toEqual(untimed(without));
  expect(without.stderr).not.toContain('reranker');
  const warnings = failing.stderr.split('\n').filter((line) => line.includes('the reranker failed'));
  expect(warnings).toHaveLength(1);
  expect(JSON.parse(warnings[0] ?? '')).toMatchObject({ level: 40, model: failsAtBridge });
  expect(failing.stderr).not.toContain('Đước');
});

describe('npm run evaluate -- --beir', () => {
  let beir: string;
  beforeAll(async () => {
    beir = path.join(folders.root, 'beir');
    await mkdir(path.join(beir, 'qrels'), { recursive: true });
    const lines = (entries: readonly object[]) =>
      entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    await writeFile(
      path.join(beir, 'corpus.jsonl'),
      lines([
        { _id: 'cau', title: 'Cầu treo Khe Đước', text: 'Cầu dài 214 mét.' },
        { _id: 'gom', title: 'Làng gốm Bến Lở', text: 'Lò gốm có 41 năm giữ lửa.' },
      ]),
    );
    await writeFile(path.join(beir, 'queries.jsonl'), lines([{ _id: 'q', text: question }]));
    await writeFile(path.join(beir, 'qrels/test.tsv'), 'query-id\tcorpus-id\tscore\nq\tcau\t1\n');
  });

  const evaluate = (model: string, ...args: readonly string[]) =>
    runScript('scripts/evaluate.ts', {
      args: ['--beir', beir, ...args],
      settings: { ...folders.settings, RERANK_MODEL: model },
    });

  test('measures what the cross-encoder makes of the fused ranking', async () => {
    const { stdout, exitCode } = await evaluate(likesPottery, '--json');
    expect(exitCode).toBe(0);
    const { rerankModel, hybrid, reranked } = JSON.parse(stdout) as Record<string, Record<string, number>>;
    expect(rerankModel).toBe(likesPottery);
    expect(hybrid).toMatchObject({ 'Recall@1': 1, 'MRR@10': 1 });
    expect(reranked).toMatchObject({ 'Recall@1': 0, 'MRR@10': 0.5 });
  });

  test('has a line for it in words', async () => {
    const { stdout } = await evaluate(likesPottery);
    expect(stdout).toMatch(/^hybrid +1\.0000/mu);
    expect(stdout).toMatch(/^reranked +0\.6309 +0\.0000/mu);
  });

  test('does not measure a cross-encoder that fails', async () => {
    const { exitCode, stdout } = await evaluate(failsAtBridge);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});
