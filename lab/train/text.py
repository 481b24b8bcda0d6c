"""Reading the training text, and folding of Vietnamese."""

import gzip
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Article(NamedTuple):
    source: str
    title: str
    abstract: str
    sentences: list[str]


class Pair(NamedTuple):
    source: str
    english: str
    vietnamese: str


def normalize(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`text` as typed without diacritics. `đ` has no decomposition, so it is folded by hand."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return normalize(bare).replace("đ", "d").replace("Đ", "D")


def read_articles(path: Path) -> Iterator[Article]:
    """Articles of vi-articles.jsonl.gz; a line of a body is a sentence."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            sentences = [sentence for sentence in normalize(entry["body"]).split("\n") if sentence.strip()]
            yield Article(entry["source"], normalize(entry["title"]), normalize(entry["abstract"]), sentences)


def read_pairs(path: Path) -> Iterator[Pair]:
    """Pairs of en-vi-pairs.tsv.gz, in the order of the documents they come from."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3:
                yield Pair(fields[0], normalize(fields[1]), normalize(fields[2]))
