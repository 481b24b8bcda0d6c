import type { CorpusProblem } from '../../corpus/article.js';
import type { Finding } from './finding.js';

/** Problems told one by one; `npm run reindex` tells all of them. */
const PROBLEMS_TOLD = 10;

/** What is in the articles folder. */
export interface ArticlesSeen {
  readonly folder: string;
  /** Files that could be read as an article. */
  readonly readable: number;
  /** What kept others from it, links out of the folder among them. */
  readonly problems: readonly CorpusProblem[];
}

/** What there is to say of an articles folder. */
export function judgeArticles({ folder, readable, problems }: ArticlesSeen): Finding[] {
  const left = problems.length - PROBLEMS_TOLD;
  return [
    readable === 0
      ? { check: 'articles', level: 'broken', code: 'articles-unreadable', facts: { folder } }
      : {
          check: 'articles',
          level: 'well',
          code: 'articles-readable',
          facts: { folder, articles: readable },
        },
    ...problems.slice(0, PROBLEMS_TOLD).map(({ path, message, hint }): Finding => ({
      check: 'articles',
      level: 'warning',
      code: 'article-problem',
      facts: { path, message, hint },
    })),
    ...(left > 0
      ? [
          {
            check: 'articles',
            level: 'warning',
            code: 'more-article-problems',
            facts: { count: left },
          } as const,
        ]
      : []),
  ];
}
