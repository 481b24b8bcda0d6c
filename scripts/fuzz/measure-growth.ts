import type { Article } from '../../src/corpus/article.js';
import { parseArticle } from '../../src/corpus/formats/parse-article.js';
import { splitSentences } from '../../src/corpus/chunk/sentences.js';
import { englishDictionary } from '../../src/language/dictionary.js';
import { vietnameseLexicon } from '../../src/language/lexicon.js';
import { keyphrasesOf } from '../../src/retrieval/keyphrases.js';
import { analyseQuestion } from '../../src/retrieval/query/question.js';
import { asks, smallTalkIn } from '../../src/language/small-talk.js';
import { splitQuestions } from '../../src/retrieval/query/split-questions.js';
import { keyEntities } from '../../src/language/names.js';
import { tokenize } from '../../src/language/vietnamese.js';
import { printableLine } from '../../src/lib/printable.js';
import { HOSTILE_RUNS } from './hostile-runs.js';

/** Lengths in UTF-16 units that are compared. */
const [SHORT, LONG] = [20_000, 40_000] as const;
/** Each is measured so often, and the least counts: the others were disturbed. */
const TIMES = 4;
/** Milliseconds below which a time says nothing. */
const MIN_MILLISECONDS = 40;
/** Twice as much text takes twice the time if that is linear, and four times if it is quadratic. */
const MAX_RATIO = 3;

/** Something that takes more than its share of time for a long text. */
interface Growth {
  readonly step: string;
  /** What the text repeats. */
  readonly run: string;
  readonly milliseconds: number;
  readonly ratio: number;
}

/** Has every step of reading a text read long runs, and gives those whose time grows faster than the text. */
export function measureGrowth(): { readonly measured: number; readonly growing: readonly Growth[] } {
  const steps = Object.entries(STEPS);
  const growing = steps.flatMap(([step, work]) =>
    HOSTILE_RUNS.flatMap((run): Growth[] => {
      const [short, milliseconds] = [SHORT, LONG].map((length) => leastTime(work, run, length));
      if (short === undefined || milliseconds === undefined || milliseconds < MIN_MILLISECONDS) return [];
      const ratio = milliseconds / short;
      return ratio > MAX_RATIO ? [{ step, run, milliseconds, ratio }] : [];
    }),
  );
  return { measured: steps.length * HOSTILE_RUNS.length, growing };
}

const STEPS: Readonly<Record<string, (text: string) => unknown>> = {
  'parse .txt': (text) => parse('a.txt', text),
  'parse .md': (text) => parse('a.md', text),
  'parse .html': (text) => parse('a.html', `<p>${text}</p>`),
  'parse front matter': (text) => parse('a.md', `---\ntitle: "${text.slice(0, text.length / 2)}"\n---\nA.`),
  'split sentences': splitSentences,
  tokenize,
  'find keyphrases': (text) => keyphrasesOf([{ ...NO_ARTICLE, title: text, text }], vietnameseLexicon()),
  'find names': (text) => keyEntities(text, vietnameseLexicon()),
  'part the questions of a message': (text) => [asks(text), smallTalkIn(text), splitQuestions(text)],
  'understand a question': (text) =>
    analyseQuestion(text, { lexicon: vietnameseLexicon(), dictionary: englishDictionary() }),
  'make printable': printableLine,
};

const NO_ARTICLE: Article = {
  id: '0',
  path: 'a.md',
  title: '',
  publisher: null,
  author: null,
  publishedAt: null,
  publishedAtInferred: false,
  url: null,
  originalTitle: null,
  text: '',
  contentHash: '',
};

function parse(path: string, text: string): unknown {
  return parseArticle(path, { bytes: Buffer.from(text), contentHash: '' });
}

/** CPU time, in milliseconds. */
function leastTime(work: (text: string) => unknown, run: string, length: number): number {
  const text = run.repeat(Math.ceil(length / run.length));
  const times = Array.from({ length: TIMES }, () => {
    const before = process.cpuUsage();
    work(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
