import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import protobuf from 'protobufjs';

/** What a cross-encoder of a few words likes. */
export interface Liking {
  /** What a word of the text adds to the logits, one number for each logit; words that are not named add nothing. */
  readonly inText: Readonly<Record<string, readonly number[]>>;
  /** The same for words of the question. */
  readonly inQuestion?: Readonly<Record<string, readonly number[]>>;
  /** A word at which a run of the model fails. */
  readonly failsAt?: string;
  /** Tokens that a question and a text may have together, special tokens included. */
  readonly maxTokens?: number;
}

/** The files that a model consists of, by their paths in its folder. */
const WEIGHTS = { quantized: 'onnx/model_quantized.onnx', full: 'onnx/model.onnx' } as const;
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];
/** No table has a row for it. */
const NO_TOKEN = 1_000_000;

/**
 * Writes a text-classification model in ONNX into `folder`, as a hub keeps one: a cross-encoder whose logits are the sums
 * of what its words are worth.
 */
export async function writeTinyCrossEncoder(
  folder: string,
  { inText, inQuestion = {}, failsAt, maxTokens = 512 }: Liking,
  weights: keyof typeof WEIGHTS = 'quantized',
): Promise<void> {
  const words = [...SPECIAL, ...new Set([...Object.keys(inQuestion), ...Object.keys(inText)])];
  const classes = Object.values(inText)[0]?.length ?? 1;
  const nothing = new Array<number>(classes).fill(0);
  // What a word is worth in the question (segment 0), then in the text (segment 1).
  const table = [inQuestion, inText].flatMap((side) => words.flatMap((word) => side[word] ?? nothing));
  const vocabulary = words.map((word, id) => [word, id] as const);
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'config.json': JSON.stringify({ model_type: 'bert', max_position_embeddings: 512 }),
    'tokenizer_config.json': JSON.stringify({
      tokenizer_class: 'BertTokenizer',
      model_max_length: maxTokens,
    }),
    'tokenizer.json': JSON.stringify(
      tokenizer(
        Object.fromEntries(failsAt === undefined ? vocabulary : [...vocabulary, [failsAt, NO_TOKEN]]),
      ),
    ),
    [WEIGHTS[weights]]: classifier(table, words.length, classes),
  };
  for (const [file, content] of Object.entries(files)) {
    const location = path.join(folder, file);
    await mkdir(path.dirname(location), { recursive: true });
    await writeFile(location, content);
  }
}

/** A tokenizer of whole words, as BERT's puts pairs together. */
function tokenizer(vocab: Readonly<Record<string, number>>): object {
  const special = (id: string, segment: number) => ({ SpecialToken: { id, type_id: segment } });
  const sequence = (id: string, segment: number) => ({ Sequence: { id, type_id: segment } });
  const single = [special('[CLS]', 0), sequence('A', 0), special('[SEP]', 0)];
  return {
    added_tokens: SPECIAL.map((content, id) => ({ id, content, special: true, normalized: false })),
    normalizer: { type: 'BertNormalizer', lowercase: true, strip_accents: false },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single,
      pair: [...single, sequence('B', 1), special('[SEP]', 1)],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [vocab[id]], tokens: [id] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##' },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', vocab },
  };
}

/** The part of ONNX's format that {@link classifier} needs; numbers and names are those of onnx.proto. */
const ONNX = protobuf
  .parse(
    `
  syntax = "proto3";
  message Attribute { string name = 1; repeated int64 ints = 8; int64 i = 3; int32 type = 20; }
  message Node { repeated string input = 1; repeated string output = 2; string op_type = 4; repeated Attribute attribute = 5; }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; repeated float float_data = 4; repeated int64 int64_data = 7; string name = 8; }
  message Dimension { int64 dim_value = 1; string dim_param = 2; }
  message Shape { repeated Dimension dim = 1; }
  message TensorType { int32 elem_type = 1; Shape shape = 2; }
  message Type { TensorType tensor_type = 1; }
  message ValueInfo { string name = 1; Type type = 2; }
  message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated ValueInfo input = 11; repeated ValueInfo output = 12; }
  message OperatorSet { string domain = 1; int64 version = 2; }
  message Model { int64 ir_version = 1; Graph graph = 7; repeated OperatorSet opset_import = 8; }
`,
    { keepCase: true },
  )
  .root.lookupType('Model');

const FLOAT = 1;
const INT64 = 7;

/**
 * Logits of a batch: the rows of `table` for all its tokens, padding left out, added up. A token of segment 1 has its row
 * `vocabulary` rows further down.
 */
function classifier(table: readonly number[], vocabulary: number, classes: number): Uint8Array {
  const node = (op_type: string, input: string[], output: string, attribute: object[] = []) => ({
    op_type,
    input,
    output: [output],
    attribute,
  });
  const axes = (...ints: number[]) => ({ name: 'axes', ints, type: 7 });
  const number = (name: string, i: number) => ({ name, i, type: 2 });
  const value = (name: string, elem_type: number, ...dims: string[]) => ({
    name,
    type: { tensor_type: { elem_type, shape: { dim: dims.map((dim_param) => ({ dim_param })) } } },
  });
  const graph = {
    name: 'tiny',
    input: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) =>
      value(name, INT64, 'batch', 'tokens'),
    ),
    output: [value('logits', FLOAT, 'batch', 'classes')],
    initializer: [
      { name: 'vocabulary', dims: [], data_type: INT64, int64_data: [vocabulary] },
      { name: 'table', dims: [2 * vocabulary, classes], data_type: FLOAT, float_data: table },
    ],
    node: [
      node('Mul', ['token_type_ids', 'vocabulary'], 'offsets'),
      node('Add', ['input_ids', 'offsets'], 'rows'),
      node('Gather', ['table', 'rows'], 'worth', [number('axis', 0)]),
      node('Cast', ['attention_mask'], 'mask', [number('to', FLOAT)]),
      node('Unsqueeze', ['mask'], 'mask_of_each', [axes(2)]),
      node('Mul', ['worth', 'mask_of_each'], 'counted'),
      node('ReduceSum', ['counted'], 'logits', [axes(1), number('keepdims', 0)]),
    ],
  };
  // Operator set 11 is the last whose axes are attributes.
  const model = { ir_version: 6, opset_import: [{ domain: '', version: 11 }], graph };
  return ONNX.encode(ONNX.create(model)).finish();
}
