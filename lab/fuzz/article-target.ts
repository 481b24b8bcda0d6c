import path from 'node:path';
import fc from 'fast-check';
import { CorpusFiles } from '../../src/index/gather-articles.js';
import { ARTICLE_EXTENSIONS } from '../../src/corpus/formats/file-kinds.js';
import type { Article } from '../../src/corpus/article.js';
import { splitSentences } from '../../src/corpus/sentences.js';
import { vietnameseLexicon } from '../../src/language/lexicon.js';
import { keyphrasesOf } from '../../src/retrieval/keyphrases.js';
import type { FuzzTarget } from './fuzz-target.js';
import { mutated, rubbishBytes } from './rubbish.js';

/** Nothing of these may be left in an article: control, format and stray characters, blanks of other kinds. */
const UNCLEAN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]| {2}|(?!\n)[^\S ]/u;

/**
 * Files of every format, of any bytes or made from good articles.
 *
 * @param articles - bytes of good ones
 */
export function articleTarget(articles: readonly Buffer[]): FuzzTarget {
  const extension = fc.constantFrom(...ARTICLE_EXTENSIONS, '.HTML');
  const content = fc.oneof(rubbishBytes, {
    weight: 2,
    arbitrary: mutated(fc.constantFrom(...articles, ...articles.map(asPage))),
  });
  return {
    name: 'article',
    weight: 12,
    files: fc.tuple(extension, content).map(([ending, bytes]) => ({ [`bai${ending}`]: bytes })),
    read: async (folder) => {
      const corpus = new CorpusFiles(folder);
      try {
        const { files, problems } = await corpus.list();
        for (const file of files) {
          const result = await corpus.read(file);
          if ('article' in result) await check(result.article);
          else expectNamed(result.problem.path);
        }
        for (const problem of problems) expectNamed(problem.path);
      } finally {
        await corpus.close();
      }
    },
  };
}

/** The same words as a page. */
function asPage(article: Buffer): Buffer {
  const paragraphs = article.toString().split(/\n+/u);
  const body = paragraphs.map((paragraph) => `<p class="a">${paragraph}</p>`).join('\n');
  return Buffer.from(`<!doctype html><html><head><title>A</title></head><body>${body}</body></html>`);
}

function expectNamed(problemPath: string): void {
  if (path.basename(problemPath, path.extname(problemPath)) !== 'bai') {
    throw new Error(`A problem names ${JSON.stringify(problemPath)} and not the file.`);
  }
}

/** What the rest of the program relies on. */
async function check(article: Article): Promise<void> {
  const { title, text } = article;
  for (const [what, value] of Object.entries({ title, text })) {
    const [unclean] = UNCLEAN.exec(value) ?? [];
    if (unclean !== undefined) throw new Error(`The ${what} holds ${JSON.stringify(unclean)}.`);
    if (value !== value.normalize('NFC')) throw new Error(`The ${what} is not in NFC.`);
  }
  const sentences = splitSentences(text);
  const between = [0, ...sentences.flatMap(({ start, end }) => [start, end]), text.length];
  for (let at = 0; at < between.length; at += 2) {
    if (text.slice(between[at], between[at + 1]).trim() !== '')
      throw new Error('The sentences leave text out.');
  }
  await keyphrasesOf([article], vietnameseLexicon());
}
