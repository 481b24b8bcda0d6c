/**
 * Measures what indexing and asking cost, beside what somebody would use in this program's place, with the same model:
 *
 *     npm run benchmark [-- --size N | --all] [--runs 3] [--python python3] [--json]
 *
 * At 100 and 10,000 passages, with --all at 100,000 as well, or at --size alone; the articles are made by rule. Exit code 0 whatever the
 * figures are, 2 when they could not be measured. docs/performance.md says what each figure is.
 */
import { judgeGrowth, renderBenchmark, withAims } from './benchmark/render-benchmark.js';
import { parseOptions } from './benchmark/options.js';
import { runBenchmark } from './benchmark/run-benchmark.js';
import { runProgram } from '../src/terminal/run-program.js';

await runProgram(async () => {
  const options = parseOptions(process.argv.slice(2));
  const began = performance.now();
  const report = await runBenchmark(options, (line) => {
    process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s: ${line}\n`);
  });
  const { figures, growth } = report;
  const json = { ...report, figures: withAims(figures), growth: growth.map(judgeGrowth) };
  process.stdout.write(options.json ? `${JSON.stringify(json)}\n` : renderBenchmark(report));
});
