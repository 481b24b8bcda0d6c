import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readGoldenQuestions } from '../scripts/evaluation/golden-questions.js';
import { overlaps } from '../src/answer/excerpt.js';
import type { Article } from '../src/corpus/article.js';
import { readCorpus } from '../src/corpus/read/read-corpus.js';
import { splitSentences } from '../src/corpus/sentences.js';
import type { IndexIdentity } from '../src/index/passage-index.js';
import { vectraStore } from '../src/index/storage/vectra-index.js';
import { PROJECT_ROOT } from '../src/config/settings.js';
import { answersOf } from './support/answer-records.js';
import { ASKED, BROKEN, HOSTILE, INVENTED, ODD_QUESTIONS } from './support/invented-articles.js';
import { programFolders } from './support/program-folders.js';
import { runScript, type ScriptRun } from './support/run-script.js';

const SHIPPED_ARTICLES = path.join(PROJECT_ROOT, 'data/articles');
/** One golden question in so many is asked: enough to see every kind of citation. */
const EVERY = 12;

const ask = (settings: Readonly<Record<string, string>>, ...args: string[]) =>
  runScript('scripts/ask.ts', { args, settings });

async function identityOf(indexDir: string): Promise<IndexIdentity | undefined> {
  return (await vectraStore(indexDir, () => new Date()).published())?.identity;
}

let articles: ReadonlyMap<string, Article>;
let questions: string[];
/** A run over all {@link questions} that found no index. */
let first: ScriptRun;
let inWords: ScriptRun;
/** A run that may only find the article about the bridge. */
let filtered: ScriptRun;
let otherModel: ScriptRun;
let identities: { readonly before: IndexIdentity | undefined; readonly after: IndexIdentity | undefined };

beforeAll(async () => {
  const { articlesDir, indexDir, root, settings } = await programFolders({
    'tram.md': INVENTED.station,
    'cau.md': INVENTED.bridge,
    'gom.md': INVENTED.pottery,
    'lu.md': HOSTILE,
    'hong.md': BROKEN,
  });
  await cp(SHIPPED_ARTICLES, articlesDir, { recursive: true });
  articles = new Map((await readCorpus(articlesDir)).articles.map((article) => [article.id, article]));

  const golden = await readGoldenQuestions(path.join(PROJECT_ROOT, 'data/eval/articles.jsonl'));
  const fromFile = [
    ...Object.values(ASKED).map(({ question }) => question),
    ...golden.filter((_, at) => at % EVERY === 0).map(({ question }) => question),
    ...ODD_QUESTIONS,
  ];
  const file = path.join(root, 'questions.txt');
  await writeFile(file, `\uFEFF${fromFile.join('\r\n')}\r\n\r\n`);
  questions = ['Ai?', ...fromFile];
  first = await ask(settings, '--json', '--file', file, 'Ai?');

  const { station, bridge, pottery, flood } = ASKED;
  const copyDir = path.join(root, 'index-copy');
  const modelDir = path.join(root, 'other-model');
  await cp(indexDir, copyDir, { recursive: true });
  await cp(path.join(PROJECT_ROOT, 'data/models/vi-en-mini'), modelDir, { recursive: true });
  // Nothing that the model does changes by this, but its fingerprint does.
  const configFile = path.join(modelDir, 'config.json');
  await writeFile(configFile, `${await readFile(configFile, 'utf8')}\n`);

  const onlyTheBridge = ['--from', '2029-11-20', '--to', '2030-12-31', '--publisher', 'bao khi tuong'];
  const severalCitations = answersOf(first).find(({ citations }) => citations.length > 1)?.question ?? '';
  const otherSettings = { ...settings, INDEX_DIR: copyDir, EMBEDDING_MODEL: modelDir };
  [inWords, filtered, otherModel] = await Promise.all([
    ask(settings, flood.question, ASKED.nowhere.question),
    ask(settings, '--json', ...onlyTheBridge, station.question, pottery.question, bridge.question),
    ask(otherSettings, '--json', '--limit', '1', station.question, severalCitations),
  ]);
  identities = { before: await identityOf(indexDir), after: await identityOf(copyDir) };
}, 180_000);

describe('npm run ask -- --json', () => {
  test('builds the index when there is none', () => {
    expect(first.stderr).toMatch(/Indexing: 100% · (\d+)\/\1 passages/u);
  });

  test('names a file that cannot be read when it builds the index, and goes on', () => {
    expect(first.stderr).toContain('✗ hong.md: ');
  });

  test('prints one answer a line, for the questions of the command line and then of the file', () => {
    expect(answersOf(first).map(({ question }) => question)).toEqual(questions);
  });

  test('prints the names that other programs rely on', () => {
    for (const answer of answersOf(first)) {
      expect(Object.keys(answer)).toEqual([
        'question',
        'answered',
        'outcome',
        'confidence',
        'lexicalOnly',
        'answer',
        'untold',
        'passedOver',
        'citations',
        'closest',
        'tookMs',
      ]);
      expect(answer.tookMs).toBeGreaterThanOrEqual(0);
      for (const citation of answer.citations) {
        expect(Object.keys(citation)).toEqual([
          'n',
          'excerpt',
          'start',
          'end',
          'answerSpan',
          'score',
          'article',
        ]);
        expect(citation.score).toBeGreaterThan(0);
        expect(citation.score).toBeLessThanOrEqual(1);
      }
    }
    expect(answersOf(first)[1]?.citations[0]?.article).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{12}$/u) as string,
      path: 'tram.md',
      title: 'Trạm khí tượng Hòn Mây có trạm trưởng mới',
      publisher: 'Báo Khí Tượng',
      author: 'Tạ Nghiêm',
      publishedAt: '2031-03-05',
      url: 'https://example.org/hon-may',
    });
  });

  test.each([ASKED.station, ASKED.bridge, ASKED.pottery, ASKED.flood])(
    'answers what an article tells: $question',
    ({ question, answer }) => {
      const found = answersOf(first).find((record) => record.question === question);
      expect(found).toMatchObject({ answered: true, closest: null });
      expect(found?.answer).toContain(answer);
      expect(found?.answer).toMatch(/ \[1\]$/mu);
      expect(found?.citations[0]?.excerpt).toContain(answer);
    },
  );

  test('names the nearest article when the articles do not tell', () => {
    const refused = answersOf(first).filter(({ answered }) => !answered);
    expect(refused.map(({ question }) => question)).toContain(ASKED.nowhere.question);
    for (const { question, answer, citations, closest } of refused) {
      expect({ question, answer, citations }).toEqual({ question, answer: '', citations: [] });
      // Only a question without a word has no nearest article.
      if (closest === null) expect(question).not.toMatch(/\p{L}/u);
      else expect(articles.get(closest.article.id)?.path).toBe(closest.article.path);
    }
  });

  test('cites whole sentences of the cleaned text, numbered, 700 characters at most, no place twice', () => {
    const answered = answersOf(first).filter((answer) => answer.answered);
    expect(answered.some(({ citations }) => citations.length > 1)).toBe(true);
    for (const { citations } of answered) {
      expect(citations.map(({ n }) => n)).toEqual(citations.map((_, at) => at + 1));
      for (const [at, citation] of citations.entries()) {
        const text = articles.get(citation.article.id)?.text ?? '';
        const sentences = splitSentences(text);
        expect(citation.excerpt).toBe(text.slice(citation.start, citation.end));
        expect(citation.excerpt.length).toBeLessThanOrEqual(700);
        expect(sentences.map(({ start }) => start)).toContain(citation.start);
        expect(sentences.map(({ end }) => end)).toContain(citation.end);
        const others = citations.slice(at + 1).filter(({ article }) => article.id === citation.article.id);
        expect(others.filter((other) => overlaps(citation, other))).toEqual([]);
      }
    }
  });

  test('says of a question without a word that the articles do not tell', () => {
    const odd = answersOf(first).filter(({ question }) => !/\p{L}/u.test(question));
    expect(odd.length).toBeGreaterThan(0);
    for (const { answered } of odd) expect(answered).toBe(false);
  });

  test('keeps to --from and --to, both included, and to --publisher, written without diacritics', () => {
    // The station's article is of that publisher but later, the pottery's of those days but another publisher's.
    const [station, pottery, bridge] = answersOf(filtered);
    expect(station).toMatchObject({ answered: false, closest: { article: { path: 'cau.md' } } });
    expect(pottery).toMatchObject({ answered: false, closest: { article: { path: 'cau.md' } } });
    expect(bridge).toMatchObject({ answered: true });
    expect(new Set(bridge?.citations.map(({ article }) => article.path))).toEqual(new Set(['cau.md']));
  });

  test('keeps to --limit', () => {
    expect(answersOf(otherModel).map(({ citations }) => citations.length)).toEqual([1, 1]);
  });

  test('rebuilds an index of another model before it asks it', () => {
    expect(otherModel.stderr).toMatch(/Indexing: 100% · (\d+)\/\1 passages/u);
    expect(answersOf(otherModel)[0]?.answer).toContain(ASKED.station.answer);
    expect(identities.before?.modelName).toBe('vi-en-mini');
    expect(identities.after?.modelFingerprint).toMatch(/^[0-9a-f]{64}$/u);
    expect(identities.after?.modelFingerprint).not.toBe(identities.before?.modelFingerprint);
  });
});

describe('npm run ask', () => {
  test('shows answers with their sources, and embeds nothing when there is an index', () => {
    const { station, nowhere, flood } = ASKED;
    expect(inWords).toMatchObject({ exitCode: 0, stderr: '' });
    const [, answered = '', refused = ''] = inWords.stdout.split('❯ ');
    expect(answered.startsWith(flood.question)).toBe(true);
    expect(answered).toContain(flood.answer);
    expect(answered).not.toContain(station.answer);
    expect(refused.startsWith(nowhere.question)).toBe(true);
  });

  test('lets no escape sequence of an article through to the terminal', () => {
    expect(inWords.stdout).toContain('lũ quét Suối Ngà');
    expect(inWords.stdout).toContain('Đài Suối Ngà');
    // Line feeds aside, none of the characters that a terminal acts on.
    expect(inWords.stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
