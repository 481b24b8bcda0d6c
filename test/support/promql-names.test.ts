import { describe, expect, it } from 'vitest';
import { labelsIn, metricsIn } from './promql-names.js';

const QUANTILE =
  'histogram_quantile(0.95, sum by (le, job) (rate(took_seconds_bucket{job="$job", way=~"a|b"}[$__rate_interval])))';

describe('metricsIn', () => {
  it.each([
    ['up', ['up']],
    ['60 * sum without (way) (rate(asked_total[5m])) / 1e3', ['asked_total']],
    [QUANTILE, ['took_seconds_bucket']],
    ['max(a:b{job="no{t"}) / on (way) group_left (model) b_total offset 5m > bool 1', ['a:b', 'b_total']],
  ])('finds those of %s', (expression, names) => {
    expect(metricsIn(expression)).toEqual(names);
  });
});

describe('labelsIn', () => {
  it('finds those that are chosen and grouped by', () => {
    expect(labelsIn(QUANTILE)).toEqual(['job', 'way', 'le', 'job']);
    expect(labelsIn('a == 1')).toEqual([]);
  });
});
