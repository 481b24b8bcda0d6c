import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { indexLocation, withIndexStore } from '../../src/index/open-index.js';
import type { CorpusSource } from './corpus/corpus-source.js';
import { makeArticles, toMarkdown, type MadeArticle } from './corpus/made-articles.js';
import { makeQuestions } from './corpus/make-questions.js';
import { writePassages } from './passage-file.js';
import type { SizeFolder } from './size-folder.js';

/** Articles that questions are made about, at most: drawing them sorts them all. */
const ASKED_ABOUT = 2_000;

/**
 * Writes the articles of a corpus of about `passages` passages.
 *
 * @returns questions about them
 */
export async function writeCorpus(
  place: SizeFolder,
  source: CorpusSource,
  passages: number,
  questions: number,
): Promise<string[]> {
  const { articlesDir } = place.settings;
  await mkdir(articlesDir, { recursive: true });
  const articles: MadeArticle[] = [];
  for (const article of makeArticles(source, passages)) {
    articles.push(article);
    await writeFile(path.join(articlesDir, `tin-${articles.length}.md`), toMarkdown(article));
  }
  const every = Math.ceil(articles.length / ASKED_ABOUT);
  return makeQuestions(
    articles.filter((_, at) => at % every === 0),
    questions,
  );
}

/**
 * Writes what the peers take up out of the index that is published.
 *
 * @returns the number of passages
 */
export async function writePublished(place: SizeFolder): Promise<number> {
  const { settings } = place;
  return await withIndexStore(
    indexLocation(settings),
    () => new Date(),
    async (store) => {
      const published = await store.published();
      if (published === null) throw new Error(`Nothing is published in ${settings.indexDir}.`);
      await writePassages(place, published);
      return published.articles.reduce((sum, { passages }) => sum + passages.length, 0);
    },
  );
}
