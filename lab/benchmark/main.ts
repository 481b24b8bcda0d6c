import { judgeGrowth, renderBenchmark, withAims } from './render-benchmark.js';
import { runBenchmark } from './run-benchmark.js';
import { flag, text, wholeNumber, runProgram } from '../../src/terminal/run-program.js';

const SIZES = [100, 10_000];
const LARGEST = 100_000;
/** Fewer passages than that have no eighth to measure growth by. */
const LEAST_PASSAGES = 40;

const PROGRAM = {
  command: 'npm --prefix lab run benchmark',
  about:
    'Measures what indexing and asking cost, beside what somebody would use in this program’s place, with the same model, at 100 and ' +
    '10,000 passages of articles made by rule. docs/performance.md says what each figure is.',
  options: {
    size: wholeNumber('passages, in the place of the usual sizes', {
      from: LEAST_PASSAGES,
      fallback: undefined,
    }),
    all: flag('also at 100,000 passages'),
    runs: wholeNumber('runs that each figure is the median of; default 3', { fallback: 3 }),
    python: text('PATH', 'Python that may have onnxruntime, faiss and tokenizers', 'python3'),
    json: flag('print one JSON object'),
  },
  exitCodes: 'Exit code 0: whatever the figures are. 2: they could not be measured.',
};

await runProgram(PROGRAM, async ({ options: { size, all, runs, python, json } }) => {
  const sizes = size !== undefined ? [size] : all ? [...SIZES, LARGEST] : SIZES;
  const began = performance.now();
  const report = await runBenchmark({ sizes, runs, python }, (line) => {
    process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s: ${line}\n`);
  });
  const { figures, growth } = report;
  const judged = { ...report, figures: withAims(figures), growth: growth.map(judgeGrowth) };
  process.stdout.write(json ? `${JSON.stringify(judged)}\n` : renderBenchmark(report));
});
