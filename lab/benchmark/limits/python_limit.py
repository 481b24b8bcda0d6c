"""Embeds passages with onnxruntime and inserts them into a flat index of faiss; prints the seconds.

    python_limit.py MODEL_FOLDER PASSAGES.jsonl

Batches are those of src/embedding/embedder.ts and planBatches in src/models/model-process.ts, so that only the runtime around the model differs.
"""

import json
import sys
import time
from pathlib import Path

import faiss
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

TEXTS_PER_TASK = 64
MAX_TEXTS = 4
MAX_CHARACTERS = 2_000


def batches(texts):
    """Positions of texts of like length, a batch each."""
    for start in range(0, len(texts), TEXTS_PER_TASK):
        batch = []
        task = range(start, min(start + TEXTS_PER_TASK, len(texts)))
        for position in sorted(task, key=lambda at: len(texts[at])):
            if len(batch) == MAX_TEXTS or (len(batch) + 1) * len(texts[position]) > MAX_CHARACTERS:
                if batch:
                    yield batch
                batch = []
            batch.append(position)
        yield batch


def embed(session, tokenizer, texts):
    """Unit vectors: the means of the token vectors."""
    encoded = tokenizer.encode_batch(texts)
    ids = np.array([one.ids for one in encoded], dtype=np.int64)
    mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
    inputs = {"input_ids": ids, "attention_mask": mask}
    names = [one.name for one in session.get_inputs()]
    if "token_type_ids" in names:
        inputs["token_type_ids"] = np.zeros_like(ids)
    (hidden, *_) = session.run(None, {name: inputs[name] for name in names})
    pooled = (hidden * mask[:, :, None]).sum(axis=1)
    return pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12)


def main():
    model, passages = Path(sys.argv[1]), Path(sys.argv[2])
    with passages.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.enable_padding()
    tokenizer.enable_truncation(512)
    session = onnxruntime.InferenceSession(
        str(model / "onnx/model_quantized.onnx"), providers=["CPUExecutionProvider"]
    )
    dimensions = embed(session, tokenizer, ["a"]).shape[1]

    began = time.perf_counter()
    vectors = np.empty((len(texts), dimensions), dtype=np.float32)
    for batch in batches(texts):
        vectors[batch] = embed(session, tokenizer, [texts[position] for position in batch])
    index = faiss.IndexFlatIP(dimensions)
    index.add(vectors)
    print(time.perf_counter() - began)


main()
