import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';

/** The folders that a run of the program is pointed to. */
export interface ProgramFolders {
  readonly root: string;
  readonly articlesDir: string;
  /** Not there until the program makes it. */
  readonly indexDir: string;
  /** The settings that name them. */
  readonly settings: Readonly<Record<'ARTICLES_DIR' | 'INDEX_DIR' | 'LOCK_DIR' | 'MODEL_THREADS', string>>;
}

/** Folders with the articles given, by path; removed when all tests are over: a hook, which may ask for them, cannot register a further hook. */
export async function programFolders(articles: Readonly<Record<string, string>>): Promise<ProgramFolders> {
  const root = await mkdtemp(path.join(inject('scratchFolder'), 'program-'));
  const articlesDir = path.join(root, 'articles');
  const indexDir = path.join(root, 'index');
  await mkdir(articlesDir);
  await writeArticles(articlesDir, articles);
  // Two stand-ins for Discord may have bots of one id.
  const settings = {
    ARTICLES_DIR: articlesDir,
    INDEX_DIR: indexDir,
    LOCK_DIR: path.join(root, 'locks'),
    // Tests run beside each other: two models that contend for the cores with a thread for each take half as long again as with one.
    MODEL_THREADS: '1',
  };
  return { root, articlesDir, indexDir, settings };
}

/** Writes articles, by path, over those that are there. */
export async function writeArticles(
  articlesDir: string,
  articles: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [file, content] of Object.entries(articles)) {
    const location = path.join(articlesDir, file);
    await mkdir(path.dirname(location), { recursive: true });
    await writeFile(location, content);
  }
}
