"""nDCG@10 of the vectors alone, a whole document as one vector, on folders in BEIR format."""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from text import fold, normalize

REPOSITORY = Path(__file__).resolve().parents[2]
SETS = ("vinewsqa-dev", "mlqa-dev-vi", "flores-en-vi", "ntrex-en-vi")
#: Sets whose questions are in Vietnamese, so that they can also be typed without diacritics.
VIETNAMESE = ("vinewsqa-dev", "mlqa-dev-vi")


class Encoder:
    """An exported model, pooled as the program does it: mean of the token vectors, length 1."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(512)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        self.session = onnxruntime.InferenceSession(str(folder / "onnx/model_quantized.onnx"), options)

    def encode(self, texts: list[str]) -> np.ndarray:
        vectors = []
        for text in texts:
            ids = np.array([self.tokenizer.encode(text).ids], np.int64)
            (hidden,) = self.session.run(None, {"input_ids": ids})
            vectors.append(hidden[0].mean(axis=0))
        stacked = np.stack(vectors)
        return stacked / np.maximum(np.linalg.norm(stacked, axis=1, keepdims=True), 1e-9)


class BeirSet:
    """A folder with corpus.jsonl, queries.jsonl and qrels/test.tsv."""

    def __init__(self, folder: Path) -> None:
        corpus = [json.loads(line) for line in (folder / "corpus.jsonl").open(encoding="utf-8")]
        queries = [json.loads(line) for line in (folder / "queries.jsonl").open(encoding="utf-8")]
        self.document_ids = [entry["_id"] for entry in corpus]
        titled = (
            f"{entry.get('title', '')}. {entry['text']}" if entry.get("title") else entry["text"] for entry in corpus
        )
        self.documents = [normalize(text) for text in titled]
        self.relevant: dict[str, dict[str, int]] = {}
        with (folder / "qrels/test.tsv").open(encoding="utf-8") as rows:
            for query, document, score in list(csv.reader(rows, delimiter="\t"))[1:]:
                self.relevant.setdefault(query, {})[document] = int(score)
        judged = [entry for entry in queries if entry["_id"] in self.relevant]
        self.query_ids = [entry["_id"] for entry in judged]
        self.queries = [normalize(entry["text"]) for entry in judged]


def ndcg_at_10(scores: np.ndarray, documents: list[str], relevant: dict[str, int]) -> float:
    """As trec_eval computes it: linear gain, logarithmic discount."""
    discounts = 1 / np.log2(np.arange(2, 12))
    best = np.argsort(-scores, kind="stable")[:10]
    gains = np.array([relevant.get(documents[number], 0) for number in best])
    ideal = np.sort(list(relevant.values()))[::-1][:10]
    return float(gains @ discounts[: len(gains)] / (ideal @ discounts[: len(ideal)]))


def mean_ndcg(encode, beir: BeirSet, queries: list[str], documents: np.ndarray) -> float:
    scores = encode(queries) @ documents.T
    return float(
        np.mean(
            [
                ndcg_at_10(row, beir.document_ids, beir.relevant[query])
                for row, query in zip(scores, beir.query_ids, strict=True)
            ]
        )
    )


def evaluate(encode, folder: Path) -> dict[str, float]:
    """nDCG@10 on every set below `folder`; `encode` turns a list of texts into rows of length 1."""
    figures = {}
    for name in SETS:
        beir = BeirSet(folder / name)
        documents = encode(beir.documents)
        figures[name] = mean_ndcg(encode, beir, beir.queries, documents)
        if name in VIETNAMESE:
            folded = [fold(query) for query in beir.queries]
            figures[f"{name} folded"] = mean_ndcg(encode, beir, folded, documents)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=REPOSITORY / "data/models/vi-en-mini")
    parser.add_argument("--sets", type=Path, default=REPOSITORY.parent / "shared" / "eval")
    arguments = parser.parse_args()
    for name, figure in evaluate(Encoder(arguments.model).encode, arguments.sets).items():
        print(f"{name:24} {figure:.4f}")


if __name__ == "__main__":
    main()
