/** Turns text into vectors. All vectors have {@link Embedder.dimensions} elements and length 1. */
export interface Embedder {
  readonly dimensions: number;
  /** Tokens that one text may hold, special tokens and the profile's prefix already taken off. */
  readonly maxTokens: number;
  /** Identity of the model: same fingerprint, same text, same vector. Changes with the weights, tokenizer or prefixes. */
  readonly fingerprint: string;
  /** Name for people, as in the setting EMBEDDING_MODEL. */
  readonly name: string;
  /** Tokens in each text by the model's own tokenizer, without special tokens. */
  countTokens(texts: readonly string[]): Promise<number[]>;
  /** One vector a text, in the order given. `onProgress` hears how many texts are done so far. */
  embedPassages(texts: readonly string[], onProgress?: (done: number) => void): Promise<Float32Array[]>;
  embedQueries(texts: readonly string[]): Promise<Float32Array[]>;
  /** Lets the model go. Calls under way reject. */
  close(): Promise<void>;
}
