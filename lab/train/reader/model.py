"""The reader: a BERT-shaped encoder with two numbers for each token, how well an answer begins and how well it ends there.

Those of the first token stand for "this passage does not tell" (Devlin et al. 2019, section 4.3). A third number for the whole says
how surely it tells (the front verifier of Zhang et al. 2021, "Retrospective Reader").
"""

import json
import shutil
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional

#: Files of a reader's folder besides its weights.
CONFIGURATION = ("config.json", "tokenizer.json", "tokenizer_config.json")
WEIGHTS = "reader.safetensors"
#: Where export.py puts a reader for the product, below its folder.
EXPORTED = "onnx/model_quantized.onnx"
#: Names there of the table of tokens and its scales.
TABLE, TABLE_SCALE = "table.int8", "table.scale"
#: What the names of a matrix's int8 numbers, of their scales and of the number that is zero end in there; and that of what its inputs are multiplied by.
QUANTIZED, SCALE, ZERO = "_quantized", "_scale", "_zero_point"
SMOOTHING = ".smoothing"
#: Names of a layer's parts here, and in BERT; three matrices of BERT are one here, which is faster.
ATTENDED = ("query", "key", "value")
PARTS = {
    "mixed": "attention.output.dense",
    "mixed_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}


class Layer(nn.Module):
    def __init__(self, width: int, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.attended = nn.Linear(width, 3 * width)
        self.mixed = nn.Linear(width, width)
        self.mixed_norm = nn.LayerNorm(width, epsilon)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.outer_norm = nn.LayerNorm(width, epsilon)

    def forward(self, tokens: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        rows, length, width = tokens.shape
        parts = self.attended(tokens).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(rows, length, width)
        tokens = self.mixed_norm(tokens + self.mixed(mixed))
        return self.outer_norm(tokens + self.outer(functional.gelu(self.inner(tokens))))


class Reader(nn.Module):
    """`forward(ids, mask)` gives logits [rows, tokens, 2] of spans and [rows] of telling; `mask` is 1 for tokens and 0 for padding."""

    def __init__(self, config: dict) -> None:
        super().__init__()
        width = config["hidden_size"]
        epsilon = config["layer_norm_eps"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.segments = nn.Embedding(config["type_vocab_size"], width)
        self.norm = nn.LayerNorm(width, epsilon)
        self.layers = nn.ModuleList(
            Layer(width, config["intermediate_size"], config["num_attention_heads"], epsilon)
            for _ in range(config["num_hidden_layers"])
        )
        self.head = nn.Linear(width, 2)
        self.told = nn.Linear(width, 1)
        for linear in (self.head, self.told):
            nn.init.normal_(linear.weight, std=0.02)
            nn.init.zeros_(linear.bias)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        # Counted from the ids, so that an exported graph takes any length.
        at = torch.cumsum(torch.ones_like(ids), 1) - 1
        tokens = self.norm(self.words(ids) + self.positions(at) + self.segments(torch.zeros_like(ids)))
        bias = (1.0 - mask[:, None, None, :].to(tokens.dtype)) * -1e4
        bias = bias.expand(-1, 1, ids.shape[1], -1)
        for layer in self.layers:
            tokens = layer(tokens, bias)
        return self.head(tokens), self.told(tokens[:, 0])[:, 0]

    @classmethod
    def open(cls, folder: Path) -> "Reader":
        """A reader as {@link save} keeps it, as export.py writes it, or a bare encoder (model.safetensors), whose head is new."""
        reader = cls(json.loads((folder / "config.json").read_text(encoding="utf-8")))
        if (folder / EXPORTED).exists():
            reader.load_state_dict(from_onnx(folder / EXPORTED, list(reader.state_dict())))
            return reader
        trained = (folder / WEIGHTS).exists()
        state = load_file(folder / (WEIGHTS if trained else "model.safetensors"))
        lacking, _ = reader.load_state_dict(from_bert({name.removeprefix("enc."): value.float() for name, value in state.items()}), strict=False)
        heads = {"told.weight", "told.bias"} if trained else {"head.weight", "head.bias", "told.weight", "told.bias"}
        if not set(lacking) <= heads:
            raise ValueError(f"{folder} lacks {', '.join(sorted(set(lacking) - heads))}")
        return reader

    def save(self, base: Path, folder: Path, state: dict[str, torch.Tensor] | None = None) -> None:
        """Keeps the weights in half precision, beside the configuration of `base`."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in CONFIGURATION:
            if folder != base:
                shutil.copyfile(base / name, folder / name)
        whole = to_bert(self.state_dict() if state is None else state)
        save_file({name: value.half().contiguous() for name, value in whole.items()}, folder / WEIGHTS)


def names_of(layers: int) -> dict[str, str]:
    """Names of weights here and in BERT, but for what {@link ATTENDED} merges."""
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "segments.weight": "embeddings.token_type_embeddings.weight",
    }
    pairs = [("norm", "embeddings.LayerNorm"), ("head", "qa"), ("told", "told")]
    for at in range(layers):
        pairs += [(f"layers.{at}.{ours}", f"encoder.layer.{at}.{theirs}") for ours, theirs in PARTS.items()]
    for ours, theirs in pairs:
        for kind in ("weight", "bias"):
            names[f"{ours}.{kind}"] = f"{theirs}.{kind}"
    return names


def layers_in(state: dict[str, torch.Tensor], pattern: str) -> int:
    return sum(pattern in name for name in state)


def from_bert(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    layers = layers_in(state, "attention.self.query.weight")
    ours = {mine: state[theirs] for mine, theirs in names_of(layers).items() if theirs in state}
    for at in range(layers):
        for kind in ("weight", "bias"):
            parts = [state[f"encoder.layer.{at}.attention.self.{name}.{kind}"] for name in ATTENDED]
            ours[f"layers.{at}.attended.{kind}"] = torch.cat(parts)
    return ours


def to_bert(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    layers = layers_in(state, "attended.weight")
    theirs = {name: state[mine] for mine, name in names_of(layers).items()}
    for at in range(layers):
        for kind in ("weight", "bias"):
            for name, part in zip(ATTENDED, state[f"layers.{at}.attended.{kind}"].chunk(3), strict=True):
                theirs[f"encoder.layer.{at}.attention.self.{name}.{kind}"] = part
    return theirs


def from_onnx(file: Path, names: list[str]) -> dict[str, torch.Tensor]:
    """The weights that export.py has rounded to int8, as they are after the rounding; `names` are those of a reader, in its order."""
    values = {value.name: value for value in onnx.load(str(file)).graph.initializer}
    numbers = lambda name: torch.from_numpy(numpy_helper.to_array(values[name]).astype("float32"))  # noqa: E731
    state = {}
    for name in names:
        if name == "words.weight":
            state[name] = numbers(TABLE) * numbers(TABLE_SCALE)
        elif name + QUANTIZED in values:
            zero = numbers(name + ZERO) if name + ZERO in values else 0
            matrix = (numbers(name + QUANTIZED) - zero) * numbers(name + SCALE)
            smoothing = name.removesuffix(".weight") + SMOOTHING
            matrix = matrix * numbers(smoothing)[:, None] if smoothing in values else matrix
            # ONNX multiplies from the other side.
            state[name] = matrix.T.contiguous()
        elif f"reader.{name}" in values:
            state[name] = numbers(f"reader.{name}")
        else:
            state[name] = numbers(name if name in values else f"reader.{name}_Transposed").T.contiguous()
    return state
