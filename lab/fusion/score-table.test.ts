import { expect, test } from 'vitest';
import { ScoreTable } from './score-table.js';

test('lists the ways by their means, the best last', () => {
  const table = new ScoreTable();
  table.add('good', 'first set', 1);
  table.add('bad', 'first set', 0.5);
  table.add('good', 'two', 0.5);
  table.add('bad', 'two', 0.25);
  expect(table.size).toBe(2);
  expect(table.lines()).toEqual([
    'first set     two    mean  way',
    '   0.5000  0.2500  0.3750  bad',
    '   1.0000  0.5000  0.7500  good',
  ]);
});
