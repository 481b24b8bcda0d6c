import type { PreTrainedTokenizer } from '@xenova/transformers/src/tokenizers.js';
import type { LocatedModel } from '../models.js';
import { clipText } from './clip-text.js';
import { loadFromFolder, type LoadedParts } from './load-from-folder.js';
import { loadFile, type ModelFiles } from './model-files.js';
import type { Network } from './network.js';
import { PairTemplate, type EncodedPair } from './pair-template.js';
import { relevanceOf } from './relevance.js';
import { tokenLimit } from './token-limit.js';

/** Passages with their title and a question stay below this, and attention costs the square of the length. */
const MAX_TOKENS = 512;

/** A loaded cross-encoder. {@link CrossEncoder.score} blocks the thread while it runs; hence the worker. */
export class CrossEncoder {
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #network: Network;
  readonly #padding: number;
  readonly #template: PairTemplate;
  readonly #limit: number;

  private constructor({ tokenizer, network, padding }: LoadedParts, template: PairTemplate, limit: number) {
    this.#tokenizer = tokenizer;
    this.#network = network;
    this.#padding = padding;
    this.#template = template;
    this.#limit = limit;
  }

  /**
   * Loads a model from its files, without any network, and runs it once.
   *
   * @throws {@link UserError} `model-broken`, naming the file.
   */
  static async load(model: LocatedModel, files: ModelFiles): Promise<CrossEncoder> {
    const parts = await loadFromFolder(model, files);
    const template = await loadFile(model, 'tokenizer.json', () =>
      Promise.resolve(templateOf(parts.tokenizer)),
    );
    const limit = tokenLimit({ maxTokens: MAX_TOKENS }, files);
    const encoder = new CrossEncoder(parts, template, limit);
    await loadFile(model, files.weights, () => encoder.score('a', ['b']));
    return encoder;
  }

  /** How well each text answers the question, 0 to 1; at least one text. What is over the limit of tokens is cut off. */
  async score(question: string, texts: readonly string[]): Promise<number[]> {
    const asked = this.#encode(question);
    const pairs = texts.map((text) => this.#template.join(asked, this.#encode(text), this.#limit));
    const { logits, classes } = await run(this.#network, pairs, this.#padding);
    return relevanceOf(logits, classes);
  }

  /** Token ids of `text`, without special tokens. */
  #encode(text: string): number[] {
    return bareIds(this.#tokenizer, clipText(text, this.#limit));
  }
}

async function run(
  network: Network,
  pairs: readonly EncodedPair[],
  padding: number,
): Promise<{ logits: Float32Array; classes: number }> {
  const { logits } = await network.run({
    ids: pairs.map(({ ids }) => ids),
    segments: pairs.map(({ segments }) => segments),
    padding,
  });
  const classes = logits?.dims[1];
  if (classes === undefined || !(logits?.data instanceof Float32Array)) {
    throw new Error('it gives no logits of 32-bit floats');
  }
  if (classes < 1 || classes > 2) {
    throw new Error(`it tells ${classes} classes apart; a reranking model gives one logit or two`);
  }
  return { logits: logits.data, classes };
}

/** @throws when the tokenizer is not for pairs of texts. */
function templateOf(tokenizer: PreTrainedTokenizer): PairTemplate {
  const [first, second] = ['a', 'b'];
  const { input_ids, token_type_ids } = tokenizer(first, {
    text_pair: second,
    return_tensor: false,
  }) as { input_ids: number[]; token_type_ids?: number[] };
  return new PairTemplate({
    whole: input_ids,
    segments: token_type_ids ?? null,
    first: bareIds(tokenizer, first),
    second: bareIds(tokenizer, second),
  });
}

function bareIds(tokenizer: PreTrainedTokenizer, text: string): number[] {
  return tokenizer.encode(text, null, { add_special_tokens: false });
}
