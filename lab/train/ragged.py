"""Many token sequences of different lengths in two flat arrays."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from tokenizers import Tokenizer


class Ragged(NamedTuple):
    """Sequence `i` is `values[offsets[i]:offsets[i + 1]]`."""

    values: np.ndarray
    offsets: np.ndarray

    @classmethod
    def concatenate(cls, sequences: Sequence[np.ndarray]) -> Self:
        offsets = np.zeros(len(sequences) + 1, np.int64)
        np.cumsum([len(sequence) for sequence in sequences], out=offsets[1:])
        return cls(np.concatenate(sequences) if sequences else np.zeros(0, np.uint16), offsets)

    @classmethod
    def load(cls, stem: Path) -> Self:
        return cls(np.load(f"{stem}.values.npy"), np.load(f"{stem}.offsets.npy"))

    def save(self, stem: Path) -> None:
        np.save(f"{stem}.values.npy", self.values)
        np.save(f"{stem}.offsets.npy", self.offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def lengths(self) -> np.ndarray:
        return np.diff(self.offsets)

    def spans(self, first: np.ndarray, last: np.ndarray, most: int) -> Self:
        """For each pair the sequences `first` to `last` (not included) joined, cut after `most` values."""
        starts = self.offsets[first]
        lengths = np.minimum(self.offsets[last] - starts, most)
        offsets = np.zeros(len(starts) + 1, np.int64)
        np.cumsum(lengths, out=offsets[1:])
        positions = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths)
        return type(self)(self.values[positions], offsets)

    def keep(self, mask: np.ndarray) -> Self:
        """Without the values at which `mask` is false."""
        kept_before = np.concatenate([[0], np.cumsum(mask)])
        return type(self)(self.values[mask], kept_before[self.offsets])

    def owners(self) -> np.ndarray:
        """For each value the number of its sequence."""
        return np.repeat(np.arange(len(self)), self.lengths())


def tokenize(tokenizer: Tokenizer, texts: Iterable[str], at_once: int = 20_000) -> Ragged:
    """Token ids of each text, without special tokens."""
    sequences: list[np.ndarray] = []
    batch: list[str] = []

    def flush() -> None:
        encodings = tokenizer.encode_batch_fast(batch, add_special_tokens=False)
        sequences.extend(np.array(encoding.ids, np.uint16) for encoding in encodings)
        batch.clear()

    for text in texts:
        batch.append(text)
        if len(batch) == at_once:
            flush()
    flush()
    return Ragged.concatenate(sequences)
