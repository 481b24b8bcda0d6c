/** What the process of a contender can be asked to do; one thing at a time. */
export type Request =
  | { readonly kind: 'build' | 'prepare' | 'open' | 'settle' | 'stored-bytes' }
  | { readonly kind: 'ask'; readonly questions: readonly string[]; readonly atMostSeconds: number }
  | { readonly kind: 'ask-at-once'; readonly questions: readonly string[] };

/** What came of asking questions, each once. */
export interface AskedQuestions {
  /** Of each question that there was time for, at least one. */
  readonly milliseconds: readonly number[];
  /** Questions that brought something. */
  readonly answered: number;
}

/** What comes back of each {@link Request}. */
export interface Results {
  /** Seconds. */
  readonly build: number;
  /** Seconds. */
  readonly prepare: number;
  /** Seconds. */
  readonly open: number;
  readonly ask: AskedQuestions;
  /** Milliseconds until the last of them is answered. */
  readonly 'ask-at-once': number;
  /** The garbage is collected, as far as the main thread can. */
  readonly settle: null;
  readonly 'stored-bytes': number | null;
}

/** What the process sends back. */
export type Reply =
  { readonly result: Results[keyof Results] } | { readonly error: string } | { readonly ready: true };
