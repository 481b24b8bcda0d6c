"""Trains the reader on what contexts.py and find-passages.ts left in a folder:

    python train.py WORK --base READER --out OUT --minutes 300 [--resume] [--cooldown 0.3]

Cross-entropy of where the answer begins and ends, the first token standing for "does not tell", and of whether it is told. AdamW whose rate stays as it is and
then falls to nothing over the last part (--cooldown) of the time given, so that a run can be taken up again with more data before
it cools down. The weights kept are an exponential average over the steps.
"""

import argparse
import json
import time
from itertools import count
from pathlib import Path
from random import Random

import torch
from torch.nn import functional

from encode import Encoder, token_span
from examples import Row, epoch, read_rows
from model import Reader

SEED = 0
WARM_UP_STEPS = 200
#: Examples that are sorted by length together.
SORTED = 640
#: A batch has about as many tokens as this many rows of 192.
BATCH = 16
LENGTH_STEP = 16
CLIP = 1.0
#: How much telling counts beside the span.
TOLD_WEIGHT = 0.5
AVERAGED = 0.995
SAVE_MINUTES = 15
REPORT_STEPS = 100
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def batches(rows: list[Row], encoder: Encoder, rng: Random):
    """Batches of like length without end: ids, mask, and the first and last token of the answer (0 where it is not told)."""
    for _ in count():
        waiting = []
        for example in epoch(rows, rng):
            encoded = encoder.encode(example.question, example.title, example.text)
            span = (0, 0) if example.span is None else token_span(encoded, example.span)
            if span is not None:
                waiting.append((encoded.ids, span))
            if len(waiting) == SORTED:
                yield from by_length(waiting, encoder, rng)
                waiting = []
        yield from by_length(waiting, encoder, rng)


def by_length(waiting: list[tuple[list[int], tuple[int, int]]], encoder: Encoder, rng: Random):
    waiting.sort(key=lambda example: len(example[0]))
    made, at = [], 0
    while at < len(waiting):
        longest = len(waiting[min(len(waiting), at + BATCH) - 1][0])
        part = waiting[at : at + max(4, BATCH * 192 // longest)]
        made.append(part)
        at += len(part)
    rng.shuffle(made)
    for part in made:
        ids, mask = encoder.pad([ids for ids, _ in part], LENGTH_STEP)
        yield ids, mask, torch.tensor([span for _, span in part])


def loss_of(reader: Reader, ids: torch.Tensor, mask: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
    logits, told = reader(ids, mask)
    logits = logits.masked_fill(mask[:, :, None] == 0, -1e4)
    span = sum(functional.cross_entropy(logits[:, :, side], spans[:, side]) for side in (0, 1)) / 2
    return span + TOLD_WEIGHT * functional.binary_cross_entropy_with_logits(told, (spans[:, 0] > 0).float())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="folder of the reader or encoder to begin with")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--cooldown", type=float, default=0.3, help="share of the time over which the rate falls to 0")
    parser.add_argument("--frozen", type=int, default=4, help="first layers, and the embeddings, that are not trained; -1 for none")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--resume", action="store_true", help="go on from OUT/state.pt")
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    rng = Random(options.seed)
    encoder = Encoder(options.base)
    reader = Reader.open(options.base)
    if options.frozen >= 0:
        for part in (reader.words, reader.positions, reader.segments, reader.norm, *reader.layers[: options.frozen]):
            part.requires_grad_(False)
    trained = {name: weight for name, weight in reader.named_parameters() if weight.requires_grad}
    matrices = [weight for weight in trained.values() if weight.dim() > 1]
    vectors = [weight for weight in trained.values() if weight.dim() <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}],
        lr=options.rate, betas=(0.9, 0.98), eps=1e-6, fused=True,
    )  # fmt: skip
    average = {name: weight.detach().clone() for name, weight in trained.items()}
    steps = seen = 0
    if options.resume:
        kept = torch.load(options.out / "state.pt")
        reader.load_state_dict(kept["reader"])
        optimizer.load_state_dict(kept["optimizer"])
        average, steps, seen = kept["average"], kept["steps"], kept["seen"]
        rng = Random(options.seed + steps)

    rows = read_rows(options.work, rng)
    print(f"{len(rows)} questions, {sum(row.times for row in rows)} an epoch", flush=True)

    def save() -> None:
        options.out.mkdir(parents=True, exist_ok=True)
        state = reader.state_dict() | average
        reader.save(options.base, options.out, state)
        torch.save(
            {"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "steps": steps, "seen": seen},
            options.out / "state.pt",
        )
        recipe = {name: str(value) for name, value in vars(options).items()} | {"steps": steps, "examples": seen}
        (options.out / "recipe.json").write_text(json.dumps(recipe, indent=1))

    reader.train()
    began = saved = time.monotonic()
    before, losses = seen, []
    for ids, mask, spans in batches(rows, encoder, rng):
        passed = (time.monotonic() - began) / 60 / options.minutes
        if passed >= 1:
            break
        left = min(1.0, (1 - passed) / options.cooldown) if options.cooldown > 0 else 1.0
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1, (steps + 1) / WARM_UP_STEPS) * left
        loss = loss_of(reader, ids, mask, spans)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained.values(), CLIP)
        optimizer.step()
        steps, seen = steps + 1, seen + len(ids)
        keep = min(AVERAGED, steps / (steps + 9))
        for name, weight in trained.items():
            average[name].lerp_(weight.detach(), 1 - keep)
        losses.append(loss.item())
        if steps % REPORT_STEPS == 0:
            minutes = (time.monotonic() - began) / 60
            mean = sum(losses[-REPORT_STEPS:]) / min(len(losses), REPORT_STEPS)
            print(f"step {steps} seen {seen} loss {mean:.3f} {minutes:.1f} min {(seen - before) / minutes / 60:.2f}/s", flush=True)
        if time.monotonic() - saved > SAVE_MINUTES * 60:
            save()
            saved = time.monotonic()
    save()


if __name__ == "__main__":
    main()
