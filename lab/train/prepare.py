"""Tokenizes the training text once and keeps it as arrays for train.py."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from ragged import tokenize
from text import Article, fold, read_articles, read_pairs

REPOSITORY = Path(__file__).resolve().parents[2]


def units_of(articles: Iterator[Article], first_units: list[int], sources: list[str]) -> Iterator[str]:
    """Title, abstract and sentences of every article; notes where each article begins."""
    unit = 0
    for article in articles:
        first_units.append(unit)
        sources.append(article.source)
        texts = [article.title, article.abstract, *article.sentences]
        unit += len(texts)
        yield from texts
    first_units.append(unit)


def folded_tokens(tokenizer: Tokenizer) -> np.ndarray:
    """For each token the one that stands for it in text without diacritics; itself where there is none."""
    vocabulary = tokenizer.get_vocab()
    folded = np.arange(len(vocabulary), dtype=np.int64)
    for token, number in vocabulary.items():
        folded[number] = vocabulary.get(fold(token), number)
    return folded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--training", type=Path, default=REPOSITORY.parent / "shared" / "training")
    parser.add_argument("--tokenizer", type=Path, default=REPOSITORY / "data/models/vi-en-mini/tokenizer.json")
    parser.add_argument("--cache", type=Path, default=REPOSITORY / ".training-cache")
    arguments = parser.parse_args()
    cache: Path = arguments.cache
    cache.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tokenizer.no_truncation()

    np.save(cache / "folded-tokens.npy", folded_tokens(tokenizer))
    tokens = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])
    np.save(cache / "is-continuation.npy", np.array([token.startswith("##") for token, _ in tokens]))

    pairs = list(read_pairs(arguments.training / "en-vi-pairs.tsv.gz"))
    tokenize(tokenizer, (pair.english for pair in pairs)).save(cache / "pairs-english")
    tokenize(tokenizer, (pair.vietnamese for pair in pairs)).save(cache / "pairs-vietnamese")
    (cache / "pairs-sources.json").write_text(json.dumps([pair.source for pair in pairs]))
    print(f"{len(pairs)} pairs", flush=True)

    first_units: list[int] = []
    sources: list[str] = []
    articles = read_articles(arguments.training / "vi-articles.jsonl.gz")
    units = tokenize(tokenizer, units_of(articles, first_units, sources))
    units.save(cache / "articles")
    np.save(cache / "articles-first-units.npy", np.array(first_units))
    (cache / "articles-sources.json").write_text(json.dumps(sources))
    print(f"{len(sources)} articles, {len(units)} sentences, {len(units.values)} tokens")


if __name__ == "__main__":
    main()
