import { createHash } from 'node:crypto';
import type { Article, Passage } from '../../src/corpus/article.js';
import type { CorpusFile, CorpusListing, ReadResult } from '../../src/index/reindex-parts.js';

/**
 * An articles folder in memory, by path. The first line of a file is its title, every other one is a passage; a file
 * that starts with `BROKEN` cannot be read.
 */
export class FakeCorpus extends Map<string, string> {
  /** Paths of the files read so far. */
  readonly reads: string[] = [];
  /** Paths of files that cannot even be listed. */
  readonly unlistable = new Set<string>();

  listFiles = (): Promise<CorpusListing> => {
    const paths = [...this.keys()].filter((path) => !this.unlistable.has(path));
    return Promise.resolve({
      files: paths.map((path) => ({
        path,
        id: sha256(path).slice(0, 12),
        contentHash: sha256(this.get(path) ?? ''),
      })),
      problems: [...this.unlistable].map((path) => ({ path, message: 'no permission', hint: 'chmod' })),
      passedOver: [],
    });
  };

  readArticle = (file: CorpusFile): Promise<ReadResult> => {
    this.reads.push(file.path);
    const content = this.get(file.path) ?? '';
    if (content.startsWith('BROKEN')) {
      return Promise.resolve({ problem: { path: file.path, message: 'broken', hint: 'mend it' } });
    }
    const [title = '', ...paragraphs] = content.split('\n');
    const article = fakeArticle(file.path, title, paragraphs, sha256(content));
    return Promise.resolve({ article, dropped: [] });
  };
}

/** An article with the paragraphs given. */
export function fakeArticle(
  path: string,
  title: string,
  paragraphs: readonly string[],
  contentHash = sha256(path),
): Article {
  return {
    id: sha256(path).slice(0, 12),
    path,
    contentHash,
    title,
    publisher: null,
    author: null,
    publishedAt: '2024-10-17',
    publishedAtInferred: false,
    url: null,
    originalTitle: null,
    text: paragraphs.join('\n\n'),
  };
}

/** A passage, of one sentence, for each paragraph. */
export function cutParagraphs(article: Article): Passage[] {
  let start = 0;
  return article.text.split('\n\n').map((text, ordinal) => {
    const span = { start, end: start + text.length };
    start = span.end + 2;
    return { articleId: article.id, ordinal, text, ...span, sentences: [span] };
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
