"""The model: a text is the sum of its tokens' vectors and of the vectors of the token pairs that it knows."""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as functional

from bigrams import Bigrams
from ragged import Ragged

VOCABULARY = 32_000


class StaticModel:
    """Rows 0 to 31,999 are tokens, row 32,000 + n is pair n; row 32,000 stands for no pair and is never used."""

    def __init__(self, bigrams: Bigrams, table: torch.Tensor) -> None:
        self.bigrams = bigrams
        self.table = table

    @classmethod
    def random(cls, bigrams: Bigrams, frequency: np.ndarray, width: int, seed: int) -> "StaticModel":
        """Rare tokens are longer than common ones, and a token is near its form without diacritics."""
        generator = torch.Generator().manual_seed(seed)
        noise = torch.randn(VOCABULARY + 1 + bigrams.total, width, generator=generator) * 0.1
        table = noise.clone()
        table[:VOCABULARY] = (noise[:VOCABULARY] + 1.5 * noise[torch.from_numpy(bigrams.folded)]) / (1 + 1.5**2) ** 0.5
        share = torch.from_numpy(frequency / frequency.sum()).float()
        table[:VOCABULARY] *= (1e-3 / (1e-3 + share)).unsqueeze(1)
        return cls(bigrams, table)

    @classmethod
    def load(cls, path: Path, bigrams: Bigrams) -> "StaticModel":
        return cls(bigrams, torch.load(path))

    def rows(self, tokens: Ragged) -> Ragged:
        """Rows that make each text, its tokens and its pairs."""
        pairs = self.bigrams.rows_of(tokens)
        both = np.stack([tokens.values.astype(np.int64), np.where(pairs > 0, pairs + VOCABULARY, -1)], axis=1).ravel()
        return Ragged(both, tokens.offsets * 2).keep(both >= 0)

    @torch.no_grad()
    def encode(self, tokens: Ragged) -> torch.Tensor:
        rows = self.rows(tokens)
        summed = functional.embedding_bag(
            torch.from_numpy(rows.values), self.table, torch.from_numpy(rows.offsets[:-1]), mode="sum"
        )
        return functional.normalize(summed, dim=1)
