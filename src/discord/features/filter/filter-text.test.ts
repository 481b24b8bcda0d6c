import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../../locales/discord/words-in.js';
import { filterText } from './filter-text.js';

describe('filterText', () => {
  it('tells what a filter lets through', () => {
    const words = wordsIn('vi');
    expect(filterText({ publisher: ' Báo\nThử ', from: '2019-01-01', to: '2020-12-31' }, words)).toBe(
      'Bộ lọc: Báo Thử · từ 01/01/2019 đến 31/12/2020',
    );
    expect(filterText({ to: '2020-12-31' }, words)).toBe('Bộ lọc: đến 31/12/2020');
    expect(filterText({ from: '2019-01-01' }, wordsIn('en'))).toBe('Filter: from 1 January 2019');
  });

  it('is null for a filter that lets everything through', () => {
    expect(filterText({}, wordsIn('vi'))).toBeNull();
  });
});
