import type { CorpusProblem } from './article.js';

/** What is wrong with a file, before it is known which file it is. */
export type FileProblem = Omit<CorpusProblem, 'path'>;

/** A value, or why there is none. A bad file is expected, so it is never thrown. */
export type Outcome<Value, Problem = FileProblem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

/** The outcome that holds `value`. */
export function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** The outcome that says what is wrong and how to mend it. */
export function fail(message: string, hint: string): { readonly ok: false; readonly problem: FileProblem } {
  return { ok: false, problem: { message, hint } };
}
