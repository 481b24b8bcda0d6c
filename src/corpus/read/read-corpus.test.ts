import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  fstatSync,
  openSync,
  readSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import {
  MAX_FILE_BYTES,
  type OpenFile,
  parseContent,
  readCorpus,
  readFileContent,
  readWhole,
} from './read-corpus.js';
import { DocumentReader } from './read-documents.js';
import { listArticleFiles } from './read-folder.js';

const TEXT = 'Tiêu đề\n\nMột câu trọn vẹn của bài.\n';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'corpus-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function put(name: string, content: string | Uint8Array = TEXT): Promise<void> {
  await mkdir(path.dirname(path.join(dir, name)), { recursive: true });
  await writeFile(path.join(dir, name), content);
}
/** Runs `work` as a user who may not read everything, as root may. */
async function withoutPrivileges<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
const listed = async () => (await listArticleFiles(dir)).files.map((file) => file.path);

describe('listArticleFiles', () => {
  test('lists articles of all formats and subfolders by path, and passes the rest over', async () => {
    const articles = ['B.TXT', 'a.txt', 'c/d/e.md', 'c/f.Html', 'c/g.htm'];
    const others = [
      '.an.txt',
      '_nhap.md',
      'README.md',
      'readme.txt',
      '_kho/a.txt',
      '.git/a.md',
      'anh.png',
      'a.txt~',
      'txt',
    ];
    for (const name of [...articles, ...others]) await put(name);
    expect(await listArticleFiles(dir)).toMatchObject({ problems: [] });
    expect(await listed()).toEqual(articles);
  });

  test('names files in NFC, and tells of two whose names are then equal', async () => {
    await put('hội'.normalize('NFD') + '.txt');
    expect(await listed()).toEqual(['hội.txt']);
    await put('hội'.normalize('NFC') + '.txt', 'Khác\n\nMột câu khác hẳn.');
    const { files, problems } = await listArticleFiles(dir);
    expect(files).toHaveLength(1);
    expect(problems).toMatchObject([
      { path: 'hội.txt', message: expect.stringContaining('same name') as string },
    ]);
  });

  test('follows links inside the folder once, without looping, and none that lead out', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'outside-'));
    await writeFile(path.join(outside, 'mat.txt'), TEXT);
    await put('a/b.txt');
    await put('_kho/c.txt');
    const links = [
      ['loop', dir],
      ['a/again', path.join(dir, 'a')],
      ['lien-ket.txt', path.join(dir, 'a/b.txt')],
      ['kho', path.join(dir, '_kho')],
      ['mat.txt', path.join(outside, 'mat.txt')],
      ['ngoai', outside],
      ['gay.txt', path.join(dir, 'khong-co.txt')],
      ['anh.png', path.join(outside, 'mat.txt')],
      ['vong', path.join(dir, 'vong')],
      ['vong.txt', path.join(dir, 'vong-2.txt')],
      ['vong-2.txt', path.join(dir, 'vong.txt')],
      ['gay.png', path.join(dir, 'khong-co.png')],
    ] as const;
    for (const [name, target] of links) await symlink(target, path.join(dir, name));
    const { files, problems } = await listArticleFiles(dir);
    await rm(outside, { recursive: true });
    expect(files.map((file) => file.path)).toEqual(['a/b.txt', 'kho/c.txt']);
    expect(problems.map((problem) => [problem.path, problem.message])).toEqual([
      ['gay.txt', 'The symbolic link leads nowhere.'],
      ['mat.txt', 'The symbolic link leads out of the articles folder.'],
      ['ngoai', 'The symbolic link leads out of the articles folder.'],
      ['vong', 'The symbolic link leads nowhere.'],
      ['vong-2.txt', 'The symbolic link leads nowhere.'],
      ['vong.txt', 'The symbolic link leads nowhere.'],
    ]);
  });

  test('follows no link by way of another that leads out, nor to what only begins with the name of the folder', async () => {
    const outside = `${dir}-ngoai`;
    await mkdir(outside);
    await writeFile(path.join(outside, 'mat.txt'), TEXT);
    await put('a.txt');
    await symlink(path.join(dir, 'ra'), path.join(dir, 'mot'));
    await symlink(`../${path.basename(outside)}`, path.join(dir, 'ra'));
    await symlink('ra/mat.txt', path.join(dir, 'hai.txt'));
    const { files, problems } = await listArticleFiles(dir);
    await rm(outside, { recursive: true });
    expect(files.map((file) => file.path)).toEqual(['a.txt']);
    expect(problems.map((problem) => problem.path)).toEqual(['hai.txt', 'mot', 'ra']);
  });

  test('takes any name that a disk does: blanks, marks, 255 bytes, and both Unicode forms in one path', async () => {
    const names = [
      ' hai  khoảng trắng .txt',
      'a\tb\nc\u001B[31m.txt',
      `${'ạ'.normalize('NFC').repeat(83)}aa.txt`,
      `${'x'.repeat(251)}.txt`,
      `${'hội'.normalize('NFD')}/${'họp'.normalize('NFD')}.txt`,
      `${'hội'.normalize('NFC')}/${'tổ'.normalize('NFD')}.txt`,
    ];
    for (const name of names) await put(name);
    const { articles, problems } = await readCorpus(dir);
    expect(problems).toEqual([]);
    expect(articles.map((article) => article.path)).toEqual(
      names.map((name) => name.normalize('NFC')).sort(),
    );
  });

  test.runIf(process.platform === 'linux')('says that a name which is no UTF-8 cannot be read', async () => {
    await writeFile(Buffer.concat([Buffer.from(`${dir}/`), Buffer.from([0xff]), Buffer.from('.txt')]), TEXT);
    const { articles, problems } = await readCorpus(dir);
    expect(articles).toEqual([]);
    expect(problems).toMatchObject([
      { path: '\uFFFD.txt', message: expect.stringContaining('not UTF-8') as string },
    ]);
  });

  test('may itself be given by a link', async () => {
    await put('that/a.txt');
    await symlink(path.join(dir, 'that'), path.join(dir, 'link'));
    expect((await listArticleFiles(path.join(dir, 'link'))).files.map((file) => file.path)).toEqual([
      'a.txt',
    ]);
  });

  test('tells a missing folder, a file in its place and an empty folder', async () => {
    await put('con/anh.png');
    const missing = {
      code: 'articles-folder-missing',
      hint: expect.stringContaining('ARTICLES_DIR') as string,
    };
    await expect(listArticleFiles(path.join(dir, 'khong'))).rejects.toMatchObject(missing);
    await expect(listArticleFiles(path.join(dir, 'con/anh.png'))).rejects.toMatchObject(missing);
    await expect(listArticleFiles(path.join(dir, 'con/anh.png/x'))).rejects.toMatchObject(missing);
    await expect(listArticleFiles(path.join(dir, 'con'))).rejects.toMatchObject({
      code: 'articles-folder-empty',
    });
  });
});

describe('readCorpus', () => {
  test('reads what it can and tells what is wrong with the rest, naming the file', async () => {
    await put('a.txt');
    await put('con/b.md', '---\ntitle: Bài hai\npublished: 2024-10-17\n---\nMột câu khác.');
    await put('hong.md', '---\npublished: 2024-10-17\n\nMột câu.');
    await put('latin.txt', Buffer.from('T\u00ean b\u00e0i', 'latin1'));
    await put('rong.txt', '');
    await put('nhi-phan.txt', 'a\0b');
    await put('lon.txt', '');
    await truncate(path.join(dir, 'lon.txt'), MAX_FILE_BYTES + 1);
    const { articles, problems } = await readCorpus(dir);
    expect(articles.map(({ path, title, publishedAt }) => [path, title, publishedAt])).toEqual([
      ['a.txt', 'Tiêu đề', null],
      ['con/b.md', 'Bài hai', '2024-10-17'],
    ]);
    expect(problems.map(({ path }) => path)).toEqual([
      'hong.md',
      'latin.txt',
      'lon.txt',
      'nhi-phan.txt',
      'rong.txt',
    ]);
    expect(problems.every(({ message, hint }) => message.endsWith('.') && hint.endsWith('.'))).toBe(true);
    expect(problems.find(({ path }) => path === 'lon.txt')?.message).toMatch(
      /too large: 10\.0 MB of at most 10 MB/,
    );
  });

  test('a file of just the limit is read', async () => {
    const page = `<p>${TEXT}</p><!--`;
    await put('a.html', `${page}${'-'.repeat(MAX_FILE_BYTES - Buffer.byteLength(page) - 1)}>`);
    expect((await readCorpus(dir)).articles).toHaveLength(1);
  });

  test('does not wait for a pipe, and takes a folder with an article name for a folder', async () => {
    execFileSync('/usr/bin/env', ['mkfifo', path.join(dir, 'ong.txt')]);
    await symlink('ong.txt', path.join(dir, 'noi-ong.txt'));
    await put('tap.txt/a.txt');
    const { articles, problems } = await readCorpus(dir);
    expect(articles.map((article) => article.path)).toEqual(['tap.txt/a.txt']);
    expect(problems).toMatchObject([{ path: 'ong.txt', message: 'It is not a regular file.' }]);
  });

  test('never opens a socket', async () => {
    const server = createServer(() => {
      throw new Error('opened');
    });
    await new Promise<void>((resolve) => server.listen(path.join(dir, 'cong.txt'), resolve));
    const { problems } = await readCorpus(dir);
    await new Promise((resolve) => server.close(resolve));
    expect(problems).toMatchObject([{ path: 'cong.txt', message: 'It is not a regular file.' }]);
  });

  test.each([
    [
      'a pipe',
      () => execFileSync('/usr/bin/env', ['mkfifo', path.join(dir, 'con/a.txt')]),
      'not a regular file',
    ],
    ['a link', () => symlink(import.meta.filename, path.join(dir, 'con/a.txt')), 'symbolic link'],
  ])('a file that turns into %s after the listing is not read', async (_, replace, message) => {
    await put('con/a.txt');
    const { files } = await listArticleFiles(dir);
    await rm(path.join(dir, 'con/a.txt'));
    await replace();
    const [outcome] = files.map(readFileContent);
    expect(outcome).toMatchObject({
      problem: { path: 'con/a.txt', message: expect.stringContaining(message) as string },
    });
  });

  test('without permission, of a file, a folder or its entries, the rest is read', async () => {
    const modes = [
      ['cam.txt', 0o000],
      ['cam', 0o000],
      ['chi-ten', 0o444],
    ] as const;
    await put('a.txt');
    await put('cam.txt');
    await put('cam/b.txt');
    await put('chi-ten/c.txt');
    await put('chi-ten/con/d.txt');
    await chmod(dir, 0o755);
    for (const [name, mode] of modes) await chmod(path.join(dir, name), mode);
    const { articles, problems } = await withoutPrivileges(() => readCorpus(dir));
    for (const [name] of modes) await chmod(path.join(dir, name), 0o755);
    expect(articles.map((article) => article.path)).toEqual(['a.txt']);
    expect(problems.map((problem) => [problem.path, problem.message])).toEqual([
      ['cam', 'The folder cannot be read: EACCES.'],
      ['chi-ten/con', 'The folder cannot be read: EACCES.'],
      ['cam.txt', 'The file may not be read by this user.'],
      ['chi-ten/c.txt', 'The file may not be read by this user.'],
    ]);
  });

  test('nor one whose folder turns into a link to another', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'outside-'));
    await writeFile(path.join(outside, 'a.txt'), TEXT);
    await put('con/a.txt');
    const { files } = await listArticleFiles(dir);
    await rm(path.join(dir, 'con'), { recursive: true });
    await symlink(outside, path.join(dir, 'con'));
    const [outcome] = files.map(readFileContent);
    await rm(outside, { recursive: true });
    expect(outcome).toMatchObject({
      problem: { path: 'con/a.txt', message: expect.stringContaining('symbolic link') as string },
    });
  });

  test('a file that vanishes, or turns into a folder, after the listing is a problem', async () => {
    await put('a.txt');
    await put('b.txt');
    const { files } = await listArticleFiles(dir);
    await rm(path.join(dir, 'a.txt'));
    await rm(path.join(dir, 'b.txt'));
    await mkdir(path.join(dir, 'b.txt'));
    const outcomes = files.map(readFileContent);
    expect(outcomes).toMatchObject([
      { ok: false, problem: { path: 'a.txt', message: expect.stringContaining('vanished') as string } },
      { ok: false, problem: { path: 'b.txt', message: 'It is not a regular file.' } },
    ]);
  });

  test('the hash tells whether a file must be parsed, before it is', async () => {
    await put('a.txt');
    const [file] = (await listArticleFiles(dir)).files;
    if (file === undefined) throw new Error('not listed');
    const content = readFileContent(file);
    if (!content.ok) throw new Error(content.problem.message);
    expect(content.value.contentHash).toMatch(/^[0-9a-f]{64}$/);
    const { id, path, contentHash } = { ...file, ...content.value };
    expect(await parseContent(file, content.value, new DocumentReader())).toMatchObject({
      ok: true,
      value: { id, path, contentHash },
    });
    await put('a.txt', `${TEXT}\nThêm một câu.`);
    expect(readFileContent(file)).not.toEqual(content);
  });
});

describe('a file that changes while it is read', () => {
  let file: string;
  let descriptor: number;
  beforeEach(async () => {
    file = path.join(await temporaryFolder(), 'a.txt');
    writeFileSync(file, 'Một câu.');
    descriptor = openSync(file, 'r');
  });
  afterEach(() => {
    closeSync(descriptor);
  });

  const stat: OpenFile['stat'] = () => fstatSync(descriptor, { bigint: true });

  /** The file, on which `change` works between the first look at it and its reading. */
  function changed(change: () => void): OpenFile {
    let isDone = false;
    return {
      stat,
      read: (bytes, offset, length) => {
        if (!isDone) change();
        isDone = true;
        return readSync(descriptor, bytes, offset, length, null);
      },
    };
  }

  test('reads a file, in as many pieces as the disk gives it', () => {
    const inBytes = {
      stat,
      read: (bytes: Uint8Array, offset = 0) => readSync(descriptor, bytes, offset, 1, null),
    };
    expect(readWhole(inBytes)).toEqual({ ok: true, value: Buffer.from('Một câu.') });
  });

  test.each([
    [
      'grows',
      () => {
        appendFileSync(file, ' Câu hai.');
      },
    ],
    [
      'shrinks',
      () => {
        truncateSync(file, 3);
      },
    ],
    [
      'is written over',
      () => {
        writeFileSync(file, 'Hai câu.');
        utimesSync(file, 0, 0);
      },
    ],
  ])('a file that %s meanwhile is a problem', (_, change) => {
    expect(readWhole(changed(change))).toMatchObject({
      ok: false,
      problem: { message: 'The file was written to while it was being read.' },
    });
  });

  test('a file that is deleted meanwhile is read', () => {
    const isDeleted = changed(() => {
      rmSync(file);
    });
    expect(readWhole(isDeleted)).toMatchObject({ ok: true });
  });

  test('nothing is read of a file that is too large', () => {
    truncateSync(file, MAX_FILE_BYTES + 1);
    const read = () => {
      throw new Error('read');
    };
    expect(readWhole({ stat, read })).toMatchObject({
      problem: { message: expect.stringContaining('too large') as string },
    });
  });
});
