import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Article } from '../../../src/corpus/article.js';
import { readCorpus } from '../../../src/corpus/read/read-corpus.js';
import { PROJECT_ROOT } from '../../../src/config/settings.js';

/** A syllable or word of two, as data/lexicon/vi.tsv counts it. */
interface CountedWord {
  readonly word: string;
  /** Articles that hold it. */
  readonly documents: number;
  /** Share of them that write it as a name: 0 to 1. */
  readonly named: number;
}

/** What corpora are made of. */
export interface CorpusSource {
  readonly articles: readonly Pick<Article, 'text' | 'publisher'>[];
  readonly words: readonly CountedWord[];
}

/** The articles and the lexicon that ship with the program. */
export async function readCorpusSource(): Promise<CorpusSource> {
  const data = path.join(PROJECT_ROOT, 'data');
  const { articles } = await readCorpus(path.join(data, 'articles'));
  const table = await readFile(path.join(data, 'lexicon/vi.tsv'), 'utf8');
  const words = table
    .split('\n')
    .filter((line) => /^\p{Ll}/u.test(line))
    .map((line) => {
      const [word = '', documents, named] = line.split('\t');
      return { word, documents: Number(documents), named: Number(named) / 100 };
    });
  return { articles, words };
}
