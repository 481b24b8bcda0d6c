/**
 * Counts how common Vietnamese syllables and two-syllable words are in a collection of articles, and writes the counts to
 * data/lexicon/vi.tsv, which the search reads (src/language/lexicon.ts). Run it again only to change the collection; `--help` says how.
 */
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { tokenize } from '../../src/language/vietnamese.js';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import { usageError, runProgram } from '../../src/terminal/run-program.js';

/** A syllable in fewer documents than this says no more than an unknown one. */
const MIN_SYLLABLE_DOCUMENTS = 8;
const MIN_PAIR_DOCUMENTS = 40;
/** Normalised pointwise mutual information from which two syllables count as one word. */
const MIN_ASSOCIATION = 0.25;
const MAX_PAIRS = 40_000;
/** A capital letter and then a small one: headlines in capitals don't make names. */
const CAPITALISED = /^\p{Lu}\p{M}*\p{Ll}/u;

const documentSchema = z.object({
  title: z.string().default(''),
  abstract: z.string().default(''),
  body: z.string().default(''),
});

/** What is counted of a syllable or pair. */
class Count {
  /** Documents that hold it. */
  documents = 0;
  uses = 0;
  /** Uses inside a sentence, where a capital means a name; and those with a capital (both, for a pair). */
  inside = 0;
  capitals = 0;
  private lastDocument = 0;

  add(document: number, isInside: boolean, isCapital: boolean): void {
    this.uses++;
    if (isInside) this.inside++;
    if (isInside && isCapital) this.capitals++;
    if (this.lastDocument !== document) this.documents++;
    this.lastDocument = document;
  }

  get namedPercent(): number {
    return this.inside === 0 ? 0 : Math.round((100 * this.capitals) / this.inside);
  }
}

/** Counts of a collection, by canonical spelling. */
class Counts {
  documents = 0;
  words = 0;
  readonly syllables = new Map<string, Count>();
  readonly pairs = new Map<string, Count>();
  /** How each syllable was written when it was first seen. */
  readonly spellings = new Map<string, string>();

  add(text: string): void {
    this.documents++;
    let previous: { word: string; isCapital: boolean } | undefined;
    for (const token of tokenize(text)) {
      const word = token.accented;
      if (/\p{N}/u.test(word)) {
        previous = undefined;
        continue;
      }
      const written = text.slice(token.start, token.end);
      const isCapital = CAPITALISED.test(written);
      const follows = previous !== undefined && !token.afterBreak;
      this.words++;
      if (!this.spellings.has(word)) this.spellings.set(word, written.toLowerCase().normalize('NFC'));
      counted(this.syllables, word).add(this.documents, follows, isCapital);
      if (previous !== undefined && follows) {
        const pair = counted(this.pairs, `${previous.word} ${word}`);
        pair.add(this.documents, true, isCapital && previous.isCapital);
      }
      previous = { word, isCapital };
    }
    // Rare pairs make up most of the table and are never kept: let them go now and then.
    if (this.documents % 20_000 === 0) {
      for (const [pair, count] of this.pairs)
        if (count.documents <= this.documents / 20_000) this.pairs.delete(pair);
    }
  }

  /** Normalised pointwise mutual information of two neighbouring syllables, -1 to 1 (Bouma 2009). */
  association(pair: string): number {
    const [left = '', right = ''] = pair.split(' ');
    const both = this.pairs.get(pair)?.uses ?? 0;
    const apart = (this.syllables.get(left)?.uses ?? 0) * (this.syllables.get(right)?.uses ?? 0);
    return Math.log((both * this.words) / apart) / -Math.log(both / this.words);
  }

  spelled(term: string): string {
    return term
      .split(' ')
      .map((syllable) => this.spellings.get(syllable) ?? syllable)
      .join(' ');
  }
}

function counted(counts: Map<string, Count>, key: string): Count {
  let count = counts.get(key);
  if (count === undefined) counts.set(key, (count = new Count()));
  return count;
}

const PROGRAM = {
  command: 'npm --prefix lab run build-lexicon',
  about:
    'Counts how common Vietnamese syllables and pairs of them are in articles (gzipped JSON lines with any of the fields title, abstract and body), and writes the counts to data/lexicon/vi.tsv.',
  operands: 'ARTICLES.jsonl.gz',
  options: {},
};

await runProgram(PROGRAM, async ({ operands: [input] }) => {
  if (input === undefined) throw usageError(PROGRAM, ['there is no ARTICLES.jsonl.gz']);
  const counts = new Counts();
  for await (const line of createInterface({ input: createReadStream(input).pipe(createGunzip()) })) {
    const { title, abstract, body } = documentSchema.parse(JSON.parse(line));
    counts.add([title, abstract, body].join('\n'));
    if (counts.documents % 10_000 === 0) process.stderr.write(`${counts.documents} documents\n`);
  }
  const syllables = [...counts.syllables]
    .filter(([, count]) => count.documents >= MIN_SYLLABLE_DOCUMENTS)
    .sort((a, b) => b[1].documents - a[1].documents);
  const pairs = [...counts.pairs]
    .filter(([, count]) => count.documents >= MIN_PAIR_DOCUMENTS)
    .map(([pair, count]) => ({ pair, count, association: counts.association(pair) }))
    .filter(({ association }) => association >= MIN_ASSOCIATION)
    .sort((a, b) => b.count.documents * b.association - a.count.documents * a.association)
    .slice(0, MAX_PAIRS);
  const lines = [
    `#documents\t${counts.documents}`,
    ...syllables.map(([syllable, count]) =>
      [counts.spelled(syllable), count.documents, count.namedPercent].join('\t'),
    ),
    ...pairs.map(({ pair, count, association }) =>
      [counts.spelled(pair), count.documents, count.namedPercent, Math.round(association * 100)].join('\t'),
    ),
  ];
  const output = path.join(PROJECT_ROOT, 'data/lexicon/vi.tsv');
  await writeFile(output, `${lines.join('\n')}\n`);
  process.stdout.write(`${syllables.length} syllables and ${pairs.length} pairs in ${output}\n`);
});
