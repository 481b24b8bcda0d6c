/** Runs the model alone, without tokenizing and pooling, and tells over IPC how many seconds that took: `node-limit-process.js FOLDER`. */
import path from 'node:path';
import onnxruntime from 'onnxruntime-node';
import { BUILT_IN_MODEL } from '../../../src/models/model-files.js';
import { planBatches } from '../../../src/models/model-process.js';
import { openEmbedder } from '../../../src/embedding/embedder.js';
import { PROJECT_ROOT } from '../../../src/config/settings.js';
import { readPassages } from '../passage-file.js';
import { SizeFolder } from '../size-folder.js';

/** As the embedder sends them to its process at once. */
const TEXTS_PER_TASK = 64;
/** The marks that a text begins and ends with. */
const SPECIAL_TOKENS = 2;

const [, , folder = ''] = process.argv;
const place = new SizeFolder(folder);
const shapes = await shapesOf(place);
const model = path.join(PROJECT_ROOT, 'data/models', BUILT_IN_MODEL, 'onnx/model_quantized.onnx');
const session = await onnxruntime.InferenceSession.create(model);

const began = performance.now();
for (const shape of shapes) {
  // Any ids of tokens do: the model looks each up, whichever it is.
  const ids = new BigInt64Array(shape[0] * shape[1]).map((_, at) => BigInt(5 + ((at * 7919) % 30_000)));
  const mask = new BigInt64Array(ids.length).fill(1n);
  const values: Partial<Record<string, BigInt64Array>> = { input_ids: ids, attention_mask: mask };
  const inputs = session.inputNames.map(
    (name) =>
      [name, new onnxruntime.Tensor('int64', values[name] ?? new BigInt64Array(ids.length), shape)] as const,
  );
  await session.run(Object.fromEntries(inputs));
}
process.send?.((performance.now() - began) / 1000);
process.disconnect();

/** Texts and tokens of each batch. */
async function shapesOf(corpus: SizeFolder): Promise<(readonly [texts: number, tokens: number])[]> {
  const embedder = await openEmbedder(corpus.settings);
  const all: (readonly [number, number])[] = [];
  for await (const passages of readPassages(corpus)) {
    for (let start = 0; start < passages.length; start += TEXTS_PER_TASK) {
      const texts = passages.slice(start, start + TEXTS_PER_TASK).map(({ text }) => text);
      const counts = await embedder.countTokens(texts);
      for (const batch of planBatches(texts.map(({ length }) => length))) {
        const longest = Math.max(...batch.map((position) => counts[position] ?? 0));
        all.push([batch.length, longest + SPECIAL_TOKENS]);
      }
    }
  }
  await embedder.close();
  return all;
}
