import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Answerer } from '../../src/answer/answer.js';
import type { Application } from '../../src/application.js';
import { listArticleFiles } from '../../src/corpus/read/read-folder.js';

/**
 * Indexes the articles of a folder by the product's own code, in a temporary place, and hands an answerer over them to
 * `work`. Nothing stays behind, and the index in use is not touched.
 *
 * @param isLeftOut - articles to leave out, by path
 */
export async function withArticles<T>(
  application: Application,
  articlesDir: string,
  work: (answerer: Answerer) => Promise<T>,
  isLeftOut: (articlePath: string) => boolean = () => false,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  try {
    const copies = path.join(folder, 'articles');
    for (const file of (await listArticleFiles(articlesDir)).files) {
      if (isLeftOut(file.path)) continue;
      const copy = path.join(copies, file.path);
      await mkdir(path.dirname(copy), { recursive: true });
      await copyFile(file.location, copy);
    }
    const temporary = application.with({ articlesDir: copies, indexDir: path.join(folder, 'index') });
    await temporary.reindex();
    return await work(temporary.answererFor(await temporary.openIndex()));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
