import { describe, expect, it } from 'vitest';
import { fakeSearch } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { groupPassages, notYetShown } from './passage-groups.js';

const first = fakeArticle('a.md', 'A', ['0123456789', '0123456789']);
const second = fakeArticle('b.md', 'B', ['0123456789']);
const { found } = fakeSearch('', [first, second]);

describe('notYetShown', () => {
  it('drops a passage of which the better part was shown, and only in its own article', () => {
    const left = notYetShown(found, [{ articleId: first.id, start: 2, end: 9 }]);
    expect(left.map(({ passage }) => [passage.articleId, passage.start])).toEqual([
      [first.id, 12],
      [second.id, 0],
    ]);
  });

  it('keeps a passage of which only a shared sentence was shown', () => {
    expect(notYetShown(found, [{ articleId: first.id, start: 8, end: 15 }])).toEqual(found);
  });
});

describe('groupPassages', () => {
  it('puts the article of the best passage first, and its passages in reading order', () => {
    const groups = groupPassages([...found].reverse());
    expect(groups.map(({ article }) => article.title)).toEqual(['B', 'A']);
    expect(groups[1]?.excerpts).toEqual([
      { start: 0, end: 10 },
      { start: 12, end: 22 },
    ]);
  });

  it('makes one excerpt of passages that overlap', () => {
    const [one, other] = found;
    if (one === undefined || other === undefined) throw new Error('The fixture has two passages.');
    const overlapping = { ...other, passage: { ...other.passage, start: 6 } };
    expect(groupPassages([overlapping, one])[0]?.excerpts).toEqual([{ start: 0, end: 22 }]);
  });
});
