import { readdir } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { openVectraIndex, vectraStore } from '../../src/index/storage/vectra-index.js';
import { writeChecksums } from '../../src/index/storage/generation-files.js';
import type { CaseFiles, FuzzTarget } from './fuzz-target.js';
import { mutated, rubbishBytes } from './rubbish.js';
import { SAMPLE_IDENTITY } from './sample-index.js';

/** Says that the checksums are to be made right again, so that what is behind them is reached. */
const RESIGN = 'resign';

/**
 * An index some of whose files are damaged or anything, read as by an asker and by a reindex.
 *
 * @param index - a whole one of {@link SAMPLE_IDENTITY}
 */
export function indexTarget(index: CaseFiles): FuzzTarget {
  const names = Object.keys(index).sort();
  const contents = fc
    .constantFrom(...names)
    .chain((name) =>
      fc
        .oneof(rubbishBytes, { weight: 4, arbitrary: mutated(fc.constant(index[name] ?? Buffer.alloc(0))) })
        .map((bytes): CaseFiles => ({ [name]: bytes })),
    );
  const extra = fc.constantFrom<CaseFiles>({}, {}, { [RESIGN]: Buffer.alloc(0) });
  const lock = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    rubbishBytes.map((bytes) => ({ 'writer.lock/holder.json': bytes })),
  );
  return {
    name: 'index',
    weight: 5,
    files: fc
      .tuple(contents, fc.oneof(contents, fc.constant({})), lock, extra)
      .map(([one, another, holder, resign]) => ({ ...index, ...one, ...another, ...holder, ...resign })),
    read: async (folder) => {
      const isResigned = (await readdir(folder)).includes(RESIGN);
      if (isResigned) await resign(path.join(folder, 'generations'));
      const store = vectraStore(folder, () => new Date(0));
      await store.embeddingProgress();
      // Each is read even where another can't be, and the first failure counts.
      const readings = [
        async () => {
          const { articles, passages } = await openVectraIndex(folder, SAMPLE_IDENTITY);
          const isWhole = articles.every(({ text }) => passages.some((passage) => passage.text === text));
          if (!isResigned && (!isWhole || ![1, 3].includes(articles.length))) {
            throw new Error('A damaged index was opened.');
          }
        },
        async () => await (await store.published())?.vectors(),
        () => store.exclusively(() => Promise.resolve()),
        () => store.exclusively(() => store.rollBack()),
      ];
      const failures: unknown[] = [];
      for (const reading of readings) await reading().catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures.find((error) => !isExpected(error)) ?? failures[0];
    },
  };
}

function isExpected(error: unknown): boolean {
  return error instanceof Error && error.name === 'UserError';
}

async function resign(generations: string): Promise<void> {
  for (const name of await readdir(generations)) {
    const folder = path.join(generations, name);
    const files = await readdir(folder);
    await writeChecksums(
      folder,
      ['manifest.json', 'articles.jsonl', 'index.pb'].filter((file) => files.includes(file)),
    );
  }
}
