import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { judgeNames, listArticleFiles } from './read-folder.js';

function judge(...names: string[]) {
  const entries = names.map((name) => ({
    name: name.replace(/\/$/u, ''),
    isDirectory: () => name.endsWith('/'),
  }));
  const { setAside, notDownloaded } = judgeNames(entries);
  return { setAside: [...setAside.keys()], notDownloaded };
}

describe('what browsers save beside a page', () => {
  test.each([
    'cho_files/',
    'cho.files/',
    'cho-Dateien/',
    'cho_fichiers/',
    'cho_archivos/',
    'CHO_FILES/',
    'cho_tệp/',
  ])('%s is no articles', (folder) => {
    expect(judge('cho.html', folder).setAside).toEqual([folder.slice(0, -1)]);
    expect(judge('cho.htm', folder).setAside).toHaveLength(1);
  });

  test.each([
    [['cho_files/']],
    [['cho.md', 'cho_files/']],
    [['cho.html', 'cho_khac/']],
    [['cho.html', 'ben_files/']],
  ])('%j are articles', (names) => {
    expect(judge(...names).setAside).toEqual([]);
  });
});

describe('copies that two machines have changed', () => {
  test.each([
    'cho (conflicted copy 2024-05-01).md',
    'cho (Máy của Lan conflicted copy 2024-05-01).md',
    'cho (Bản sao xung đột của Lan 2024-05-01).md',
    'cho (Case Conflict).md',
    'cho (SFConflict lan@cho.example 2024-05-01-10-00-00).md',
    'cho [conflicted].md',
    'cho.sync-conflict-20240501-100000-ABCDEFG.md',
    'cho.Conflict.md',
    'cho_conflict-20240501-100000.md',
    'cho-DESKTOP-AB12CD3.md',
  ])('%s is left out where the original is there', (copy) => {
    expect(judge('cho.md', copy).setAside).toEqual([copy]);
    expect(judge(copy).setAside).toEqual([]);
    expect(judge('cho.txt', copy).setAside).toEqual([]);
  });

  test.each(['cho 2.md', 'cho (1).md', 'cho-phien.md', 'cho (họp lại).md', 'xung đột.md', 'cho-DESKTOP.md'])(
    '%s is an article of its own',
    (name) => {
      expect(judge('cho.md', name).setAside).toEqual([]);
    },
  );
});

test('what stands for a file in a cloud drive is told, unless the file is there', () => {
  expect(
    judge('.cho.md.icloud', 'ben.pdf.nextcloud', '.anh.png.icloud', '.co.md.icloud', 'co.md').notDownloaded,
  ).toEqual(['cho.md', 'ben.pdf']);
});

test('every file of a folder is an article, a problem or named as passed over, but for what is hidden', async () => {
  const dir = await temporaryFolder();
  await mkdir(path.join(dir, 'cho_files'));
  const names = [
    'cho.html',
    'cho_files/khung.html',
    'cu.doc',
    'thu.eml',
    'a.png',
    'b.png',
    'LICENSE',
    'README',
    'bai.md~',
    'tap.key',
    '~$cho.docx',
    '.x',
  ];
  for (const name of [...names, '.xa.md.icloud']) await writeFile(path.join(dir, name), 'x');
  const { files, problems, passedOver } = await listArticleFiles(dir);
  expect(files.map((file) => file.path)).toEqual(['cho.html']);
  expect(problems).toMatchObject([{ path: 'xa.md', message: expect.stringContaining('cloud') as string }]);
  expect(passedOver).toEqual([
    { path: 'LICENSE', reason: expect.stringContaining('extension') as string },
    { path: 'bai.md~', reason: expect.stringContaining('editor') as string },
    { path: 'cho_files', reason: expect.stringContaining('cho.html') as string },
    { path: 'cu.doc', reason: expect.stringContaining('.docx') as string },
    { path: 'tap.key', reason: expect.stringContaining('presentation') as string },
    { path: 'thu.eml', reason: expect.stringContaining('mail') as string },
    { path: '*.png', reason: '2 files are of a kind that is not read.' },
  ]);
});
