/**
 * Learns which Vietnamese words translate an English one from pairs of sentences and dictionary entries (IBM model 1, Brown et
 * al. 1993), and writes them to data/lexicon/en-vi.tsv, by which the lexical index understands questions in English
 * (src/language/dictionary.ts). Run it again only to change the collection; `--help` says how.
 */
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { englishStem } from '../../src/language/dictionary.js';
import { vietnameseLexicon } from '../../src/language/lexicon.js';
import { tokenize } from '../../src/language/vietnamese.js';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import { usageError, runProgram } from '../../src/terminal/run-program.js';

/** Machine-translated or archaic sources, whose wording is not that of news. */
const LEFT_OUT = /linux_kernel|bible|openclaw|microsoft_coop/u;
const MAX_WORDS = 50;
const MIN_USES = 4;
const ITERATIONS = 6;
const MIN_PROBABILITY = 0.06;
const MAX_TRANSLATIONS = 5;
/** Translations of function words are noise. */
const MAX_SHARE_OF_PAIRS = 0.05;

interface SentencePair {
  readonly english: Int32Array;
  readonly vietnamese: Int32Array;
}

/** Numbers for words, in the order in which they are first seen. */
class Vocabulary {
  readonly words: string[] = [];
  readonly uses: number[] = [];
  private readonly numbers = new Map<string, number>();

  number(word: string): number {
    let number = this.numbers.get(word);
    if (number === undefined) {
      number = this.words.length;
      this.numbers.set(word, number);
      this.words.push(word);
      this.uses.push(0);
    }
    this.uses[number] = (this.uses[number] ?? 0) + 1;
    return number;
  }
}

const lexicon = vietnameseLexicon();

/** Vietnamese words of one or two syllables: neighbours that the lexicon knows as one word are joined. */
function vietnameseWords(text: string): string[] {
  const tokens = tokenize(text);
  const words: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (token === undefined) break;
    const pair = next === undefined || next.afterBreak ? '' : `${token.accented} ${next.accented}`;
    if ((lexicon.pair(pair, false)?.association ?? 0) >= 0.3) {
      words.push(pair);
      at++;
    } else words.push(token.accented);
  }
  return words;
}

async function readPairs(
  input: string,
  english: Vocabulary,
  vietnamese: Vocabulary,
): Promise<SentencePair[]> {
  const pairs: SentencePair[] = [];
  for await (const line of createInterface({ input: createReadStream(input).pipe(createGunzip()) })) {
    const [source = '', en = '', vi = ''] = line.split('\t');
    if (LEFT_OUT.test(source)) continue;
    const enWords = tokenize(en).map((token) => englishStem(token.folded));
    const viWords = vietnameseWords(vi);
    if (
      enWords.length === 0 ||
      enWords.length > MAX_WORDS ||
      viWords.length === 0 ||
      viWords.length > MAX_WORDS
    )
      continue;
    pairs.push({
      english: Int32Array.from(new Set(enWords), (word) => english.number(word)),
      vietnamese: Int32Array.from(new Set(viWords), (word) => vietnamese.number(word)),
    });
  }
  return pairs;
}

/** One round of expectation–maximisation: t(vietnamese | english), by English word. */
function train(
  pairs: readonly SentencePair[],
  previous: Map<number, number>[] | null,
  words: number,
): Map<number, number>[] {
  const counts = Array.from({ length: words }, () => new Map<number, number>());
  for (const { english, vietnamese } of pairs) {
    for (const vi of vietnamese) {
      let total = 0;
      for (const en of english) total += previous === null ? 1 : (previous[en]?.get(vi) ?? 0);
      if (total === 0) continue;
      for (const en of english) {
        const share = (previous === null ? 1 : (previous[en]?.get(vi) ?? 0)) / total;
        if (share > 1e-4) counts[en]?.set(vi, (counts[en].get(vi) ?? 0) + share);
      }
    }
  }
  for (const row of counts) {
    const total = [...row.values()].reduce((sum, count) => sum + count, 0);
    for (const [vi, count] of row) {
      if (count / total < 1e-4) row.delete(vi);
      else row.set(vi, count / total);
    }
  }
  return counts;
}

const PROGRAM = {
  command: 'npm --prefix lab run build-dictionary',
  about:
    'Learns which Vietnamese words translate an English one from pairs of sentences (gzipped lines of source, English and Vietnamese, with tabs between them), and writes them to data/lexicon/en-vi.tsv.',
  operands: 'PAIRS.tsv.gz',
  options: {},
};

await runProgram(PROGRAM, async ({ operands: [input] }) => {
  if (input === undefined) throw usageError(PROGRAM, ['there is no PAIRS.tsv.gz']);
  const english = new Vocabulary();
  const vietnamese = new Vocabulary();
  const pairs = await readPairs(input, english, vietnamese);
  process.stderr.write(
    `${pairs.length} pairs, ${english.words.length} English and ${vietnamese.words.length} Vietnamese words\n`,
  );
  let translations: Map<number, number>[] | null = null;
  for (let round = 1; round <= ITERATIONS; round++) {
    translations = train(pairs, translations, english.words.length);
    process.stderr.write(`round ${round} of ${ITERATIONS}\n`);
  }
  const tooCommon = pairs.length * MAX_SHARE_OF_PAIRS;
  const lines = (translations ?? []).flatMap((row, en) => {
    const uses = english.uses[en] ?? 0;
    const word = english.words[en] ?? '';
    if (uses < MIN_USES || uses > tooCommon || !/^[a-z]{2,}$/u.test(word)) return [];
    const best = [...row]
      .filter(
        ([vi, probability]) => probability >= MIN_PROBABILITY && (vietnamese.uses[vi] ?? 0) <= tooCommon,
      )
      .sort((a, b) => b[1] - a[1])
      .slice(0, MAX_TRANSLATIONS)
      .map(([vi, probability]) => `${vietnamese.words[vi] ?? ''}=${Math.round(probability * 100)}`);
    return best.length === 0 ? [] : [`${word}\t${best.join('\t')}`];
  });
  const output = path.join(PROJECT_ROOT, 'data/lexicon/en-vi.tsv');
  await writeFile(output, `${lines.sort().join('\n')}\n`);
  process.stdout.write(`${lines.length} English words in ${output}\n`);
});
