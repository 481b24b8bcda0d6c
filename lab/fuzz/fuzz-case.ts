import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { isArticleName } from '../../src/corpus/formats/file-kinds.js';
import { articleTarget } from './article-target.js';
import { dataTargets } from './data-targets.js';
import type { CaseFiles, FuzzTarget } from './fuzz-target.js';
import { indexTarget } from './index-target.js';
import { questionTarget } from './question-target.js';
import { sampleIndex } from './sample-index.js';

/** Files for one target to read. */
export interface FuzzCase {
  readonly target: FuzzTarget;
  readonly files: CaseFiles;
}

/** Gives the case of a seed: always the same one for the same articles. */
export type CaseMaker = (seed: number) => FuzzCase;

/** @param articlesDir - folder with good articles, of which bad ones are made */
export async function caseMaker(articlesDir: string): Promise<CaseMaker> {
  const names = (await readdir(articlesDir)).filter(isArticleName).sort();
  const articles = await Promise.all(names.map((name) => readFile(path.join(articlesDir, name))));
  const targets = [articleTarget(articles), questionTarget, ...dataTargets, indexTarget(await sampleIndex())];
  const cases = fc.oneof(
    ...targets.map((target) => ({
      weight: target.weight,
      arbitrary: target.files.map((files): FuzzCase => ({ target, files })),
    })),
  );
  return (seed) => {
    const [made] = fc.sample(cases, { seed, numRuns: 1 });
    if (made === undefined) throw new Error('fast-check made nothing.');
    return made;
  };
}
