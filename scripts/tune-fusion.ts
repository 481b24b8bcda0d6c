/**
 * Tries ways to rank on development sets in BEIR format, and prints nDCG at 10 of each, best last:
 *
 *     npx tsx scripts/tune-fusion.ts --beir DIR [--beir DIR …] [--queries 400] [--keywords] [--passage-tokens 100,160,220]
 *
 * Every set of Vietnamese queries is asked a second time without diacritics. The best weights are to be written into
 * FUSION_WEIGHTS of src/retrieval/fusion.ts by hand, and those of the words (--keywords) into LEXICAL_WEIGHTS of
 * src/retrieval/lexical/lexical-index.ts: after the golden questions were asked as well (npm run evaluate), and never by held-out sets.
 */
import { parseArgs } from 'node:util';
import { Application } from '../src/application.js';
import { MAX_EXCERPT_LENGTH } from '../src/corpus/chunk/passages.js';
import { UserError } from '../src/lib/errors.js';
import { runProgram } from '../src/terminal/run-program.js';
import { FUSION_WEIGHTS } from '../src/retrieval/fusion.js';
import { LEXICAL_WEIGHTS, type LexicalWeights } from '../src/retrieval/lexical/lexical-index.js';
import type { Settings } from '../src/config/settings.js';
import { COMPARED, WEIGHTED, weighted } from './evaluation/fusion-grid.js';
import { ScoreTable } from './evaluation/score-table.js';
import { withTuningSets, type TuningSet } from './evaluation/tuning-set.js';

/** Passages that lexical retrieval brings, as in the product. */
const CANDIDATES = 100;
/** What each keyword weight is multiplied by, one weight at a time. */
const FACTORS = [0.3, 0.6, 1.5, 2.5];
const LANGUAGES = ['vi', 'en'] as const;

function readOptions() {
  const { values } = parseArgs({
    options: {
      beir: { type: 'string', multiple: true, default: [] },
      queries: { type: 'string', default: '400' },
      keywords: { type: 'boolean', default: false },
      'passage-tokens': { type: 'string', default: '' },
    },
  });
  if (values.beir.length === 0) {
    throw new UserError('usage', 'There is no set to tune on.', 'Name folders with --beir DIR.');
  }
  const passageTokens = values['passage-tokens'].split(',').filter((tokens) => tokens !== '');
  for (const [option, number] of [
    ['queries', values.queries],
    ...passageTokens.map((tokens) => ['passage-tokens', tokens] as const),
  ] as const) {
    if (/^[1-9]\d*$/u.test(number)) continue;
    throw new UserError('usage', `--${option}: ${number} is no whole number above 0.`, 'Use digits alone.');
  }
  return { ...values, queries: Number(values.queries), passageTokens: passageTokens.map(Number) };
}

async function main(settings: Settings): Promise<void> {
  const options = readOptions();
  const application = await Application.open(settings);
  const print = (title: string, table: ScoreTable) =>
    process.stdout.write(`\n${title}\n${table.lines().join('\n')}\n`);
  try {
    const fusion = { vi: new ScoreTable(), en: new ScoreTable() };
    const keywords = new ScoreTable();
    const passages = new ScoreTable();
    for (const folder of options.beir) {
      await withTuningSets(application, folder, options, (set) => {
        process.stderr.write(`Trying ${set.name}\n`);
        tryFusions(set, fusion[set.language]);
        if (options.keywords) tryLexicalWeights(set, keywords);
      });
      for (const maxTokens of options.passageTokens) {
        // As many more characters as tokens, so that the one limit does not hide the other.
        const chunking = { maxTokens, maxLength: Math.max(MAX_EXCERPT_LENGTH, maxTokens * 5) };
        await withTuningSets(application, folder, { ...options, chunking }, (set) => {
          tryPassages(set, `${maxTokens} tokens`, passages);
        });
      }
    }
    for (const language of LANGUAGES) {
      if (fusion[language].size > 0) print(`Fusion, questions in ${language}`, fusion[language]);
    }
    if (options.keywords) print('Lexical retrieval alone, one weight changed', keywords);
    if (options.passageTokens.length > 0) print('Passages of at most', passages);
  } finally {
    await application.close();
  }
}

function tryFusions(set: TuningSet, table: ScoreTable): void {
  for (const { name, rank } of [...COMPARED, ...WEIGHTED]) {
    table.add(
      name,
      set.name,
      set.measure(({ results, features }) => rank(results, features)),
    );
  }
  const { rank } = weighted(FUSION_WEIGHTS[set.language]);
  table.add(
    'in use',
    set.name,
    set.measure(({ results, features }) => rank(results, features)),
  );
}

function tryLexicalWeights(set: TuningSet, table: ScoreTable): void {
  table.add('in use', set.name, set.measureLexical(LEXICAL_WEIGHTS, CANDIDATES));
  for (const name of Object.keys(LEXICAL_WEIGHTS) as (keyof LexicalWeights)[]) {
    for (const factor of FACTORS) {
      const weights = { ...LEXICAL_WEIGHTS, [name]: LEXICAL_WEIGHTS[name] * factor };
      table.add(`${name} ${weights[name].toFixed(2)}`, set.name, set.measureLexical(weights, CANDIDATES));
    }
  }
}

function tryPassages(set: TuningSet, name: string, table: ScoreTable): void {
  const { rank } = weighted(FUSION_WEIGHTS[set.language]);
  const results = {
    lexical: set.measure((query) => query.results.lexical),
    dense: set.measure((query) => query.results.dense),
    hybrid: set.measure((query) => rank(query.results, query.features)),
  };
  for (const [retriever, score] of Object.entries(results))
    table.add(`${name}, ${retriever}`, set.name, score);
}

await runProgram(main);
