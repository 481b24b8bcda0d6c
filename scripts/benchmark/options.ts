import { parseArgs } from 'node:util';
import { UserError } from '../../src/lib/errors.js';

/** What `npm run benchmark` is asked to do. */
export interface BenchmarkOptions {
  /** Numbers of passages, ascending. */
  readonly sizes: readonly number[];
  /** Runs that each figure is the median of. */
  readonly runs: number;
  readonly json: boolean;
  /** Python that may have onnxruntime, faiss and tokenizers. */
  readonly python: string;
}

const SIZES = [100, 10_000];
const LARGEST = 100_000;
/** Fewer passages than that have no eighth to measure growth by. */
const LEAST_PASSAGES = 40;

/** @throws {@link UserError} `usage`; what `parseArgs` throws at unknown options */
export function parseOptions(args: readonly string[]): BenchmarkOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string' },
      all: { type: 'boolean', default: false },
      runs: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      python: { type: 'string', default: 'python3' },
    },
  });
  const sizes = values.all ? [...SIZES, LARGEST] : SIZES;
  return {
    sizes: values.size === undefined ? sizes : [wholeNumber('size', values.size, LEAST_PASSAGES)],
    runs: wholeNumber('runs', values.runs, 1),
    json: values.json,
    python: values.python,
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = /^\d+$/u.test(text) ? Number(text) : NaN;
  if (value >= least) return value;
  throw new UserError(
    'usage',
    `Wrong option: --${name}: expected a whole number from ${least} on.`,
    'docs/performance.md lists the options of npm run benchmark.',
  );
}
