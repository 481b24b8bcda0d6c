"""Whether the exported reader answers as the trained one does:

    python compare.py READER ONNX WORK [--questions 500]

Both read the first passages that the product found for questions of WORK (which need not be told there). Printed: how often the best span
of a passage is the same, how often the two agree whether a passage tells, and the correlation of their margins.
"""

import argparse
import json
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
import torch

from encode import Encoded, Encoder
from examples import lines_of
from model import EXPORTED, Reader

READ = 4
#: As `decodeSpans` in src/reading/extractive-reader.ts.
MOST_TOKENS = 60


def best_span(encoded: Encoded, begin: np.ndarray, end: np.ndarray) -> tuple[int, int, float]:
    """First and last token of the best span, and its margin over "does not tell"."""
    first, length = encoded.at, len(encoded.offsets)
    scores = begin[first : first + length, None] + end[None, first : first + length]
    at = np.arange(length)
    scores[(at[None] < at[:, None]) | (at[None] >= at[:, None] + MOST_TOKENS)] = -np.inf
    place = int(scores.argmax())
    return place // length, place % length, float(scores.max() - begin[0] - end[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path)
    parser.add_argument("onnx", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--questions", type=int, default=500)
    options = parser.parse_args()
    encoder, reader = Encoder(options.reader), Reader.open(options.reader).eval()
    session = onnxruntime.InferenceSession(str(options.onnx / EXPORTED), providers=["CPUExecutionProvider"])
    passages = list(lines_of(options.work / "passages.jsonl"))
    texts = {asked["id"]: asked["text"] for asked in json.loads((options.work / "questions.json").read_text(encoding="utf-8"))}
    found = Random(0).sample(list(lines_of(options.work / "found.jsonl")), options.questions)
    same, agreed, margins = [], [], []
    for entry in found:
        for line in entry["passages"][:READ]:
            encoded = encoder.encode(texts[entry["id"]], passages[line]["title"], passages[line]["text"])
            ids, mask = encoder.pad([encoded.ids])
            with torch.no_grad():
                logits, _ = reader(ids, mask)
            inputs = {"input_ids": ids.numpy(), "attention_mask": mask.numpy(), "token_type_ids": np.zeros_like(ids.numpy())}
            begin, end, _ = session.run(None, inputs)
            whole = best_span(encoded, logits[0, :, 0].numpy(), logits[0, :, 1].numpy())
            small = best_span(encoded, begin[0], end[0])
            same.append(whole[:2] == small[:2])
            agreed.append((whole[2] > 0) == (small[2] > 0))
            margins.append((whole[2], small[2]))
    told = [same[at] for at, (margin, _) in enumerate(margins) if margin > 0]
    print(f"{len(same)} passages read for {len(found)} questions")
    print(f"same span: {np.mean(same):.3f} of all, {np.mean(told):.3f} of those that tell")
    print(f"same verdict: {np.mean(agreed):.3f}; correlation of margins: {np.corrcoef(np.array(margins).T)[0, 1]:.4f}")


if __name__ == "__main__":
    main()
