import path from 'node:path';
import onnxruntime, { type InferenceSession, type Tensor } from 'onnxruntime-node';

/** What a model is given for a batch of texts. */
export interface NetworkInput {
  /** Token ids of each text. */
  readonly ids: readonly (readonly number[])[];
  /** The segment of each token, for models that know segments; the first when left out. */
  readonly segments?: readonly (readonly number[])[];
  /** Token id that fills up a row. */
  readonly padding: number;
}

/** Where a network's weights are, and what they are weights of. */
interface NetworkFiles {
  readonly folder: string;
  /** File of the weights, within the folder. */
  readonly weights: string;
  /** What config.json holds. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** How config.json names the number of layers, with models of one kind or another. */
const LAYERS = ['num_hidden_layers', 'n_layers', 'num_layers', 'n_layer'];

/**
 * The weights of a model, run by onnxruntime itself: transformers.js, which would run them likewise, reads the whole file into memory
 * first and has no say in threads.
 */
export class Network {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /** @throws what onnxruntime throws at a file that it cannot load */
  static async open({ folder, weights, config }: NetworkFiles): Promise<Network> {
    const session = await onnxruntime.InferenceSession.create(path.join(folder, weights), {
      // A model without layers is a table of vectors. It runs so shortly that a second thread does nothing but
      // wait for work, in a loop that takes a core from the rest of the program.
      ...(!LAYERS.some((name) => name in config) && { intraOpNumThreads: 1 }),
    });
    return new Network(session);
  }

  /**
   * Runs the network on rows of token ids, padded on the right to the longest.
   *
   * The output's memory belongs to a JavaScript buffer in onnxruntime-node 1.14 and goes with it: there is nothing to
   * dispose, only nothing to keep.
   *
   * @returns what it puts out, by name
   * @throws when it wants what a text does not have, and what onnxruntime throws
   */
  async run({ ids, segments, padding }: NetworkInput): Promise<Readonly<Record<string, Tensor>>> {
    const inputs: Record<string, () => Tensor> = {
      input_ids: () => paddedTensor(ids, padding),
      attention_mask: () =>
        paddedTensor(
          ids.map((row) => row.map(() => 1)),
          0,
        ),
      token_type_ids: () => paddedTensor(segments ?? ids.map((row) => row.map(() => 0)), 0),
    };
    const feeds = this.#session.inputNames.map((name) => {
      const input = inputs[name];
      if (input === undefined) throw new Error(`it wants ${name}, which is nothing that a text has`);
      return [name, input()] as const;
    });
    return await this.#session.run(Object.fromEntries(feeds));
  }
}

/** Rows of integers as one tensor of 64-bit integers, `[rows][width]`: each padded on the right to the longest. */
function paddedTensor(rows: readonly (readonly number[])[], padding: number): Tensor {
  const width = Math.max(...rows.map((row) => row.length));
  const values = new BigInt64Array(rows.length * width).fill(BigInt(padding));
  rows.forEach((row, at) => {
    values.set(row.map(BigInt), at * width);
  });
  return new onnxruntime.Tensor('int64', values, [rows.length, width]);
}
