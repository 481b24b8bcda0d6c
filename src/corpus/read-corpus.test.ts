import { execFileSync } from 'node:child_process';
import { mkdtemp, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseContent, readCorpus, readFileContent, MAX_FILE_BYTES } from './read-corpus.js';
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
    ] as const;
    for (const [name, target] of links) await symlink(target, path.join(dir, name));
    const { files, problems } = await listArticleFiles(dir);
    await rm(outside, { recursive: true });
    expect(files.map((file) => file.path)).toEqual(['a/b.txt', 'kho/c.txt']);
    expect(problems.map((problem) => [problem.path, problem.message])).toEqual([
      ['gay.txt', 'The symbolic link leads nowhere.'],
      ['mat.txt', 'The symbolic link leads out of the articles folder.'],
      ['ngoai', 'The symbolic link leads out of the articles folder.'],
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
    await put('hong.md', '---\npublished: hôm qua\n---\nMột câu.');
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
    await put('a.txt', 'a '.repeat(MAX_FILE_BYTES / 2));
    expect((await readCorpus(dir)).articles).toHaveLength(1);
  });

  test('does not wait for a pipe, and takes a folder with an article name for a folder', async () => {
    execFileSync('/usr/bin/env', ['mkfifo', path.join(dir, 'ong.txt')]);
    await put('tap.txt/a.txt');
    const { articles, problems } = await readCorpus(dir);
    expect(articles.map((article) => article.path)).toEqual(['tap.txt/a.txt']);
    expect(problems).toMatchObject([{ path: 'ong.txt', message: 'It is not a regular file.' }]);
  });

  test('a file that vanishes, or turns into a folder, after the listing is a problem', async () => {
    await put('a.txt');
    await put('b.txt');
    const { files } = await listArticleFiles(dir);
    await rm(path.join(dir, 'a.txt'));
    await rm(path.join(dir, 'b.txt'));
    await mkdir(path.join(dir, 'b.txt'));
    const outcomes = await Promise.all(files.map(readFileContent));
    expect(outcomes).toMatchObject([
      { ok: false, problem: { path: 'a.txt', message: expect.stringContaining('vanished') as string } },
      { ok: false, problem: { path: 'b.txt', message: 'It is not a regular file.' } },
    ]);
  });

  test('the hash tells whether a file must be parsed, before it is', async () => {
    await put('a.txt');
    const [file] = (await listArticleFiles(dir)).files;
    if (file === undefined) throw new Error('not listed');
    const content = await readFileContent(file);
    if (!content.ok) throw new Error(content.problem.message);
    expect(content.value.contentHash).toMatch(/^[0-9a-f]{64}$/);
    const { id, path, contentHash } = { ...file, ...content.value };
    expect(parseContent(file, content.value)).toMatchObject({ ok: true, value: { id, path, contentHash } });
    await put('a.txt', `${TEXT}\nThêm một câu.`);
    expect(await readFileContent(file)).not.toEqual(content);
  });
});
