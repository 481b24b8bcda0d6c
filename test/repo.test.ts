import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { describe, expect, test } from 'vitest';
import { holdsAnswer, readGoldenQuestions } from '../scripts/evaluation/golden-questions.js';
import { ARTICLE_EXTENSIONS } from '../src/corpus/formats/file-kinds.js';
import { readCorpus } from '../src/corpus/read/read-corpus.js';
import { hasDiacritics } from '../src/language/vietnamese.js';
import { parseSettings, PROJECT_ROOT } from '../src/config/settings.js';

const inRepo = (file: string) => path.join(PROJECT_ROOT, file);
const read = (file: string) => readFileSync(inRepo(file), 'utf8');

describe('.env.example', () => {
  const uncommented = parse(read('.env.example').replace(/^#(?=[A-Z_]+=)/gmu, ''));
  /** What the system sets for every program. */
  const ofTheSystem = ['LC_ALL', 'LC_MESSAGES', 'LANG'];

  test('lists every setting, and nothing else', () => {
    const asked: string[] = [];
    parseSettings(
      new Proxy<Record<string, string>>(
        {},
        {
          get(_, name) {
            asked.push(String(name));
            return undefined;
          },
        },
      ),
    );
    const settings = asked.filter((name) => !ofTheSystem.includes(name));
    expect(settings.length).toBeGreaterThan(0);
    expect(Object.keys(uncommented).sort()).toEqual(settings.sort());
  });

  test('shows the value that a setting has when it is left out', () => {
    expect(parseSettings(uncommented)).toEqual(parseSettings({}));
  });
});

test.each(['README.md', 'README.vi.md'])('%s lists every kind of file that is read', (file) => {
  for (const extension of ARTICLE_EXTENSIONS) expect(read(file)).toContain(`\`${extension}\``);
});

test.each(['package-lock.json', 'lab/package-lock.json'])('%s ties the install to no registry', (file) => {
  expect(read(file)).not.toMatch(/"resolved":|https?:\/\/[^"]*\.tgz/u);
});

describe('data/eval/articles.jsonl', async () => {
  const golden = await readGoldenQuestions(inRepo('data/eval/articles.jsonl'));
  const { articles, problems } = await readCorpus(inRepo('data/articles'));
  const textOf = new Map(articles.map((article) => [article.path, article.text]));
  const inLanguage = (lang: string) => golden.filter((question) => question.lang === lang);

  test('has enough questions of every kind', () => {
    expect(golden.length).toBeGreaterThanOrEqual(100);
    expect(inLanguage('vi').length).toBeGreaterThanOrEqual(40);
    expect(inLanguage('vi-unaccented').length).toBeGreaterThanOrEqual(20);
    expect(inLanguage('en').length).toBeGreaterThanOrEqual(15);
    expect(inLanguage('slang').length).toBeGreaterThanOrEqual(10);
    expect(golden.filter(({ answers }) => answers.length === 0).length).toBeGreaterThanOrEqual(15);
  });

  test('names and asks nothing twice', () => {
    expect(new Set(golden.map(({ id }) => id)).size).toBe(golden.length);
    expect(new Set(golden.map(({ question }) => question)).size).toBe(golden.length);
  });

  test('asks in the spelling that it says', () => {
    expect(inLanguage('vi-unaccented').filter(({ question }) => hasDiacritics(question))).toEqual([]);
    expect(inLanguage('vi').filter(({ question }) => !hasDiacritics(question))).toEqual([]);
  });

  test('has an answer in each shipped article that it names, and names one wherever there is an answer', () => {
    expect(problems).toEqual([]);
    for (const { id, articles: named, answers } of golden) {
      const shipped = named.filter((file) => textOf.has(file));
      expect({ id, answerable: shipped.length > 0 }).toEqual({ id, answerable: answers.length > 0 });
      for (const file of shipped) {
        const found = holdsAnswer(textOf.get(file) ?? '', answers);
        expect({ id, file, found }).toEqual({ id, file, found: true });
      }
      if (answers.length === 0) expect({ id, named }).toEqual({ id, named: [] });
    }
  });
});

const ORIGINALS = inRepo('../shared/articles');

describe.runIf(existsSync(ORIGINALS) && existsSync(inRepo('.git')))('the original articles', async () => {
  /** So many words in a row are a copy, not a coincidence. */
  const RUN = 12;
  const { articles } = existsSync(ORIGINALS) ? await readCorpus(ORIGINALS) : { articles: [] };

  const wordsOf = (text: string) =>
    (
      text
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).join(' ');
  /** Every run of {@link RUN} words of what {@link wordsOf} gives. */
  const runsOf = (joined: string) => {
    const words = joined.split(' ');
    return words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(' '));
  };

  test('are nowhere in the repo, but for their titles', () => {
    const originals = new Set(
      articles.flatMap(({ path: file }) => runsOf(wordsOf(readFileSync(path.join(ORIGINALS, file), 'utf8')))),
    );
    expect(originals.size).toBeGreaterThan(1000);
    const titles = articles.map(({ title }) => wordsOf(title));
    expect(titles).not.toContain('');
    const copiedRuns = (text: string) => {
      const besideTitles = titles.reduce((words, title) => words.replaceAll(title, '|'), wordsOf(text));
      return runsOf(besideTitles).filter((run) => originals.has(run));
    };

    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: PROJECT_ROOT,
      encoding: 'utf8',
    });
    const files = listed.split('\0').filter((file) => file !== '' && existsSync(inRepo(file)));
    expect(files).toContain('package.json');
    const copies = files
      .filter((file) => statSync(inRepo(file)).isFile())
      .map((file) => ({ file, text: read(file) }))
      .filter(({ text }) => !text.includes('\0'))
      .flatMap(({ file, text }) => copiedRuns(text).map((run) => ({ file, run })));
    expect(copies).toEqual([]);
  });
});
