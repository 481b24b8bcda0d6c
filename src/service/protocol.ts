import type { CitedAnswer } from '../answer/answer-types.js';
import type { Article } from '../corpus/article.js';
import type { IndexLocation } from '../index/index-location.js';
import type { Reading as Readings } from '../answer/answer.js';
import type { IndexIdentity } from '../index/passage-index.js';
import type { PassageToRead, Reading } from '../reading/reader.js';
import type { SearchResult } from '../retrieval/hybrid-retriever.js';
import type { AskOptions, Catalogue } from './answer-service-port.js';
import type { CarriedError } from '../lib/serialized-error.js';

/** What a thread is asked, as plain data. `open` comes first and once. */
export type Call =
  /** `identity`: what the index must have been built with. */
  | { readonly kind: 'open'; readonly location: IndexLocation; readonly identity: IndexIdentity }
  | { readonly kind: 'answer'; readonly text: string; readonly options: AskOptions }
  | { readonly kind: 'search'; readonly text: string; readonly options: AskOptions }
  | { readonly kind: 'article'; readonly id: string };

/** A catalogue whose phrases are not known yet. */
export type OpenedIndex = Omit<Catalogue, 'phrases'>;

/** What a call of each kind gives. */
export interface CallResults {
  readonly open: OpenedIndex;
  readonly answer: CitedAnswer;
  readonly search: SearchResult;
  readonly article: Article | null;
}

/** A call of one kind. */
export type CallOf<Kind extends Call['kind']> = Extract<Call, { kind: Kind }>;

/** What a call of any kind gives. */
export type CallResult = CallResults[Call['kind']];

/** How something that was asked for ended. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CarriedError };

/** What a thread is started with, as its `workerData`. */
export interface ThreadData {
  /** How passages are read, by a reader that is to be asked; null where they are only found. */
  readonly reading: Omit<Readings, 'reader'> | null;
}

/** A message to the thread. Each side numbers what it asks for. */
export type ToThread =
  | { readonly kind: 'call'; readonly id: number; readonly call: Call }
  /** To the `embed` of the same number: one vector a text. */
  | { readonly kind: 'embedded'; readonly id: number; readonly outcome: Outcome<Float32Array[]> }
  /** To the `read` of the same number: one reading a passage. */
  | {
      readonly kind: 'was-read';
      readonly id: number;
      readonly outcome: Outcome<readonly (Reading | null)[]>;
    };

/** A message from the thread. */
export type FromThread =
  /** To the `call` of the same number. */
  | { readonly kind: 'done'; readonly id: number; readonly outcome: Outcome<CallResult> }
  /** {@link Catalogue.phrases} of the index opened: once, some time after `open` is done. */
  | { readonly kind: 'phrases'; readonly phrases: readonly string[] }
  /** Query vectors are wanted: the model lives elsewhere. */
  | { readonly kind: 'embed'; readonly id: number; readonly texts: readonly string[] }
  /** Readings are wanted: the reader lives elsewhere, too. */
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly question: string;
      readonly passages: readonly PassageToRead[];
      readonly withinMs: number;
    };
