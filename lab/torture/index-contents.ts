import path from 'node:path';
import type { PassageIndex } from '../../src/index/passage-index.js';
import { vectraStore } from '../../src/index/storage/vectra-index.js';
import type { Folders, Program } from './lean-program.js';
import { STATES, statesIn, writeState, type State } from './two-states.js';

/** How far an element of a vector may be off: a model's last bits depend on what is embedded beside a text. */
const TOLERANCE = 1e-5;

/** All that an index of a state has to hold, from a clean build of it. */
export interface CleanIndex {
  readonly state: State;
  /** What a reader sees: articles and passages, as JSON. */
  readonly texts: string;
  /** The same with the key of each passage, as JSON. */
  readonly stored: string;
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** How near each passage is to a fixed vector: a check of a reader's vectors, which it does not show. */
  readonly similarities: readonly number[];
}

/** A clean build of each state. */
export type CleanIndexes = Readonly<Record<State, CleanIndex>>;

/** Builds both states, each in folders of its own below `folder`. */
export async function buildCleanIndexes(
  folder: string,
  programFor: (folders: Folders) => Program,
): Promise<CleanIndexes> {
  const [a, b] = await Promise.all(
    STATES.map(async (state): Promise<CleanIndex> => {
      const folders = {
        articlesDir: path.join(folder, `clean-articles-${state}`),
        indexDir: path.join(folder, `clean-index-${state}`),
      };
      const program = programFor(folders);
      await writeState(folders.articlesDir, state);
      await program.reindex();
      const index = await program.openIndex();
      const { stored, vectors } = await storedContents(folders.indexDir);
      return { state, texts: textsOf(index), stored, vectors, similarities: await similaritiesOf(index) };
    }),
  );
  if (a === undefined || b === undefined) throw new Error('There are two states.');
  return { A: a, B: b };
}

/** The state that an open index is of, as a whole; null when it is not one of them in every article, passage and vector. */
export async function wholeStateOf(index: PassageIndex, clean: CleanIndexes): Promise<State | null> {
  const [state, ...others] = statesIn(index.articles.map(({ text }) => text).join('\n'));
  if (state === undefined || others.length > 0 || textsOf(index) !== clean[state].texts) return null;
  return areNear(await similaritiesOf(index), clean[state].similarities) ? state : null;
}

/** What is wrong with the published index, which should be as a clean build is; null when nothing is. */
export async function differenceFrom(clean: CleanIndex, indexDir: string): Promise<string | null> {
  const { stored, vectors, damage } = await storedContents(indexDir);
  if (damage !== null) return `is damaged: ${damage}`;
  if (stored !== clean.stored) return `has other articles or passages than a clean build of ${clean.state}`;
  for (const [key, vector] of clean.vectors) {
    if (!areNear(vectors.get(key) ?? [], vector)) return `has another vector for the passage ${key}`;
  }
  return null;
}

async function storedContents(indexDir: string) {
  const published = await vectraStore(indexDir, () => new Date()).published();
  if (published === null) throw new Error(`Nothing is published in ${indexDir}.`);
  return {
    stored: JSON.stringify(published.articles),
    vectors: await published.vectors(),
    damage: published.damage?.message ?? null,
  };
}

function textsOf({ articles, passages }: PassageIndex): string {
  return JSON.stringify([articles, passages]);
}

async function similaritiesOf(index: PassageIndex): Promise<number[]> {
  const probe = Float32Array.from({ length: index.identity.dimensions }, (_, at) => Math.sin(at + 1));
  const byPosition = (await index.nearest(probe, index.passages.length)).sort(
    (a, b) => a.position - b.position,
  );
  return byPosition.map(({ similarity }) => similarity);
}

function areNear(found: ArrayLike<number>, expected: ArrayLike<number>): boolean {
  return (
    found.length === expected.length &&
    Array.from(expected).every((value, at) => Math.abs(value - (found[at] ?? NaN)) <= TOLERANCE)
  );
}
