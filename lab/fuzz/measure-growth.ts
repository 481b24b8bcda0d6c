import type { Article } from '../../src/corpus/article.js';
import { parseArticle } from '../../src/corpus/formats/parse-article.js';
import { splitSentences } from '../../src/corpus/sentences.js';
import { englishDictionary } from '../../src/language/dictionary.js';
import { vietnameseLexicon } from '../../src/language/lexicon.js';
import { keyphrasesOf } from '../../src/retrieval/keyphrases.js';
import { analyseQuestion } from '../../src/retrieval/query/question.js';
import { asks, smallTalkIn } from '../../src/language/small-talk.js';
import { splitQuestions } from '../../src/retrieval/query/split-questions.js';
import { keyEntities } from '../../src/language/names.js';
import { tokenize } from '../../src/language/vietnamese.js';
import { printableLine } from '../../src/lib/printable.js';
import { HOSTILE_RUNS, openTexts } from '../../test/support/hostile-runs.js';

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
  /** What the text repeats, or how it begins. */
  readonly run: string;
  readonly milliseconds: number;
  readonly ratio: number;
}

/** Has every step of reading a text read long ones, and gives those whose time grows faster than the text. */
export function measureGrowth(): { readonly measured: number; readonly growing: readonly Growth[] } {
  const steps = Object.entries(STEPS);
  const [short, long] = [SHORT, LONG].map(hostileTexts);
  const pairs = (short ?? []).map((one, at) => ({ ...one, long: long?.[at]?.text ?? '' }));
  const growing = steps.flatMap(([step, work]) =>
    pairs.flatMap(({ name, text, long }): Growth[] => {
      const milliseconds = leastTime(work, long);
      if (milliseconds < MIN_MILLISECONDS) return [];
      const ratio = milliseconds / leastTime(work, text);
      return ratio > MAX_RATIO ? [{ step, run: name, milliseconds, ratio }] : [];
    }),
  );
  return { measured: steps.length * pairs.length, growing };
}

function hostileTexts(length: number): { readonly name: string; readonly text: string }[] {
  const runs = HOSTILE_RUNS.map((run) => ({ name: run, text: run.repeat(Math.ceil(length / run.length)) }));
  return [...runs, ...openTexts(length)];
}

const STEPS: Readonly<Record<string, (text: string) => unknown>> = {
  'parse .txt': (text) => parse('a.txt', text),
  'parse .md': (text) => parse('a.md', text),
  'parse .html': (text) => parse('a.html', `<p>${text}</p>`),
  'parse front matter': (text) => parse('a.md', `---\ntitle: "${text.slice(0, text.length / 2)}"\n---\nA.`),
  'parse front matter in TOML': (text) => parse('a.md', `+++\nextra = {${text}\n+++\nA.`),
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
function leastTime(work: (text: string) => unknown, text: string): number {
  const times = Array.from({ length: TIMES }, () => {
    const before = process.cpuUsage();
    work(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
