import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { messageOf, UserError } from '../../src/lib/errors.js';
import { hasRelevant, type Judgements } from './ranking-measures.js';

const documentSchema = z.object({ _id: z.string().min(1), title: z.string().default(''), text: z.string() });
const querySchema = z.object({ _id: z.string().min(1), text: z.string() });

/** One document of a {@link BeirSet}, to be found whole. */
export interface BeirDocument {
  readonly id: string;
  /** Empty where there is none. */
  readonly title: string;
  readonly text: string;
}

/** A query with at least one relevant document. */
export interface BeirQuery {
  readonly id: string;
  readonly text: string;
  readonly judgements: Judgements;
}

/** A test collection as the BEIR benchmark keeps it. */
export interface BeirSet {
  readonly documents: readonly BeirDocument[];
  /** The queries that say something about a ranking; others of the file are left out. */
  readonly queries: readonly BeirQuery[];
}

/**
 * Reads a folder in BEIR format: `corpus.jsonl` with `_id`, `title` and `text` a line, `queries.jsonl` with `_id` and `text`,
 * and `qrels/test.tsv` with a header and query id, document id and relevance between tabs.
 *
 * @throws {@link UserError} `usage`, naming the file and line that is wrong
 */
export async function readBeirFolder(folder: string): Promise<BeirSet> {
  const files = {
    corpus: path.join(folder, 'corpus.jsonl'),
    queries: path.join(folder, 'queries.jsonl'),
    qrels: path.join(folder, 'qrels', 'test.tsv'),
  };
  const documents = await readEntries(files.corpus, documentSchema, '{"_id", "title", "text"}');
  const queries = await readEntries(files.queries, querySchema, '{"_id", "text"}');
  const qrels = await readQrels(files.qrels, {
    documents: { ids: documents, file: files.corpus },
    queries: { ids: queries, file: files.queries },
  });
  const judged = [...queries.values()].flatMap(({ _id, text }): BeirQuery[] => {
    const judgements = qrels.get(_id) ?? new Map<string, number>();
    return hasRelevant(judgements) ? [{ id: _id, text, judgements }] : [];
  });
  if (judged.length === 0) {
    throw new UserError(
      'usage',
      `${files.qrels}: no query has a relevant document, so there is nothing to measure.`,
      'At least one line needs a score of 1 or more.',
    );
  }
  return {
    documents: [...documents.values()].map(({ _id, ...document }) => ({ id: _id, ...document })),
    queries: judged,
  };
}

/** The lines of a JSON Lines file by `_id`, in their order. */
async function readEntries<Entry extends { readonly _id: string }>(
  file: string,
  schema: z.ZodType<Entry>,
  form: string,
): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const firstLines = new Map<string, FileLine>();
  for (const line of await linesOf(file)) {
    const entry = parseLine(line, schema, form);
    const first = firstLines.get(entry._id);
    if (first !== undefined) {
      throw new UserError(
        'usage',
        `${fileAt(line)}: the _id ${JSON.stringify(entry._id)} stands in line ${first.number} already.`,
        'Every _id may stand in a file once: take out or rename one of the two.',
      );
    }
    firstLines.set(entry._id, line);
    entries.set(entry._id, entry);
  }
  if (entries.size === 0) {
    throw new UserError('usage', `${file} is empty.`, `It needs lines of ${form}.`);
  }
  return entries;
}

/** What ids may stand in a column, and the file that lists them. */
interface KnownIds {
  readonly ids: Pick<ReadonlySet<string>, 'has'>;
  readonly file: string;
}

const FORM = 'A line is a query id, a document id and a whole number, with tabs between them.';
const WHOLE_NUMBER = /^[+-]?\d+$/u;

/**
 * Reads relevance judgements, by query: a header line, then query id, document id and relevance between tabs. Ids may hold
 * blanks.
 *
 * @throws {@link UserError} `usage`, naming the line that is wrong
 */
async function readQrels(
  file: string,
  known: Readonly<Record<'queries' | 'documents', KnownIds>>,
): Promise<ReadonlyMap<string, Judgements>> {
  const [header, ...lines] = await linesOf(file);
  if (header === undefined) throw new UserError('usage', `${file} is empty.`, FORM);
  if (WHOLE_NUMBER.test(columnsOf(header)[2])) {
    throw new UserError(
      'usage',
      `${fileAt(header)}: a judgement stands where the header should.`,
      'Begin the file with the line "query-id corpus-id score", with tabs between the names.',
    );
  }
  const qrels = new Map<string, Map<string, number>>();
  for (const line of lines) {
    const [query, document, relevance] = columnsOf(line);
    expectKnown(line, 'query', query, known.queries);
    expectKnown(line, 'document', document, known.documents);
    if (!WHOLE_NUMBER.test(relevance)) {
      throw new UserError(
        'usage',
        `${fileAt(line)}: the score ${JSON.stringify(relevance)} is no whole number.`,
        FORM,
      );
    }
    const judgements = qrels.get(query) ?? new Map<string, number>();
    if (judgements.has(document)) {
      throw new UserError(
        'usage',
        `${fileAt(line)}: the document ${JSON.stringify(document)} is judged for the query ${JSON.stringify(query)} already.`,
        'Take out one of the two lines.',
      );
    }
    qrels.set(query, judgements.set(document, Number(relevance)));
  }
  return qrels;
}

function columnsOf(line: FileLine): [string, string, string] {
  const columns = line.text.split('\t');
  const [query, document, relevance] = columns;
  if (query === undefined || document === undefined || relevance === undefined || columns.length > 3) {
    throw new UserError('usage', `${fileAt(line)}: ${columns.length} columns instead of 3.`, FORM);
  }
  return [query, document, relevance.trim()];
}

function expectKnown(line: FileLine, what: string, id: string, { ids, file }: KnownIds): void {
  if (ids.has(id)) return;
  throw new UserError(
    'usage',
    `${fileAt(line)}: there is no ${what} ${JSON.stringify(id)} in ${file}.`,
    `Take out the line, or add the ${what}.`,
  );
}

/** A line of a file that holds one entry a line. */
interface FileLine {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The place of a line, for messages. */
function fileAt({ file, number }: FileLine): string {
  return `${file}, line ${number}`;
}

/**
 * The lines of a file that are not blank.
 *
 * @throws {@link UserError} `usage` when the file can't be read
 */
async function linesOf(file: string): Promise<FileLine[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(
      'usage',
      `Can't read ${file}: ${messageOf(cause)}.`,
      'The folder given with --beir needs corpus.jsonl, queries.jsonl and qrels/test.tsv.',
      { cause },
    );
  });
  return text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .map((line, at) => ({ file, number: at + 1, text: line }))
    .filter((line) => line.text.trim() !== '');
}

/**
 * The JSON object of a line.
 *
 * @param form - what a line looks like, for the hint
 * @throws {@link UserError} `usage` when it is none, or lacks a field
 */
function parseLine<Entry>(line: FileLine, schema: z.ZodType<Entry>, form: string): Entry {
  const parsed = schema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim());
  throw new UserError('usage', `${fileAt(line)}: ${wrong.join('; ')}.`, `Each line is one ${form}.`);
}

function parseJson(line: FileLine): unknown {
  try {
    return JSON.parse(line.text);
  } catch (cause) {
    throw new UserError(
      'usage',
      `${fileAt(line)}: not JSON: ${messageOf(cause)}.`,
      'Each line is one JSON object.',
      {
        cause,
      },
    );
  }
}
