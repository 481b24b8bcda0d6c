import { UserError } from '../../src/lib/errors.js';
import { fileAt, linesOf, type FileLine } from './data-lines.js';
import type { Judgements } from './ranking-measures.js';

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
export async function readQrels(
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
