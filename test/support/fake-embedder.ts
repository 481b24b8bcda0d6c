import { createHash } from 'node:crypto';
import type { Embedder } from '../../src/embedding/embedder.js';

/** Vectors without meaning: equal for equal texts and names, else unrelated. Remembers what it has embedded. */
export class FakeEmbedder implements Pick<Embedder, 'dimensions' | 'fingerprint' | 'name' | 'embedPassages'> {
  readonly dimensions = 8;
  readonly name: string;
  readonly fingerprint: string;
  readonly embedded: string[] = [];

  constructor(name = 'fake') {
    this.name = name;
    this.fingerprint = `fingerprint of ${name}`;
  }

  embedPassages(texts: readonly string[], onProgress?: (done: number) => void): Promise<Float32Array[]> {
    this.embedded.push(...texts);
    onProgress?.(texts.length);
    return Promise.resolve(texts.map((text) => this.vector(text)));
  }

  /** The vector of one text. */
  vector(text: string): Float32Array {
    const bytes = createHash('sha256').update(this.name).update(text).digest().subarray(0, this.dimensions);
    return unit([...bytes].map((byte) => byte - 127.5));
  }
}

/** The vector of length 1 in the direction of `values`. */
export function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}
