"""Trains the model: texts that belong together get near vectors, all others of a batch are pushed away."""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as functional
from tokenizers import Tokenizer

from batches import LEFT, Batch, Batches
from bigrams import Bigrams
from evaluate import evaluate
from model import VOCABULARY, StaticModel
from prepare import REPOSITORY
from ragged import Ragged, tokenize

#: Kinds of batches, and the share of each unless --mix says otherwise.
KINDS = ("vietnamese", "folded", "translated", "sentences", "dictionary")
MIX = (0.18, 0.14, 0.27, 0.21, 0.2)
TOPICS = 256


class RowOptimizer:
    """Steps of one size for a row as a whole (RMSprop by rows), and only for the rows of a batch.

    Most of the table is in none of a batch's texts, and Adam's two moments for every number of it took longer than
    the model itself.
    """

    def __init__(self, table: torch.Tensor) -> None:
        self.table = table
        self.square = torch.zeros(len(table))
        self.steps = torch.zeros(len(table))

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, rate: float, decay: float = 0.99) -> None:
        square = gradient.norm(dim=1).square_() / gradient.shape[1]
        self.square[rows] = square = torch.lerp(self.square[rows], square, 1 - decay)
        self.steps[rows] = steps = self.steps[rows] + 1
        size = rate / ((square / (1 - decay**steps)).sqrt() + 1e-10)
        self.table.index_add_(0, rows, gradient.mul_(size.unsqueeze(1)), alpha=-1)


def loss_of(left: torch.Tensor, right: torch.Tensor, same: torch.Tensor, temperature: float) -> torch.Tensor:
    """InfoNCE both ways; `same` marks pairs off the diagonal that hold the same text and are no negatives."""
    scores = (left @ right.T / temperature).masked_fill(same, -1e4)
    target = torch.arange(len(left))
    return (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2


def same_texts(batch: Batch) -> torch.Tensor:
    def numbers(texts: Ragged) -> np.ndarray:
        weights = (texts.values.astype(np.uint64) + np.uint64(7)) * np.uint64(0x9E3779B97F4A7C15)
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(weights ^ (weights >> np.uint64(29)))])
        return sums[texts.offsets[1:]] - sums[texts.offsets[:-1]]

    left, right = numbers(batch.left), numbers(batch.right)
    same = (left[:, None] == left[None]) | (right[:, None] == right[None])
    np.fill_diagonal(same, False)
    return torch.from_numpy(same)


def train_step(model: StaticModel, optimizer: RowOptimizer, batch: Batch, rate: float, temperature: float) -> float:
    sides = [model.rows(batch.left), model.rows(batch.right)]
    used = np.zeros(len(model.table), bool)
    for side in sides:
        used[side.values] = True
    rows = np.flatnonzero(used)
    place = np.zeros(len(model.table), np.int64)
    place[rows] = np.arange(len(rows))
    vectors = model.table[torch.from_numpy(rows)].requires_grad_()
    left, right = (
        functional.normalize(
            functional.embedding_bag(
                torch.from_numpy(place[side.values]), vectors, torch.from_numpy(side.offsets[:-1]), mode="sum"
            ),
            dim=1,
        )
        for side in sides
    )
    loss = loss_of(left, right, same_texts(batch), temperature)
    loss.backward()
    assert vectors.grad is not None
    optimizer.step(torch.from_numpy(rows), vectors.grad, rate)
    return loss.item()


@torch.no_grad()
def topics_of(model: StaticModel, batches: Batches, seed: int) -> np.ndarray:
    """A topic for each article: k-means over a projection of the vectors of its title and abstract."""
    generator = torch.Generator().manual_seed(seed)
    projection = torch.randn(model.table.shape[1], 96, generator=generator)
    titles = batches.first_units[:-1]
    points = torch.cat(
        [
            functional.normalize(model.encode(batches.articles.spans(part, part + 2, LEFT)) @ projection, dim=1)
            for part in np.array_split(titles, 40)
        ]
    )
    sample = points[torch.randperm(len(points), generator=generator)[:20_000]]
    centres = sample[:TOPICS].clone()
    for _ in range(4):
        nearest = (sample @ centres.T).argmax(dim=1)
        centres = functional.normalize(torch.zeros_like(centres).index_add_(0, nearest, sample), dim=1)
    return torch.cat([(part @ centres.T).argmax(dim=1) for part in points.split(20_000)]).numpy()


def draw(batches: Batches, kind: str, size: int) -> Batch:
    match kind:
        case "translated":
            return batches.translated_batch(size)
        case "sentences":
            return batches.sentence_batch(size)
        case "dictionary":
            return batches.dictionary_batch(size * 2)
        case _:
            return batches.vietnamese_batch(size, folded=kind == "folded")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=REPOSITORY / ".training-cache")
    parser.add_argument("--tokenizer", type=Path, default=REPOSITORY / "data/models/vi-en-mini/tokenizer.json")
    parser.add_argument("--sets", type=Path, default=REPOSITORY.parent / "shared" / "eval")
    parser.add_argument("--output", type=Path, default=REPOSITORY / ".training-cache" / "table.pt")
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--batch", type=int, default=1_024)
    parser.add_argument("--steps", type=int, default=4_000)
    parser.add_argument("--minutes", type=float, default=1e9, help="ends sooner where the steps would take longer")
    parser.add_argument("--rate", type=float, default=5e-3)
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument(
        "--topics-at", type=int, nargs="*", default=[350, 1_200, 2_400], help="steps at which topics are found"
    )
    parser.add_argument("--mix", type=float, nargs=len(KINDS), default=MIX, metavar="SHARE", help=", ".join(KINDS))
    parser.add_argument("--initial", type=Path, help="table to go on from, in place of a random one")
    parser.add_argument("--no-bigrams", action="store_true")
    parser.add_argument("--evaluate-every", type=int, default=500)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)

    bigrams = Bigrams.load(arguments.cache / "bigrams.npz")
    if arguments.no_bigrams:
        bigrams = Bigrams(bigrams.folded, np.full_like(bigrams.keys, -1), np.zeros_like(bigrams.rows))
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    batches = Batches(arguments.cache, tokenizer, bigrams.folded, arguments.seed)
    frequency = np.bincount(batches.articles.values, minlength=VOCABULARY) + np.bincount(
        batches.english.values, minlength=VOCABULARY
    )
    model = StaticModel.random(bigrams, frequency, arguments.width, arguments.seed)
    if arguments.initial:
        model = StaticModel.load(arguments.initial, bigrams)
    optimizer = RowOptimizer(model.table)
    if 0 in arguments.topics_at:
        batches.topics = topics_of(model, batches, arguments.seed)
    chance = np.random.default_rng(arguments.seed + 1)
    tokenizer.enable_truncation(510)

    def encode(texts: list[str]) -> np.ndarray:
        return model.encode(tokenize(tokenizer, texts)).numpy()

    def report() -> None:
        torch.save(model.table, arguments.output)
        figures = evaluate(encode, arguments.sets)
        print("  " + ", ".join(f"{name} {figure:.4f}" for name, figure in figures.items()), flush=True)

    started = time.monotonic()
    losses: dict[str, float] = {}
    for step in range(1, arguments.steps + 1):
        progress = max((step - 1) / arguments.steps, (time.monotonic() - started) / 60 / arguments.minutes)
        if progress >= 1:
            break
        kind = str(chance.choice(KINDS, p=arguments.mix))
        rate = arguments.rate * min(step / 50, 1.0) * (1 - progress)
        loss = train_step(model, optimizer, draw(batches, kind, arguments.batch), rate, arguments.temperature)
        losses[kind] = 0.9 * losses.get(kind, loss) + 0.1 * loss
        if step in arguments.topics_at:
            batches.topics = topics_of(model, batches, arguments.seed)
        if step % 50 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in sorted(losses.items()))
            print(f"step {step} of {arguments.steps}, {time.monotonic() - started:.0f} s: {shown}", flush=True)
        if step % arguments.evaluate_every == 0:
            report()
    report()


if __name__ == "__main__":
    main()
