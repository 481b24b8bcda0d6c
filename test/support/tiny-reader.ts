import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import protobuf from 'protobufjs';

/** What a reader of a few words takes for answers. */
export interface Taste {
  /** How well an answer begins at a word, as a logit; 0 at words that are not named. */
  readonly begins: Readonly<Record<string, number>>;
  /** How well it ends there. */
  readonly ends: Readonly<Record<string, number>>;
  /** Both logits of "this passage does not tell". */
  readonly none?: number;
  /** A word at which a run of the model fails. */
  readonly failsAt?: string;
  /** Tokens that a question and a passage may have together, special tokens included. */
  readonly maxTokens?: number;
}

/** The files that a model consists of, by their paths in its folder. */
const WEIGHTS = { quantized: 'onnx/model_quantized.onnx', full: 'onnx/model.onnx' } as const;
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];
/** No table has a row for it. */
const NO_TOKEN = 1_000_000;

/**
 * Writes a question-answering model in ONNX into `folder`, as a hub keeps one, whose logits at a token are those of its word, whatever
 * is asked. It takes words in lower case, and `none` from the first token.
 */
export async function writeTinyReader(
  folder: string,
  { begins, ends, none = 0, failsAt, maxTokens = 512 }: Taste,
  weights: keyof typeof WEIGHTS = 'quantized',
): Promise<void> {
  const words = [...SPECIAL, ...new Set([...Object.keys(begins), ...Object.keys(ends)])];
  const table = (logits: Taste['begins']) =>
    words.map((word) => (word === '[CLS]' ? none : (logits[word] ?? 0)));
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
    [WEIGHTS[weights]]: network(table(begins), table(ends)),
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

/** The part of ONNX's format that {@link network} needs; numbers and names are those of onnx.proto. */
const ONNX = protobuf
  .parse(
    `
  syntax = "proto3";
  message Attribute { string name = 1; int64 i = 3; int32 type = 20; }
  message Node { repeated string input = 1; repeated string output = 2; string op_type = 4; repeated Attribute attribute = 5; }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; repeated float float_data = 4; string name = 8; }
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

/** Logits of a batch: the row of each token in one table for its begin and in another for its end. */
function network(begins: readonly number[], ends: readonly number[]): Uint8Array {
  const value = (name: string, elem_type: number) => ({
    name,
    type: {
      tensor_type: { elem_type, shape: { dim: ['batch', 'tokens'].map((dim_param) => ({ dim_param })) } },
    },
  });
  const gather = (table: string, output: string) => ({
    op_type: 'Gather',
    input: [table, 'input_ids'],
    output: [output],
    attribute: [{ name: 'axis', i: 0, type: 2 }],
  });
  const table = (name: string, values: readonly number[]) => {
    return { name, dims: [values.length], data_type: FLOAT, float_data: values };
  };
  const graph = {
    name: 'tiny',
    input: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => value(name, INT64)),
    output: ['start_logits', 'end_logits'].map((name) => value(name, FLOAT)),
    initializer: [table('begins', begins), table('ends', ends)],
    node: [gather('begins', 'start_logits'), gather('ends', 'end_logits')],
  };
  const model = { ir_version: 6, opset_import: [{ domain: '', version: 11 }], graph };
  return ONNX.encode(ONNX.create(model)).finish();
}
