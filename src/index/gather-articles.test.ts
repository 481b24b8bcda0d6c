import { hash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, describe, it } from 'vitest';
import { BROKEN, INVENTED } from '../../test/support/invented-articles.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { CorpusFiles, planReindex } from './gather-articles.js';
import type { CorpusFile } from './reindex-parts.js';
import fc from 'fast-check';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
  return folder;
}

test('lists every article by its bytes, and reads each when it is asked for', async () => {
  const corpus = new CorpusFiles(
    await folderWith({ 'cau.md': INVENTED.bridge, 'dao/tram.md': INVENTED.station }),
  );
  const { files, problems } = await corpus.list();
  expect(problems).toEqual([]);
  expect(files.map((file) => [file.path, file.contentHash])).toEqual([
    ['cau.md', hash('sha256', INVENTED.bridge)],
    ['dao/tram.md', hash('sha256', INVENTED.station)],
  ]);
  for (const file of files) {
    expect(await corpus.read(file)).toMatchObject({
      article: { id: file.id, path: file.path, contentHash: file.contentHash },
    });
  }
});

test('lists a file that is no article, and tells what is wrong when it is read', async () => {
  const corpus = new CorpusFiles(await folderWith({ 'cau.md': INVENTED.bridge, 'hong.md': BROKEN }));
  const { files, problems } = await corpus.list();
  expect(problems).toEqual([]);
  const broken = files.find((file) => file.path === 'hong.md');
  expect(broken && (await corpus.read(broken))).toMatchObject({ problem: { path: 'hong.md' } });
});

test('reads the newer article where a file has changed since it was listed', async () => {
  const folder = await folderWith({ 'cau.md': INVENTED.bridge });
  const corpus = new CorpusFiles(folder);
  const [listed] = (await corpus.list()).files;
  await writeFile(path.join(folder, 'cau.md'), INVENTED.pottery);
  expect(listed && (await corpus.read(listed))).toMatchObject({
    article: { contentHash: hash('sha256', INVENTED.pottery), publisher: 'Báo Gốm' },
  });
});

test('tells that a file has gone since it was listed', async () => {
  const folder = await folderWith({ 'cau.md': INVENTED.bridge });
  const corpus = new CorpusFiles(folder);
  const [listed] = (await corpus.list()).files;
  await rm(path.join(folder, 'cau.md'));
  expect(listed && (await corpus.read(listed))).toMatchObject({ problem: { path: 'cau.md' } });
});

test('passes over the copies that their names and every byte tell of', async () => {
  const { bridge, station } = INVENTED;
  const corpus = new CorpusFiles(
    await folderWith({
      'cau.md': bridge,
      'cau (1).md': bridge,
      'cau 2.md': bridge,
      'cau - Copy.md': bridge,
      'cau - Bản sao (2).md': bridge,
      'cau (3).md': station,
      'tram (1).md': station,
      'con/cau (1).md': bridge,
    }),
  );
  const { files, passedOver } = await corpus.list();
  expect(files.map(({ path }) => path)).toEqual(['cau (3).md', 'cau.md', 'con/cau (1).md', 'tram (1).md']);
  expect(passedOver.map(({ path }) => path)).toEqual([
    'cau (1).md',
    'cau - Bản sao (2).md',
    'cau - Copy.md',
    'cau 2.md',
  ]);
  expect(passedOver[0]?.reason).toContain('cau.md');
});

test('an article that a cloud drive keeps elsewhere is a problem, so that none is taken for deleted', async () => {
  const corpus = new CorpusFiles(await folderWith({ 'cau.md': INVENTED.bridge, 'con/.tram.md.icloud': 'x' }));
  expect((await corpus.list()).problems).toMatchObject([{ path: 'con/tram.md' }]);
});

test('reads nothing that was not listed', async () => {
  const corpus = new CorpusFiles(await folderWith({ 'cau.md': INVENTED.bridge }));
  await expect(corpus.read({ path: 'cau.md', id: 'x', contentHash: 'x' })).rejects.toThrow('not listed');
});

test.each([
  ['that is not there', 'nowhere', 'articles-folder-missing'],
  ['without an article', '.', 'articles-folder-empty'],
])('lists no folder %s', async (_, folder, code) => {
  const corpus = new CorpusFiles(path.join(await temporaryFolder(), folder));
  await expect(corpus.list()).rejects.toMatchObject({ code });
});

const file = (path: string, contentHash: string): CorpusFile => ({ path, id: `id of ${path}`, contentHash });
const problem = (path: string) => ({ path, message: 'cannot be read', hint: 'mend it' });
const paths = (files: readonly CorpusFile[]) => files.map((one) => one.path);

describe('planReindex', () => {
  const previous = [file('a.md', '1'), file('b.md', '1'), file('c.md', '1')];

  it('reads what is new or changed, keeps what is as it was, removes what is gone', () => {
    const plan = planReindex(previous, [file('d.md', '1'), file('b.md', '2'), file('a.md', '1')], [], false);
    expect(plan).toEqual({
      read: [
        { file: file('b.md', '2'), status: 'changed' },
        { file: file('d.md', '1'), status: 'added' },
      ],
      keep: [file('a.md', '1')],
      retain: [],
      remove: [file('c.md', '1')],
    });
  });

  it('retains what cannot be looked at', () => {
    const plan = planReindex(previous, [file('a.md', '1')], [problem('b.md')], false);
    expect([paths(plan.retain), paths(plan.remove)]).toEqual([['b.md'], ['c.md']]);
  });

  it('takes the path of a folder for all files below it, and for no others', () => {
    const below = [file('sub/x.md', '1'), file('sub/deep/y.md', '1'), file('subway.md', '1')];
    const plan = planReindex(below, [], [problem('sub')], false);
    expect([paths(plan.retain), paths(plan.remove)]).toEqual([['sub/x.md', 'sub/deep/y.md'], ['subway.md']]);
  });

  it('reads unchanged files too when rebuilding', () => {
    const plan = planReindex(previous, previous, [], true);
    expect(plan.read.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(plan.keep).toEqual([]);
  });

  const folder = fc.dictionary(fc.constantFrom('a', 'b', 's/c', 's/d', 'e'), fc.constantFrom('1', '2', '3'));
  const asFiles = (content: Record<string, string>) =>
    Object.entries(content).map(([path, hash]) => file(path, hash));

  it('gives every file and every indexed article exactly one fate', () => {
    fc.assert(
      fc.property(
        folder,
        folder,
        fc.subarray(['a', 'b', 's', 'e']),
        fc.boolean(),
        (before, now, bad, rebuild) => {
          const plan = planReindex(asFiles(before), asFiles(now), bad.map(problem), rebuild);
          const read = plan.read.map((one) => one.file);
          expect(paths([...read, ...plan.keep]).sort()).toEqual(Object.keys(now).sort());
          const gone = Object.keys(before).filter((path) => !Object.hasOwn(now, path));
          expect(paths([...plan.retain, ...plan.remove]).sort()).toEqual(gone.sort());
        },
      ),
    );
  });

  it('keeps exactly the files whose content is indexed', () => {
    fc.assert(
      fc.property(folder, folder, (before, now) => {
        const same = Object.keys(now).filter(
          (path) => Object.hasOwn(before, path) && before[path] === now[path],
        );
        expect(paths(planReindex(asFiles(before), asFiles(now), [], false).keep)).toEqual(same.sort());
      }),
    );
  });
});
