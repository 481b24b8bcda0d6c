import { expect, test } from 'vitest';
import type { Figure, Growth } from './figures.js';
import { judgeGrowth, renderBenchmark, withAims } from './render-benchmark.js';
import type { BenchmarkReport } from './run-benchmark.js';

const ours: Figure = { metric: 'find-median', passages: 10_000, who: 'us', role: 'ours', value: 12.34 };
const peer: Figure = { ...ours, who: 'a peer', role: 'peer', value: 49.36, note: '20 questions' };
const none: Figure = { ...ours, metric: 'index-size', who: 'a peer', role: 'peer', value: null };
const linear: Growth = {
  what: 'querying',
  unit: 'ms',
  points: [1000, 2000, 4000, 8000].map((x) => ({ x, y: 2 + x / 1000 })),
};
const report: BenchmarkReport = {
  machine: { cores: 2, processor: 'Some CPU', memoryBytes: 2 ** 33, node: 'v20.0.0', platform: 'linux x64' },
  runs: 3,
  figures: [ours, peer, none],
  growth: [linear],
};

test('figures stand beside those of the peers, with aims and how many times ours they are', () => {
  const lines = renderBenchmark(report).split('\n');
  expect(lines[0]).toBe('2 × Some CPU, 8 GiB, linux x64, Node.js v20.0.0; medians of 3');
  expect(lines).toContain('(b) question → passages, median, 10,000 passages, ms');
  expect(lines).toContain('  us           12.3             under 15: reached');
  expect(lines).toContain('  a peer       49.4     4.00 ×  (20 questions)');
});

test('what cannot be measured is a dash', () => {
  expect(renderBenchmark(report)).toContain('(e) index on disk, 10,000 passages, MB\n  a peer          –\n');
});

test('growth is a line, and how far the largest lies off it', () => {
  const text = renderBenchmark(report);
  expect(text).toContain(
    'Growth of querying: 1,000: 3.00 ms, 2,000: 4.00 ms, 4,000: 6.00 ms, 8,000: 10.0 ms',
  );
  expect(text).toContain('ms = 2.00 + 1.00 per 1,000 passages; R² 1.000, largest deviation 0.0 %');
  expect(text).toContain('no worse than linear: reached');
});

test('what grows like a square is worse than linear', () => {
  const square = { ...linear, points: linear.points.map(({ x }) => ({ x, y: (x / 1000) ** 2 })) };
  expect(judgeGrowth(square)).toMatchObject({ reached: false });
  expect(renderBenchmark({ ...report, growth: [square] })).toContain('no worse than linear: NOT REACHED');
});

test('--json has the aims, too', () => {
  expect(withAims(report.figures)).toMatchObject([
    { who: 'us', unit: 'ms', aim: 'under 15', reached: true, timesOurs: null },
    { who: 'a peer', timesOurs: 4, note: '20 questions' },
    { metric: 'index-size', value: null, timesOurs: null },
  ]);
});
