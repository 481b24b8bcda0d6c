import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { compileProgram } from './compile-program.js';
import { readCorpusSource } from './corpus/corpus-source.js';
import type { Figure, Growth } from './figures.js';
import { indexCorpus, makeCorpus, preparePeers } from './make-corpus.js';
import { measureAnswering } from './measure-answering.js';
import { measureChange } from './measure-change.js';
import { measureGrowth } from './measure-growth.js';
import { measureIndexing } from './measure-indexing.js';
import { measureStart } from './measure-start.js';
import type { RunContext } from './run-context.js';
import { SizeFolder } from './size-folder.js';

/** What is measured. */
interface BenchmarkOptions {
  /** Numbers of passages, ascending. */
  readonly sizes: readonly number[];
  /** Runs that each figure is the median of. */
  readonly runs: number;
  /** Python that may have onnxruntime, faiss and tokenizers. */
  readonly python: string;
}

/** All that a benchmark has measured. */
export interface BenchmarkReport {
  readonly machine: {
    readonly cores: number;
    readonly processor: string;
    readonly memoryBytes: number;
    readonly node: string;
    readonly platform: string;
  };
  readonly runs: number;
  readonly figures: readonly Figure[];
  readonly growth: readonly Growth[];
}

/**
 * Measures the program and its peers at each size. Everything it writes is in temporary folders, removed at the end: its
 * corpora in the system's, the compiled program below node_modules.
 */
export async function runBenchmark(
  { sizes, runs, python }: BenchmarkOptions,
  onProgress: RunContext['onProgress'],
): Promise<BenchmarkReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-benchmark-'));
  let folders = 0;
  onProgress('compiling the program');
  const program = await compileProgram();
  const removeAll = () => {
    for (const made of [folder, program]) rmSync(made, { recursive: true, force: true });
  };
  // Ctrl-C: the contenders hear it, too, or end when they are let go of.
  const stop = () => {
    removeAll();
    process.exit(130);
  };
  process.once('SIGINT', stop);
  try {
    const context: RunContext = {
      compiled: path.join(program, 'dist'),
      source: await readCorpusSource(),
      runs,
      python,
      newFolder: () => new SizeFolder(path.join(folder, String((folders += 1)))),
      onProgress,
    };
    const figures: Figure[] = [];
    for (const passages of sizes) figures.push(...(await measureSize(passages, context)));
    const growth = await measureGrowth(Math.max(...sizes), context);
    return { machine: machine(), runs, figures, growth };
  } finally {
    process.off('SIGINT', stop);
    removeAll();
  }
}

async function measureSize(passages: number, context: RunContext): Promise<Figure[]> {
  context.onProgress(`${passages} passages: making the articles`);
  const corpus = await makeCorpus(passages, context);
  const figures: Figure[] = [];
  if (corpus.vectors === 'model') figures.push(...(await measureIndexing(corpus, context)));
  else {
    const seconds = await indexCorpus(corpus, context);
    context.onProgress(`${passages} passages, reindex without the model: ${seconds.toFixed(2)} s`);
    await preparePeers(corpus, context);
  }
  figures.push(...(await measureAnswering(corpus, context)));
  figures.push(...(await measureStart(corpus, context)));
  figures.push(...(await measureChange(corpus, context)));
  await rm(corpus.place.folder, { recursive: true, force: true });
  return figures;
}

function machine(): BenchmarkReport['machine'] {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}
