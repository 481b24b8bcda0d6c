"""Looks for runs of words of the evaluation sets in the text trained on, and fails where it finds any.

With --exclude it lists the texts that share a run, and train.py leaves them out; without, it checks the rest.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from evaluate import SETS
from prepare import REPOSITORY
from text import fold, normalize, read_articles, read_pairs

_WORD = re.compile(r"\w+")


class Runs:
    """Numbers for runs of words; two runs of the same words, whatever their case, diacritics and marks, are one."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.numbers: dict[str, int] = {}
        self.powers = np.array([pow(0x100000001B3, power, 2**64) for power in range(length)], np.uint64)

    def number(self, word: str) -> int:
        found = self.numbers.get(word)
        if found is None:
            # Folded, so that another spelling of the tone marks hides nothing.
            digest = hashlib.blake2b(fold(word).encode(), digest_size=8).digest()
            found = self.numbers[word] = int.from_bytes(digest)
        return found

    def of(self, text: str) -> np.ndarray:
        words = np.array([self.number(word) for word in _WORD.findall(text.lower())], np.uint64)
        if len(words) < self.length:
            return np.zeros(0, np.uint64)
        return np.lib.stride_tricks.sliding_window_view(words, self.length) @ self.powers


def evaluation_texts(folder: Path) -> Iterator[tuple[str, str]]:
    for name in SETS:
        for file in ("queries.jsonl", "corpus.jsonl"):
            for line in (folder / name / file).open(encoding="utf-8"):
                yield f"{name}/{file}", normalize(json.loads(line)["text"])


class Corpus(NamedTuple):
    """Texts trained on, each as its source and its parts; no run goes beyond a part."""

    name: str
    texts: Iterable[tuple[str, list[str]]]


def training_corpora(folder: Path) -> list[Corpus]:
    articles = read_articles(folder / "vi-articles.jsonl.gz")
    pairs = read_pairs(folder / "en-vi-pairs.tsv.gz")
    return [
        Corpus(
            "articles",
            (
                (article.source, ["\n".join([article.title, article.abstract, *article.sentences])])
                for article in articles
            ),
        ),
        Corpus("pairs", ((pair.source, [pair.english, pair.vietnamese]) for pair in pairs)),
    ]


def shares_run(runs: Runs, sought: np.ndarray, parts: list[str]) -> bool:
    """Whether a part holds a run of `sought`, which is in ascending order."""
    for part in parts:
        own = runs.of(part)
        places = np.minimum(np.searchsorted(sought, own), len(sought) - 1)
        if (sought[places] == own).any():
            return True
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--training", type=Path, default=REPOSITORY.parent / "shared" / "training")
    parser.add_argument("--sets", type=Path, default=REPOSITORY.parent / "shared" / "eval")
    parser.add_argument("--cache", type=Path, default=REPOSITORY / ".training-cache")
    parser.add_argument("--length", type=int, default=8, help="words in a run")
    parser.add_argument("--exclude", action="store_true", help="list what is found, for train.py to leave out")
    arguments = parser.parse_args()
    runs = Runs(arguments.length)
    counts: Counter[str] = Counter()
    sought = []
    for source, text in evaluation_texts(arguments.sets):
        own = runs.of(text)
        counts[source] += len(own)
        sought.append(own)
    for source, count in counts.items():
        print(f"{source}: {count} runs of {arguments.length} words")

    ordered = np.unique(np.concatenate(sought))
    remaining = 0
    for corpus in training_corpora(arguments.training):
        path = arguments.cache / f"{corpus.name}-excluded.npy"
        excluded = np.zeros(0, bool) if arguments.exclude else np.load(path)
        shared: list[bool] = []
        found: Counter[str] = Counter()
        for number, (source, parts) in enumerate(corpus.texts):
            left_out = not arguments.exclude and bool(excluded[number])
            shared.append(not left_out and shares_run(runs, ordered, parts))
            found[source] += shared[-1]
        total = sum(shared)
        print(
            f"{corpus.name}: {len(shared)} read, {excluded.sum()} of them left out; {total} others share a run",
            flush=True,
        )
        for source, count in (+found).most_common():
            print(f"  {source}: {count}")
        if arguments.exclude:
            np.save(path, np.array(shared))
        else:
            remaining += total
    sys.exit(1 if remaining else 0)


if __name__ == "__main__":
    main()
