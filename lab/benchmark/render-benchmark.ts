import { judge, ownFigure } from './aims.js';
import { METRICS, OURS, type Figure, type Growth, type Metric } from './figures.js';
import { excessOverLine, fitLine, type FittedLine } from './fit-line.js';
import type { BenchmarkReport } from './run-benchmark.js';

/** A cost may end this much above the line through the smaller sizes and still count as linear: what a noisy machine adds. */
const MOST_EXCESS = 0.15;

/** A cost that grows, and whether it grows no faster than a line. */
interface JudgedGrowth extends Growth {
  readonly line: FittedLine;
  /** See {@link excessOverLine}. */
  readonly excess: number;
  readonly reached: boolean;
}

/** Tables for people: a block for each metric and size, then how costs grow. */
export function renderBenchmark({ machine, runs, figures, growth }: BenchmarkReport): string {
  const { cores, processor, memoryBytes, node, platform } = machine;
  const blocks = (Object.keys(METRICS) as Metric[]).flatMap((metric) => blocksOf(metric, figures));
  return [
    `${cores} × ${processor}, ${Math.round(memoryBytes / 2 ** 30)} GiB, ${platform}, Node.js ${node}; medians of ${runs}`,
    'Indexes of more than 10,000 passages have vectors made by rule; questions are embedded by the model everywhere.',
    `The peers find passages; what ${OURS} takes for reading and citing them comes on top, and is not theirs to compare with.`,
    ...blocks,
    ...growth.map(growthLines),
    '',
  ].join('\n');
}

/** A figure with its aim, for `--json`. */
export function withAims(figures: readonly Figure[]): object[] {
  return figures.map((figure) => ({
    ...figure,
    unit: METRICS[figure.metric].unit,
    timesOurs: timesOurs(figure, figures),
    ...judge(figure, figures),
  }));
}

/** How a cost grows, with the line through its points, for `--json`. */
export function judgeGrowth(growth: Growth): JudgedGrowth {
  const excess = excessOverLine(growth.points);
  return { ...growth, line: fitLine(growth.points), excess, reached: excess <= MOST_EXCESS };
}

function blocksOf(metric: Metric, all: readonly Figure[]): string[] {
  const { section, title, unit } = METRICS[metric];
  const figures = all.filter((figure) => figure.metric === metric);
  return [...new Set(figures.map(({ passages }) => passages))].map((passages) => {
    const rows = figures.filter((figure) => figure.passages === passages);
    const width = Math.max(...rows.map(({ who }) => who.length));
    const lines = rows.map((figure) => row(figure, all, width));
    return ['', `(${section}) ${title}, ${whole(passages)} passages, ${unit}`, ...lines].join('\n');
  });
}

function row(figure: Figure, all: readonly Figure[], width: number): string {
  const times = timesOurs(figure, all);
  const judged = judge(figure, all);
  const cells = [
    `  ${figure.who.padEnd(width)}`,
    (figure.value === null ? '–' : digits(figure.value)).padStart(9),
    (times === null ? '' : `${digits(times)} ×`).padStart(9),
    judged === null ? '' : `${judged.aim}: ${judged.reached ? 'reached' : 'NOT REACHED'}`,
    figure.note === undefined ? '' : `(${figure.note})`,
  ];
  return cells
    .filter((cell) => cell !== '')
    .join('  ')
    .trimEnd();
}

/** Another's figure as a multiple of ours. */
function timesOurs(figure: Figure, all: readonly Figure[]): number | null {
  if (figure.role === 'ours' || figure.value === null) return null;
  const ours = ownFigure(figure, all);
  return ours === null ? null : figure.value / ours;
}

function growthLines(growth: Growth): string {
  const { what, unit, points, line, excess, reached } = judgeGrowth(growth);
  return [
    '',
    `Growth of ${what}: ${points.map(({ x, y }) => `${whole(x)}: ${digits(y)} ${unit}`).join(', ')}`,
    `  ${unit} = ${digits(line.intercept)} + ${digits(line.slope * 1000)} per 1,000 passages; R² ${line.r2.toFixed(3)}, largest deviation ${percent(line.largestDeviation)}`,
    `  the largest is ${percent(Math.abs(excess))} ${excess < 0 ? 'below' : 'above'} the line through the smaller ones; no worse than linear: ${reached ? 'reached' : 'NOT REACHED'}`,
  ].join('\n');
}

function whole(count: number): string {
  return count.toLocaleString('en');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Three digits that count. */
function digits(value: number): string {
  const magnitude = Math.floor(Math.log10(Math.abs(value) || 1));
  return value.toFixed(Math.min(3, Math.max(0, 2 - magnitude)));
}
