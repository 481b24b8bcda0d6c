import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../../src/lib/errors.js';
import { comparable } from '../../src/language/vietnamese.js';

const questionSchema = z.object({
  id: z.string().min(1),
  lang: z.string().min(1),
  question: z.string(),
  /** File names of the articles that tell; empty when none does. */
  articles: z.array(z.string()),
  /** Alternatives: an excerpt that holds any one of them answers. */
  answers: z.array(z.string()),
});

/** A question whose answer is known: see data/eval/README.md. */
export type GoldenQuestion = z.infer<typeof questionSchema>;

/**
 * Reads a file of golden questions, one JSON object a line.
 *
 * @throws {@link UserError} `usage`, naming the file and line that is wrong
 */
export async function readGoldenQuestions(file: string): Promise<GoldenQuestion[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(
      'usage',
      `Can't read the questions in ${file}.`,
      'Check the path given with --questions.',
      {
        cause,
      },
    );
  });
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const parsed = questionSchema.safeParse(parseJson(line));
    if (parsed.success) return [parsed.data];
    const wrong = parsed.error.issues
      .map((issue) => `${issue.path.join('.')} ${issue.message}`.trim())
      .join('; ');
    throw new UserError(
      'usage',
      `${file}, line ${at + 1}: not a question: ${wrong}.`,
      'A line is {"id", "lang", "question", "articles": [...], "answers": [...]}; see data/eval/README.md.',
    );
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** True when the excerpt holds one of the answers: case, blanks, punctuation and tone placement don't matter. */
export function holdsAnswer(excerpt: string, answers: readonly string[]): boolean {
  const text = ` ${comparable(excerpt)} `;
  return answers.some((answer) => text.includes(` ${comparable(answer)} `));
}
