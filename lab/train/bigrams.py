"""Pairs of neighbouring tokens that get a vector of their own.

A Vietnamese word is mostly two syllables: "văn phòng" means nothing that "văn" or "phòng" means. Tokens are compared
without diacritics, so "van phong" is the same pair and gets the same vector.
"""

from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from ragged import Ragged

#: [PAD] [UNK] [CLS] [SEP] [MASK]: in no pair.
SPECIAL_TOKENS = 5
#: Token numbers are below this, so that two of them make one number.
RADIX = 32_768
#: Prime. A pair may stand in one slot only, and a slot holds one pair.
SLOTS = 131_071


class Bigrams(NamedTuple):
    """`keys[slot]` is the pair in a slot, or -1; `rows[slot]` its number from 1, or 0 for none."""

    folded: np.ndarray
    keys: np.ndarray
    rows: np.ndarray

    @property
    def total(self) -> int:
        return int(self.rows.max())

    @classmethod
    def load(cls, path: Path) -> Self:
        with np.load(path) as arrays:
            return cls(arrays["folded"], arrays["keys"], arrays["rows"])

    def save(self, path: Path) -> None:
        np.savez(path, folded=self.folded, keys=self.keys, rows=self.rows)

    def rows_of(self, tokens: Ragged) -> np.ndarray:
        """For each token the row of the pair that it ends, 0 for none."""
        keys = pair_keys(tokens, self.folded)
        slots = keys % SLOTS
        return np.where((keys >= 0) & (self.keys[slots] == keys), self.rows[slots], 0)


def pair_keys(tokens: Ragged, folded: np.ndarray) -> np.ndarray:
    """For each token a number that stands for it and the one before it, -1 at the beginning of a sequence."""
    numbers = folded[tokens.values]
    keys = np.full(len(numbers), -1, np.int64)
    keys[1:] = numbers[:-1] * RADIX + numbers[1:]
    keys[tokens.offsets[:-1][tokens.lengths() > 0]] = -1
    special = tokens.values < SPECIAL_TOKENS
    keys[special] = -1
    keys[1:][special[:-1]] = -1
    return keys


def choose(samples: list[Ragged], folded: np.ndarray, is_word: np.ndarray, most: int) -> Bigrams:
    """The pairs that occur most beyond what chance would make of their tokens."""
    keys = np.concatenate([pair_keys(sample, folded) for sample in samples])
    pairs, counts = np.unique(keys[keys >= 0], return_counts=True)
    single = np.bincount(np.concatenate([folded[sample.values] for sample in samples]), minlength=len(folded))
    first, second = pairs // RADIX, pairs % RADIX
    beyond_chance = np.log(counts * float(len(keys)) / (single[first] * single[second].astype(float)))
    candidates = (counts >= 8) & (beyond_chance > 1.5) & is_word[first] & is_word[second]
    score = np.where(candidates, np.sqrt(counts) * beyond_chance, 0)

    slot_keys = np.full(SLOTS, -1, np.int64)
    slot_rows = np.zeros(SLOTS, np.int64)
    row = 0
    for number in np.argsort(-score):
        if row == most or score[number] == 0:
            break
        slot = pairs[number] % SLOTS
        if slot_keys[slot] < 0:
            row += 1
            slot_keys[slot], slot_rows[slot] = pairs[number], row
    return Bigrams(folded, slot_keys, slot_rows)
