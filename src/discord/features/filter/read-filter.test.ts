import { describe, expect, it } from 'vitest';
import { fakeArticle } from '../../../../test/support/fake-corpus.js';
import { publisherKey } from '../../components/custom-id.js';
import { readFilter } from './read-filter.js';

const names = ['Báo Đất Mũi', 'Báo Đất', 'Ánh Sáng'];
const catalogue = {
  articles: names.map((publisher) => ({ ...fakeArticle(publisher, publisher, ['…']), publisher })),
};
const read = (typed: Partial<Parameters<typeof readFilter>[0]>) =>
  readFilter({ publisher: null, from: null, to: null, ...typed }, catalogue);

describe('readFilter', () => {
  it.each([
    ['Báo Đất', 'Báo Đất'],
    ['  bao dat ', 'Báo Đất'],
    ['mui', 'Báo Đất Mũi'],
    ['ÁNH', 'Ánh Sáng'],
  ])('takes %j for %s', (publisher, meant) => {
    expect(read({ publisher })).toMatchObject({ filter: { publisher: publisherKey(meant) } });
  });

  it('takes a year as from its first to its last day', () => {
    expect(read({ from: '2019', to: '2019' })).toEqual({
      kind: 'filter',
      filter: { from: '2019-01-01', to: '2019-12-31', publisher: null },
    });
  });

  it.each([
    [{ from: '31/2/2019' }, { kind: 'not-a-day', given: '31/2/2019' }],
    [{ to: 'mai' }, { kind: 'not-a-day', given: 'mai' }],
    [
      { from: '2020', to: '2019' },
      { kind: 'days-reversed', from: '2020-01-01', to: '2019-12-31' },
    ],
    [{ publisher: 'Báo Lạ' }, { kind: 'unknown-publisher', name: 'Báo Lạ' }],
  ])('says what is wrong with %j', (typed, notice) => {
    expect(read(typed)).toEqual({ kind: 'wrong', notice });
  });
});
