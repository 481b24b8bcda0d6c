import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { messageOf, UserError } from '../../src/lib/errors.js';
import { readGoldenQuestions } from './golden-questions.js';

/** A question with the words that answer it. */
export interface ReadingQuestion {
  readonly id: string;
  /** Language and way of typing, where the set says so; null where the question itself tells. */
  readonly group: string | null;
  readonly question: string;
  /** Alternatives; empty where no text of the set answers. */
  readonly answers: readonly string[];
}

/** A set of questions and the texts that they are asked of. */
export interface ReadingSet {
  readonly name: string;
  readonly questions: readonly ReadingQuestion[];
  /**
   * Writes the texts into an empty folder, an article each; null where they lie in a folder already.
   */
  readonly articles: readonly WrittenArticle[] | string;
}

interface WrittenArticle {
  readonly title: string;
  readonly text: string;
}

const answers = z.array(z.object({ text: z.string() }));
/** https://rajpurkar.github.io/SQuAD-explorer: version 1.1 has no `is_impossible`. */
const squad = z.object({
  data: z.array(
    z.object({
      title: z.string().default(''),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              id: z.coerce.string(),
              question: z.string(),
              is_impossible: z.boolean().default(false),
              answers: answers.default([]),
            }),
          ),
        }),
      ),
    }),
  ),
});
/** A context a line. */
const context = z.object({
  title: z.string().nullish(),
  context: z.string(),
  questions: z.array(z.object({ q: z.string(), answers })),
});

const FORMS =
  'Give a file in SQuAD format (.json), one of contexts (.jsonl, .jsonl.gz), or a folder with questions.jsonl and articles/.';

/**
 * Reads questions with their texts: SQuAD 1.1 or 2.0; a context a line, `{title, context, questions: [{q, answers: [{text}]}]}`; or a
 * folder of golden questions (data/eval/README.md) with their articles beside.
 *
 * @throws {@link UserError} `usage`, naming what is wrong
 */
export async function readReadingSet(location: string): Promise<ReadingSet> {
  const name = path.basename(path.resolve(location));
  const entries = await readdir(location).catch(() => null);
  if (entries !== null) return await readGoldenSet(location, name);
  const text = await readText(location);
  if (/\.jsonl(?:\.gz)?$/u.test(location)) return contextSet(text, name, location);
  const { data } = parsed(squad, text, location);
  const paragraphs = data.flatMap(({ title, paragraphs: some }) =>
    some.map((one) => ({ ...one, title: title.replaceAll('_', ' ') })),
  );
  return {
    name,
    articles: paragraphs.map(({ title, context: told }) => ({ title, text: told })),
    questions: paragraphs.flatMap(({ qas }) =>
      qas.map(({ id, question, is_impossible, answers: told }) => ({
        id,
        group: null,
        question,
        answers: is_impossible ? [] : textsOf(told),
      })),
    ),
  };
}

/**
 * The folder of a set's articles.
 *
 * @param scratch - where texts that are no files yet are written
 */
export async function articlesFolder({ articles }: ReadingSet, scratch: string): Promise<string> {
  if (typeof articles === 'string') return articles;
  await mkdir(scratch, { recursive: true });
  await Promise.all(
    articles.map(({ title, text }, at) => {
      const front = title === '' ? '' : `---\ntitle: ${JSON.stringify(title)}\n---\n\n`;
      return writeFile(path.join(scratch, `${String(at).padStart(6, '0')}.md`), `${front}${text}\n`);
    }),
  );
  return scratch;
}

async function readGoldenSet(folder: string, name: string): Promise<ReadingSet> {
  const golden = await readGoldenQuestions(path.join(folder, 'questions.jsonl'));
  return {
    name,
    articles: path.join(folder, 'articles'),
    questions: golden.map(({ id, lang, question, answers: told }) => ({
      id,
      group: lang,
      question,
      answers: told,
    })),
  };
}

function contextSet(text: string, name: string, location: string): ReadingSet {
  const contexts = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => parsed(context, line, `${location}, line ${at + 1}`));
  return {
    name,
    articles: contexts.map(({ title, context: told }) => ({ title: title ?? '', text: told })),
    questions: contexts.flatMap(({ questions }, at) =>
      questions.map(({ q, answers: told }, which) => ({
        id: `${at}-${which}`,
        group: null,
        question: q,
        answers: textsOf(told),
      })),
    ),
  };
}

function textsOf(told: z.infer<typeof answers>): string[] {
  return [...new Set(told.map(({ text }) => text))];
}

async function readText(file: string): Promise<string> {
  try {
    const content = await readFile(file);
    return (file.endsWith('.gz') ? await promisify(gunzip)(content) : content).toString('utf8');
  } catch (cause) {
    throw new UserError('usage', `Can't read ${file}: ${messageOf(cause)}.`, FORMS, { cause });
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string, where: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const what =
      cause instanceof z.ZodError
        ? cause.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`).join('; ')
        : messageOf(cause);
    throw new UserError('usage', `${where}: ${what}.`, FORMS, { cause });
  }
}
