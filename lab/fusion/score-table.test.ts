import { expect, test } from 'vitest';
import { ScoreTable } from './score-table.js';

test('lists the ways by their means, the best last; of many, the best and those named', () => {
  const table = new ScoreTable();
  table.add('good', 'first set', 1);
  table.add('bad', 'first set', 0.5);
  table.add('good', 'two', 0.5);
  table.add('bad', 'two', 0.25);
  table.add('worse', 'two', 0.1);
  expect(table.size).toBe(3);
  const [header, rule, worse, bad, good] = table.render().split('\n');
  expect([header, rule, bad, good]).toEqual([
    '| way   | first set |    two |   mean |',
    '| ----- | --------: | -----: | -----: |',
    '| bad   |    0.5000 | 0.2500 | 0.3750 |',
    '| good  |    1.0000 | 0.5000 | 0.7500 |',
  ]);
  expect(table.render(1, ['worse']).split('\n').slice(2)).toEqual([worse, good, '']);
});
