import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src/lib/errors.js';
import { fileAt, linesOf, parseLine, type FileLine } from './data-lines.js';
import { readQrels } from './qrels.js';
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
