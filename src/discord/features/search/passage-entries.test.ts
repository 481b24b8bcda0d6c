import { describe, expect, it } from 'vitest';
import { fakeSearch } from '../../../../test/support/fake-answer.js';
import { fakeArticle } from '../../../../test/support/fake-corpus.js';
import { splitSentences } from '../../../corpus/chunk/sentences.js';
import type { FoundPassage } from '../../../retrieval/hybrid-retriever.js';
import { passageEntries } from './passage-entries.js';

const article = fakeArticle('nam.md', 'Năm câu', ['Câu một. Câu hai.', 'Câu ba. Câu bốn. Câu năm.']);
const sentences = splitSentences(article.text);

/** A passage of the sentences from one to another, counted from 1. */
function passageOf(first: number, last: number): FoundPassage {
  const own = sentences.slice(first - 1, last);
  const start = own[0]?.start ?? 0;
  const end = own.at(-1)?.end ?? start;
  return {
    passage: {
      articleId: article.id,
      ordinal: first,
      start,
      end,
      text: article.text.slice(start, end),
      sentences: own,
    },
    article,
    score: 1,
    keyword: 1,
    similarity: 0,
  };
}

/** What the entries show. */
function textsOf(found: readonly FoundPassage[], shown = [{ articleId: article.id, start: 0, end: 0 }]) {
  return passageEntries(found, shown).map(({ runs }) =>
    runs.map(({ start, end }) => article.text.slice(start, end)),
  );
}

describe('passageEntries', () => {
  it('shows a sentence that two passages share in the better one only', () => {
    expect(textsOf([passageOf(2, 3), passageOf(1, 2)])).toEqual([['Câu hai.\n\nCâu ba.'], ['Câu một.']]);
  });

  it('shows what stands around sentences shown before', () => {
    expect(textsOf([passageOf(4, 4), passageOf(3, 5)])).toEqual([['Câu bốn.'], ['Câu ba.', 'Câu năm.']]);
  });

  it('leaves out what was shown elsewhere, and a passage of which nothing is left', () => {
    const shown = [{ articleId: article.id, start: 0, end: article.text.indexOf('Câu bốn') }];
    expect(textsOf([passageOf(1, 2), passageOf(3, 4)], shown)).toEqual([['Câu bốn.']]);
  });

  it('shows an article that is there twice once', () => {
    const copy = fakeArticle('ban-sao.md', 'Năm câu', article.text.split('\n\n'));
    expect(passageEntries(fakeSearch('', [article, copy]).found)).toHaveLength(2);
  });
});
