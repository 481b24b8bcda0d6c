import type { CorpusSource } from './corpus/corpus-source.js';
import type { SizeFolder } from './size-folder.js';

/** What every measurement of a benchmark shares. */
export interface RunContext {
  /** The compiled program: what `npm run build` has in dist. */
  readonly compiled: string;
  readonly source: CorpusSource;
  readonly runs: number;
  /** As `BenchmarkOptions.python`. */
  readonly python: string;
  /** Names a folder for a corpus that no other has. */
  readonly newFolder: () => SizeFolder;
  readonly onProgress: (line: string) => void;
}

/** Where a corpus's vectors are from: the model, or made by rule without it. */
export type VectorKind = 'model' | 'made';

/** A corpus on disk, with the questions that are made about it. */
export interface Corpus {
  readonly place: SizeFolder;
  /** As asked for. */
  readonly passages: number;
  readonly questions: readonly string[];
  readonly vectors: VectorKind;
}
