/**
 * Tries ways to rank on development sets in BEIR format. Every set of Vietnamese queries is asked a second time without diacritics. The best weights are to be written into
 * FUSION_WEIGHTS of src/retrieval/fusion.ts by hand, and those of the words (--keywords) into LEXICAL_WEIGHTS of
 * src/retrieval/lexical/lexical-index.ts: after the golden questions were asked as well (npm run evaluate), and never by held-out sets.
 */
import { Application } from '../../src/application.js';
import { MAX_EXCERPT_LENGTH } from '../../src/corpus/chunk.js';
import { flag, texts, usageError, wholeNumber, runProgram } from '../../src/terminal/run-program.js';
import { FUSION_WEIGHTS } from '../../src/retrieval/fusion.js';
import { LEXICAL_WEIGHTS, type LexicalWeights } from '../../src/retrieval/lexical/lexical-index.js';
import { COMPARED, WEIGHTED, weighted } from './fusion-grid.js';
import { ScoreTable } from './score-table.js';
import { withTuningSets, type TuningSet } from './tuning-set.js';

/** Passages that lexical retrieval brings, as in the product. */
const CANDIDATES = 100;
/** What each keyword weight is multiplied by, one weight at a time. */
const FACTORS = [0.3, 0.6, 1.5, 2.5];
const LANGUAGES = ['vi', 'en'] as const;
/** What the product does now, and either of the two alone: shown however many ways are. */
const IN_USE = 'in use';
const ALWAYS = [IN_USE, 'lexical alone', 'dense alone'];

const PROGRAM = {
  command: 'npm --prefix lab run tune-fusion',
  about: 'Tries ways to rank on development sets in BEIR format, and prints nDCG at 10 of each, best last.',
  options: {
    beir: texts('DIR', 'a set to try them on; may be given several times'),
    queries: wholeNumber('queries of each set; default 400', { fallback: 400 }),
    top: wholeNumber(
      'only so many of the best ways to fuse, beside that in use and either of the two alone',
      {
        fallback: undefined,
      },
    ),
    keywords: flag('also change the weights of the words, one at a time'),
    'passage-tokens': texts('N', 'also with passages of at most so many tokens; may be given several times'),
  },
};

await runProgram(PROGRAM, async ({ settings, options: given }) => {
  if (given.beir.length === 0) throw usageError(PROGRAM, ['there is no --beir to try them on']);
  const options = { ...given, passageTokens: given['passage-tokens'].map(Number) };
  if (!options.passageTokens.every((tokens) => Number.isInteger(tokens) && tokens > 0)) {
    throw usageError(PROGRAM, ['--passage-tokens: expected a whole number from 1 on']);
  }
  const application = await Application.open(settings);
  const print = (title: string, table: ScoreTable, top?: number) =>
    process.stdout.write(`\n${title}:\n\n${table.render(top, ALWAYS)}`);
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
      if (fusion[language].size > 0) print(`Fusion, questions in ${language}`, fusion[language], options.top);
    }
    if (options.keywords) print('Lexical retrieval alone, one weight changed', keywords);
    if (options.passageTokens.length > 0) print('Passages of at most', passages);
  } finally {
    await application.close();
  }
});

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
    IN_USE,
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
