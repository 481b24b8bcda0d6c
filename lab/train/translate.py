"""Puts headlines and sentences of the articles into English word for word, for train.py."""

import argparse
import random
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from prepare import REPOSITORY
from ragged import tokenize
from text import read_articles, read_pairs
from word_for_word import WordForWord


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--training", type=Path, default=REPOSITORY.parent / "shared" / "training")
    parser.add_argument("--tokenizer", type=Path, default=REPOSITORY / "data/models/vi-en-mini/tokenizer.json")
    parser.add_argument("--cache", type=Path, default=REPOSITORY / ".training-cache")
    parser.add_argument("--articles", type=int, default=100_000, help="how many articles, chosen at random")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    translator = WordForWord(read_pairs(arguments.training / "en-vi-pairs.tsv.gz"), arguments.seed)
    print("dictionary weighed", flush=True)

    articles = list(read_articles(arguments.training / "vi-articles.jsonl.gz"))
    first_units = np.cumsum([0, *(2 + len(article.sentences) for article in articles)])
    with_body = [number for number, article in enumerate(articles) if len(article.sentences) > 2]
    texts: list[str] = []
    units: list[int] = []
    for number in sorted(chance.sample(with_body, min(arguments.articles, len(with_body)))):
        article = articles[number]
        sentence = chance.randrange(len(article.sentences))
        head = chance.choice([0, 0, 1])
        texts.extend([(article.title, article.abstract)[head], article.sentences[sentence]])
        units.extend([first_units[number] + head, first_units[number] + 2 + sentence])
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tokenize(tokenizer, (translator.translate(text) for text in texts)).save(arguments.cache / "translations")
    np.save(arguments.cache / "translations-units.npy", np.array(units))
    for text in texts[:: len(texts) // 10]:
        print(text, "|", translator.translate(text))


if __name__ == "__main__":
    main()
