import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { leaveLock } from '../../../test/support/left-lock.js';
import { makeForeign } from '../../../test/support/foreign-index.js';
import { BROKEN, INVENTED } from '../../../test/support/invented-articles.js';
import { programFolders, type ProgramFolders, writeArticles } from '../../../test/support/program-folders.js';
import { writeTinyReader } from '../../../test/support/tiny-reader.js';
import { Application } from '../../application.js';
import { UserError } from '../../lib/errors.js';
import { parseSettings, PROJECT_ROOT } from '../../config/settings.js';
import { examine, judgeNode, notChecked, OLDEST_NODE, settingsDespiteErrors } from './examine.js';
import type { Check, Finding } from './finding.js';
import { StepHint } from './report.js';

const ARTICLES = { 'tram.md': INVENTED.station, 'cau.md': INVENTED.bridge };
const silent = new StepHint({
  output: process.stderr,
  isTerminal: false,
  after: () => () => undefined,
  words: () => '',
});

/** Folders with two generations of an index: of the first article, and of both. */
let built: ProgramFolders;
beforeAll(async () => {
  built = await programFolders({ 'tram.md': INVENTED.station });
  const application = await Application.open(parseSettings(built.settings));
  await application.reindex();
  await writeArticles(built.articlesDir, ARTICLES);
  await application.reindex();
  await application.close();
});

async function builtFolders(): Promise<ProgramFolders> {
  const folders = await programFolders(ARTICLES);
  await cp(built.indexDir, folders.indexDir, { recursive: true });
  return folders;
}

async function examined(
  { root, settings }: ProgramFolders,
  more: Readonly<Record<string, string>> = {},
): Promise<Finding[]> {
  const given = settingsDespiteErrors({
    ...settings,
    FEEDBACK_FILE: path.join(root, 'feedback.jsonl'),
    READER_MODEL: 'off',
    ...more,
  });
  const findings: Finding[] = [];
  for await (const finding of examine(given, silent)) findings.push(finding);
  return findings;
}

function inShort(finding: Finding): string {
  if ('code' in finding) return `${finding.level} ${finding.code}`;
  return `${finding.level} ${finding.error instanceof UserError ? finding.error.code : String(finding.error)}`;
}

const of = (check: Check, findings: readonly Finding[]) =>
  findings.filter((finding) => finding.check === check).map(inShort);

const WELL = {
  index: [
    'well index-whole',
    'well rollback-possible',
    'well index-fits-model',
    'well index-as-articles',
    'well index-writable',
  ],
  others: [
    'well node-fit',
    'well settings-right',
    'well articles-readable',
    'well model-works',
    'well reader-works',
    'well space-enough',
    'well file-writable',
    'well discord-not-used',
  ],
};

async function namesBelow(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}

/** The file of a generation's vectors, or the current one's. */
async function vectorsFile(indexDir: string, which: 'current' | 'before'): Promise<string> {
  const [current = '', before = ''] = (await readFile(path.join(indexDir, 'current'), 'utf8')).split('\n');
  return path.join(indexDir, 'generations', which === 'current' ? current : before, 'index.pb');
}

describe('all is well', () => {
  it('and is left as it is', async () => {
    const folders = await builtFolders();
    const before = await namesBelow(folders.root);
    const findings = await examined(folders, { READER_MODEL: '' });
    expect(of('index', findings)).toEqual(WELL.index);
    expect(findings.filter(({ check }) => check !== 'index').map(inShort)).toEqual(WELL.others);
    expect(await namesBelow(folders.root)).toEqual(before);
  });
});

describe('the articles', () => {
  it('of which some cannot be read are named, links out of the folder too', async () => {
    const folders = await builtFolders();
    await writeArticles(folders.articlesDir, { 'hong.md': BROKEN });
    await writeFile(path.join(folders.root, 'outside.md'), INVENTED.pottery);
    await symlink(path.join(folders.root, 'outside.md'), path.join(folders.articlesDir, 'link.md'));
    const findings = await examined(folders);
    const problems = findings.filter((finding) => 'code' in finding && finding.code === 'article-problem');
    expect(problems).toMatchObject([
      { level: 'warning', facts: { path: 'link.md', message: expect.stringContaining('out of') as string } },
      { level: 'warning', facts: { path: 'hong.md' } },
    ]);
    // Neither is in the index, and neither has to be.
    expect(of('index', findings)).toEqual(WELL.index);
  });

  it('that are gone break nothing else', async () => {
    const folders = await builtFolders();
    await rm(folders.articlesDir, { recursive: true });
    const findings = await examined(folders);
    expect(of('articles', findings)).toEqual(['broken articles-folder-missing']);
    expect(of('index', findings)).toEqual(WELL.index.filter((line) => line !== 'well index-as-articles'));
  });

  it('that have changed since are counted', async () => {
    const folders = await builtFolders();
    await rm(path.join(folders.articlesDir, 'cau.md'));
    await writeArticles(folders.articlesDir, {
      'tram.md': INVENTED.station.replace('12 quan trắc viên', '13 quan trắc viên'),
      'gom.md': INVENTED.pottery,
    });
    const findings = await examined(folders);
    expect(findings.find((finding) => inShort(finding) === 'warning index-behind-articles')).toMatchObject({
      facts: { added: 1, changed: 1, removed: 1 },
    });
  });
});

describe('the models', () => {
  it('an embedding model that is not there leaves the rest to be looked at', async () => {
    const findings = await examined(await builtFolders(), { EMBEDDING_MODEL: './no/such/model' });
    expect(of('model', findings)).toEqual(['broken model-not-found']);
    expect(of('index', findings)).toEqual([
      'well index-whole',
      'well rollback-possible',
      'warning index-not-compared',
      'well index-writable',
    ]);
    expect(of('discord', findings)).toEqual(['well discord-not-used']);
  });

  it('are not downloaded', async () => {
    const folders = await builtFolders();
    const findings = await examined(folders, {
      EMBEDDING_MODEL: 'Xenova/multilingual-e5-small',
      READER_MODEL: 'Example/some-reader',
      MODEL_CACHE_DIR: path.join(folders.root, 'cache'),
      MODEL_HUB: 'http://127.0.0.1:9/',
    });
    expect(of('model', findings)).toEqual(['warning model-not-downloaded']);
    expect(of('reader', findings)).toEqual(['warning reader-not-downloaded']);
  });

  it('a reading model is tried', async () => {
    const folders = await builtFolders();
    const model = path.join(folders.root, 'reader');
    await writeTinyReader(model, { begins: { văn: 1 }, ends: { văn: 1 } });
    expect(of('reader', await examined(folders, { READER_MODEL: model }))).toEqual(['well reader-works']);
    await rm(path.join(model, 'tokenizer.json'));
    expect(of('reader', await examined(folders, { READER_MODEL: model }))).toEqual(['broken model-broken']);
    expect(of('reader', await examined(folders, { READER_MODEL: 'off' }))).toEqual(['warning reader-off']);
  });
});

describe('the index', () => {
  it('that is missing is built by the chat, and wanted by the bot', async () => {
    const folders = await programFolders(ARTICLES);
    expect(of('index', await examined(folders))).toEqual(['warning index-missing', 'well index-writable']);
    const bot = { DISCORD_TOKEN: 'the.secret.token', DISCORD_API_URL: 'http://127.0.0.1:9/api' };
    const findings = await examined(folders, bot);
    expect(of('index', findings)).toEqual(['broken index-missing', 'well index-writable']);
    expect(of('discord', findings)).toEqual(['broken discord-unreachable']);
  });

  it('that is damaged is named with the file, and what is used instead', async () => {
    const folders = await builtFolders();
    const file = await vectorsFile(folders.indexDir, 'current');
    await truncate(file, 10);
    const findings = await examined(folders);
    expect(of('index', findings)).toEqual([
      'broken index-damaged',
      'warning index-stands-in',
      'well index-fits-model',
      'warning index-behind-articles',
      'well index-writable',
    ]);
    expect(findings.find(({ level }) => level === 'broken')).toMatchObject({
      error: { message: expect.stringContaining(file) as string },
    });
  });

  it('whose pointer is missing is not taken for none at all', async () => {
    const folders = await builtFolders();
    await rm(path.join(folders.indexDir, 'current'));
    const findings = await examined(folders);
    expect(of('index', findings)).toEqual([
      'broken index-damaged',
      'warning index-stands-in',
      'well index-fits-model',
      'well index-as-articles',
      'well index-writable',
    ]);
    expect(findings.find(({ level }) => level === 'broken')).toMatchObject({
      error: { message: expect.stringContaining(path.join(folders.indexDir, 'current')) as string },
    });
  });

  it('of which only the generation before is damaged is no more than a warning', async () => {
    const folders = await builtFolders();
    await truncate(await vectorsFile(folders.indexDir, 'before'), 10);
    const findings = await examined(folders);
    expect(of('index', findings)).toEqual(
      WELL.index.map((line) => (line === 'well rollback-possible' ? 'warning rollback-damaged' : line)),
    );
  });

  it('of which nothing is whole', async () => {
    const folders = await builtFolders();
    for (const which of ['current', 'before'] as const) {
      await truncate(await vectorsFile(folders.indexDir, which), 10);
    }
    expect(of('index', await examined(folders))).toEqual(['broken index-damaged', 'well index-writable']);
  });

  it('of another model', async () => {
    const folders = await builtFolders();
    await makeForeign(folders.indexDir, 'Lương Thị Hạc', 'Phạm Thị Nhàn');
    expect(of('index', await examined(folders))).toEqual([
      'well index-whole',
      'well rollback-possible',
      'warning index-incompatible',
      'well index-writable',
    ]);
  });

  it.each([
    ['left behind', spawnSync(process.execPath, ['--version']).pid, 'warning lock-left-behind'],
    ['held', process.ppid, 'well writer-at-work'],
  ])('whose lock is %s', async (_, pid, expected) => {
    const folders = await builtFolders();
    const lock = { pid, host: hostname(), since: '2024-10-17T21:19:00.000Z', token: 'other' };
    await leaveLock(folders.indexDir, lock);
    expect(of('index', await examined(folders))).toContain(expected);
  });

  it('whose lock says nothing', async () => {
    const folders = await builtFolders();
    await leaveLock(folders.indexDir, '{"pid"');
    expect(of('index', await examined(folders))).toContain('warning lock-unreadable');
  });

  it('in a folder that cannot be', async () => {
    const folders = await builtFolders();
    const file = path.join(folders.root, 'file');
    await writeFile(file, '');
    const findings = await examined(folders, { INDEX_DIR: path.join(file, 'index') });
    expect(of('index', findings).at(-1)).toBe('broken index-unwritable');
    expect(of('disk', findings)).toEqual([]);
  });
});

describe('the bot’s files', () => {
  it('that cannot be written to are named', async () => {
    const folders = await builtFolders();
    const folder = path.join(folders.root, 'a folder');
    await mkdir(folder);
    const findings = await examined(folders, { FEEDBACK_FILE: folder, HEALTH_FILE: folder });
    expect(findings.filter(({ check }) => check === 'files')).toMatchObject([
      { level: 'warning', facts: { setting: 'FEEDBACK_FILE', file: folder } },
      { level: 'broken', facts: { setting: 'HEALTH_FILE', file: folder } },
    ]);
  });
});

describe('wrong settings', () => {
  it('keep only those checks from running that need them', async () => {
    const folders = await builtFolders();
    const findings = await examined(folders, {
      GUILD_ID: 'my server',
      READER_MODEL: 'a/../b',
      DISCORD_TOKEN: 'the.secret.token',
      DISCORD_API_URL: 'http://127.0.0.1:9/api',
    });
    expect(of('settings', findings)).toEqual(['broken settings-invalid']);
    expect(of('model', findings)).toEqual(['well model-works']);
    expect(of('index', findings)).toEqual(WELL.index);
    expect(findings.filter((finding) => inShort(finding) === 'warning not-checked')).toMatchObject([
      { check: 'reader', facts: { because: ['READER_MODEL'] } },
      { check: 'discord', facts: { because: ['GUILD_ID'] } },
    ]);
  });
});

const RIGHT = { LANGUAGE: 'en', INDEX_DIR: '/somewhere/index', DISCORD_TOKEN: 'the.secret.token' };

test('takes right settings as they are', () => {
  expect(settingsDespiteErrors(RIGHT)).toEqual({
    settings: parseSettings(RIGHT),
    wrong: [],
    error: null,
  });
});

test('names every wrong one and keeps the others', () => {
  const given = settingsDespiteErrors({ ...RIGHT, GUILD_ID: 'my server', COOLDOWN: '-1', HOME: '/root' });
  expect(given.settings).toEqual(parseSettings(RIGHT));
  expect(given.wrong).toEqual(['GUILD_ID', 'COOLDOWN']);
  expect(given.error).toMatchObject({
    code: 'settings-invalid',
    message: expect.stringMatching(/GUILD_ID.+\nCOOLDOWN/u) as string,
  });
});

test('speaks the system’s language where that of the settings is wrong', () => {
  const { settings, wrong } = settingsDespiteErrors({ LANGUAGE: 'fr', LANG: 'en_GB.UTF-8' });
  expect({ language: settings.language, wrong }).toEqual({ language: 'en', wrong: ['LANGUAGE'] });
});

test('a check is left out for the settings that it needs and that are wrong', () => {
  const wrong = ['ALLOWED_CHANNELS', 'COOLDOWN', 'GUILD_ID'];
  expect(notChecked('discord', wrong)?.facts.because).toEqual(['GUILD_ID', 'ALLOWED_CHANNELS']);
  expect(notChecked('model', wrong)).toBeNull();
  expect(notChecked('discord', [])).toBeNull();
});

test.each([
  ['20.19.0', 'node-fit'],
  ['20.20.2', 'node-fit'],
  ['22.0.0', 'node-fit'],
  ['100.1.0', 'node-fit'],
  ['24.0.0-nightly20250101', 'node-fit'],
  ['20.18.3', 'node-too-old'],
  ['20.9.0', 'node-too-old'],
  ['18.20.8', 'node-too-old'],
  ['9.9.9', 'node-too-old'],
])('Node.js %s: %s', (version, code) => {
  expect(judgeNode(version).code).toBe(code);
});

test('the oldest is the one that package.json names', async () => {
  const { engines } = JSON.parse(await readFile(path.join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
    engines: unknown;
  };
  expect(engines).toEqual({ node: `>=${OLDEST_NODE}` });
});
