import type { CarriedError } from '../lib/serialized-error.js';
import type { DownloadProgress } from './locate-model.js';
import type { PassageToRead, Reading } from '../reading/reader.js';
import type { LocatedModel, ResolvedModel } from './locate-model.js';

/** The first tasks of a worker, each of which comes once: a model that it is to run. */
export type OpenTask =
  /** An embedding model, for `count-tokens` and `embed`. */
  | { readonly kind: 'open'; readonly model: ResolvedModel; readonly hub: string }
  /** A question-answering model, for `read`. */
  | { readonly kind: 'open-reader'; readonly model: LocatedModel; readonly hub: string };

/** What the worker is asked to do. */
export type WorkerTask =
  | OpenTask
  | { readonly kind: 'count-tokens'; readonly texts: readonly string[] }
  | { readonly kind: 'embed'; readonly role: TextRole; readonly texts: readonly string[] }
  /** `withinMs`: milliseconds from now on after which no more passages are begun. */
  | {
      readonly kind: 'read';
      readonly question: string;
      readonly passages: readonly PassageToRead[];
      readonly withinMs: number;
    };

/** What the texts to embed are: each role has its prefix in the model profile, and queries go first. */
export type TextRole = 'query' | 'passage';

/** What is known of an embedding model once it is loaded; the fields are those of the `Embedder`. */
export interface ModelDescription {
  readonly dimensions: number;
  readonly maxTokens: number;
  readonly fingerprint: string;
}

/** What a task yields, in any number of pieces. */
export type WorkerResult =
  | { readonly kind: 'download'; readonly progress: DownloadProgress }
  | { readonly kind: 'opened'; readonly description: ModelDescription }
  | { readonly kind: 'reader-opened' }
  | { readonly kind: 'counts'; readonly counts: readonly number[] }
  /** One batch: `readings[i]` is that of the task's passage `positions[i]`. */
  | {
      readonly kind: 'readings';
      readonly positions: readonly number[];
      readonly readings: readonly Reading[];
    }
  /** One batch: row `i` of `vectors`, laid end to end, is the vector of the task's text `positions[i]`. */
  | { readonly kind: 'vectors'; readonly positions: readonly number[]; readonly vectors: Float32Array };

/** A message to the worker. */
export interface WorkerRequest {
  readonly id: number;
  readonly task: WorkerTask;
}

/** A message from the worker to the request of the same `id`: results, and at last `done` or `failed`. */
export interface WorkerReply {
  readonly id: number;
  readonly body:
    WorkerResult | { readonly kind: 'done' } | { readonly kind: 'failed'; readonly error: CarriedError };
}
