"""Chooses the pairs of tokens that get a vector of their own, from the arrays that prepare.py made."""

import argparse
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

import bigrams
from prepare import REPOSITORY
from ragged import Ragged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=REPOSITORY / ".training-cache")
    parser.add_argument("--tokenizer", type=Path, default=REPOSITORY / "data/models/vi-en-mini/tokenizer.json")
    parser.add_argument("--most", type=int, default=28_000)
    parser.add_argument("--every", type=int, default=4, help="look at one sentence of so many")
    arguments = parser.parse_args()
    articles = Ragged.load(arguments.cache / "articles")
    numbers = np.arange(0, len(articles), arguments.every)
    samples = [articles.spans(numbers, numbers + 1, 200), Ragged.load(arguments.cache / "pairs-english")]
    vocabulary = Tokenizer.from_file(str(arguments.tokenizer)).get_vocab()
    is_word = np.zeros(len(vocabulary), bool)
    is_word[[number for token, number in vocabulary.items() if token.removeprefix("##").isalnum()]] = True
    folded = np.load(arguments.cache / "folded-tokens.npy")
    chosen = bigrams.choose(samples, folded, is_word, arguments.most)
    chosen.save(arguments.cache / "bigrams.npz")

    share = np.mean(chosen.rows_of(samples[0]) > 0)
    print(f"{chosen.total} pairs; {share:.0%} of the tokens in a sample of articles end one")
    names = {number: token for token, number in vocabulary.items()}
    by_row = {row: key for key, row in zip(chosen.keys.tolist(), chosen.rows.tolist(), strict=True) if row}
    for row in range(1, chosen.total, max(chosen.total // 20, 1)):
        print(row, names[by_row[row] // bigrams.RADIX], names[by_row[row] % bigrams.RADIX])


if __name__ == "__main__":
    main()
