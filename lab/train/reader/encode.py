"""Questions and passages as the tokens that the reader sees: `<s> question </s></s> title. passage </s>`."""

from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer

#: Most tokens of a question, of a title, and of all. The product cuts at the same places (src/reading).
MOST_OF_QUESTION = 64
MOST_OF_TITLE = 40
MOST = 320


class Encoded(NamedTuple):
    ids: list[int]
    #: Where the passage begins in `ids`, and the characters that each of its tokens stands for.
    at: int
    offsets: list[tuple[int, int]]


class Encoder:
    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.begin, self.end, self.padding = (self.tokenizer.token_to_id(token) for token in ("<s>", "</s>", "<pad>"))

    def encode(self, question: str, title: str, text: str) -> Encoded:
        asked = self.tokenizer.encode(question, add_special_tokens=False).ids[:MOST_OF_QUESTION]
        named = self.tokenizer.encode(f"{title}.", add_special_tokens=False).ids[:MOST_OF_TITLE] if title else []
        told = self.tokenizer.encode(text, add_special_tokens=False)
        before = [self.begin, *asked, self.end, self.end, *named]
        room = MOST - len(before) - 1
        return Encoded([*before, *told.ids[:room], self.end], len(before), told.offsets[:room])

    def pad(self, rows: list[list[int]], multiple: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and mask of a batch, its length a multiple of `multiple`."""
        length = -(-max(map(len, rows)) // multiple) * multiple
        ids = torch.full((len(rows), length), self.padding)
        mask = torch.zeros(len(rows), length, dtype=torch.long)
        for at, row in enumerate(rows):
            ids[at, : len(row)] = torch.tensor(row)
            mask[at, : len(row)] = 1
        return ids, mask


def token_span(encoded: Encoded, span: tuple[int, int]) -> tuple[int, int] | None:
    """First and last token of a span of characters, as positions in `ids`; None where it was cut off."""
    start, end = span
    first = next((at for at, (_, to) in enumerate(encoded.offsets) if to > start), None)
    last = next((at for at, (_, to) in enumerate(encoded.offsets) if to >= end), None)
    if first is None or last is None or last < first:
        return None
    return encoded.at + first, encoded.at + last
