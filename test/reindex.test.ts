import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ReindexSummary } from '../src/index/reindex-parts.js';
import { answersOf } from './support/answer-records.js';
import { ASKED, BROKEN, INVENTED } from './support/invented-articles.js';
import { programFolders, writeArticles, type ProgramFolders } from './support/program-folders.js';
import { runScript, type ScriptRun } from './support/run-script.js';

const reindex = (settings: Readonly<Record<string, string>>, ...args: string[]) =>
  runScript('scripts/reindex.ts', { args, settings });

/** The summary, which has to be all that is on standard output. */
function summaryOf({ stdout }: ScriptRun): ReindexSummary {
  expect(stdout).toMatch(/^\{.*\}\n$/u);
  return JSON.parse(stdout) as ReindexSummary;
}

/** Content and time of change of every file below a folder. */
async function snapshot(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file, `${(await stat(file)).mtimeMs} ${await readFile(file, 'base64')}`]),
    ),
  ) as Record<string, string>;
}

describe('npm run reindex', () => {
  let first: ScriptRun;
  let dryRun: ScriptRun;
  let changed: ScriptRun;
  let full: ScriptRun;
  let afterwards: ScriptRun;
  let beforeDryRun: Record<string, string>;
  let afterDryRun: Record<string, string>;

  beforeAll(async () => {
    const { articlesDir, indexDir, root, settings } = await programFolders({
      'mua/tram.md': INVENTED.station,
      'cau.md': INVENTED.bridge,
      'gom.md': INVENTED.pottery,
      'bo.txt': 'Hội thả diều Gò Sim\n\nHội thả diều Gò Sim bị hoãn vì mưa.\n',
      'giu.txt': 'Chợ nổi Vàm Lá\n\nChợ nổi Vàm Lá họp từ lúc bốn giờ sáng.\n',
    });
    first = await reindex(settings, '--json');

    await writeArticles(articlesDir, {
      'them.txt': 'Giải đua ghe Rạch Tre\n\nGiải đua ghe Rạch Tre có 18 đội tham gia.\n',
      'cau.md': INVENTED.bridge.replace('3.500 ngày công', '3.600 ngày công'),
      'mua/tram.md': BROKEN,
    });
    await rename(path.join(articlesDir, 'gom.md'), path.join(articlesDir, 'gom-co.md'));
    await rm(path.join(articlesDir, 'bo.txt'));

    const copy = { ...settings, INDEX_DIR: path.join(root, 'index-copy') };
    await cp(indexDir, copy.INDEX_DIR, { recursive: true });
    const inSteps = async () => {
      beforeDryRun = await snapshot(indexDir);
      dryRun = await reindex(settings, '--dry-run', '--json');
      afterDryRun = await snapshot(indexDir);
      changed = await reindex(settings, '--json');
    };
    const inFull = async () => {
      full = await reindex(copy, '--full');
      afterwards = await runScript('scripts/ask.ts', {
        args: ['--json', ASKED.station.question, ASKED.pottery.question],
        settings: copy,
      });
    };
    await Promise.all([inSteps(), inFull()]);
  }, 120_000);

  test('indexes every article of the folder and its subfolders', () => {
    expect(first.exitCode).toBe(0);
    const summary = summaryOf(first);
    expect(summary).toMatchObject({
      added: 5,
      changed: 0,
      removed: 0,
      unchanged: 0,
      failed: 0,
      problems: [],
      passedOver: [],
    });
    expect(summary.embedded).toBe(summary.passages);
    expect(first.stderr).toContain('Indexing');
  });

  test('tells what was added, changed, renamed and deleted, and embeds only what is new', () => {
    const summary = summaryOf(changed);
    // A renamed article counts as one removed and one added.
    expect(summary).toMatchObject({ added: 2, changed: 1, removed: 2, unchanged: 1 });
    // One passage each of the new and of the changed article; those of the renamed one keep their vectors.
    expect(summary.embedded).toBe(2);
    expect(summary.embedded + summary.reused).toBe(summary.passages);
  });

  test('names a file that cannot be read, indexes the rest and ends with exit code 1', () => {
    expect(changed.exitCode).toBe(1);
    const { failed, problems, retained } = summaryOf(changed);
    expect(failed).toBe(1);
    expect(problems.map((problem) => problem.path)).toEqual(['mua/tram.md']);
    expect(retained).toEqual(['mua/tram.md']);
  });

  test('embeds everything again with --full, and names what it could not read in words, too', () => {
    expect(full.exitCode).toBe(1);
    const [, passages, embedded, reused] =
      /Passages: (\d+) \((\d+) embedded · (\d+) reused\)/u.exec(full.stdout) ?? [];
    expect(passages).toBe(String(summaryOf(changed).passages));
    expect(embedded).toBe(passages);
    expect(reused).toBe('0');
    expect(full.stdout).toContain('mua/tram.md');
  });

  test('keeps answering from the last good version of a file that cannot be read', () => {
    const [station, pottery] = answersOf(afterwards);
    expect(station?.answer).toContain(ASKED.station.answer);
    expect(pottery?.answer).toContain(ASKED.pottery.answer);
    expect(pottery?.citations[0]?.article.path).toBe('gom-co.md');
  });

  test('counts with --dry-run what it would do, and writes nothing', () => {
    expect(dryRun.exitCode).toBe(1);
    const { generation, ...counts } = summaryOf(dryRun);
    const { added, changed: altered, removed, unchanged, passages, embedded, reused } = summaryOf(changed);
    expect(counts).toMatchObject({ added, changed: altered, removed, unchanged, passages, embedded, reused });
    expect(generation).toBeNull();
    expect(afterDryRun).toEqual(beforeDryRun);
  });
});

describe('npm run reindex that cannot begin', () => {
  let folders: ProgramFolders;
  let emptyDir: string;
  let wrongSettings: ScriptRun;
  let unknownOption: ScriptRun;
  let noFolder: ScriptRun;
  let emptyFolder: ScriptRun;

  beforeAll(async () => {
    folders = await programFolders({});
    const { root, settings } = folders;
    emptyDir = path.join(root, 'empty');
    await mkdir(emptyDir);
    [wrongSettings, unknownOption] = await Promise.all([
      reindex({ ...settings, LOG_LEVEL: 'shouting', MODEL_HUB: 'ftp://hidden.example' }),
      reindex(settings, '--fulll'),
    ]);
    // One after the other: both take the index's lock.
    noFolder = await reindex({ ...settings, ARTICLES_DIR: path.join(root, 'nowhere') }, '--json');
    emptyFolder = await reindex({ ...settings, ARTICLES_DIR: emptyDir }, '--json');
  }, 120_000);

  test('names all wrong settings at once, each with what was found', () => {
    expect(wrongSettings).toMatchObject({ exitCode: 2, stdout: '' });
    expect(wrongSettings.stderr).toContain('LOG_LEVEL');
    expect(wrongSettings.stderr).toContain('MODEL_HUB');
    expect(wrongSettings.stderr).toMatch(/^ {2}LOG_LEVEL: expected .*; found “shouting”\.$/mu);
  });

  test('names an unknown option', () => {
    expect(unknownOption).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknownOption.stderr).toContain('--fulll');
  });

  test('names an articles folder that is missing', () => {
    expect(noFolder).toMatchObject({ exitCode: 2, stdout: '' });
    expect(noFolder.stderr).toContain(path.join(folders.root, 'nowhere'));
  });

  test('names an articles folder that holds no article', () => {
    expect(emptyFolder).toMatchObject({ exitCode: 2, stdout: '' });
    expect(emptyFolder.stderr).toContain(emptyDir);
  });

  test('publishes no index', () => {
    expect(existsSync(path.join(folders.indexDir, 'current'))).toBe(false);
  });
});
