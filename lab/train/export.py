"""Writes the model as ONNX for @xenova/transformers: tokens as int8, token pairs as 4 bits, one scale a row."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from bigrams import RADIX, SLOTS, Bigrams
from model import VOCABULARY
from prepare import REPOSITORY

#: The runtime below @xenova/transformers 2.17 is onnxruntime 1.14.
OPSET, IR_VERSION = 14, 8
#: [PAD] [CLS] [SEP] [MASK] tell nothing of a text.
SILENT_TOKENS = (0, 2, 3, 4)
#: [CLS] is in every text. It points somewhere, ever so slightly, so that a text without any other token has a direction, too.
FIRST_TOKEN, FIRST_TOKEN_SCALE = 2, 1e-5


def to_int8(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scale = (np.abs(table).max(axis=1, keepdims=True) / 127).astype(np.float16)
    divisor = np.where(scale > 0, scale, 1).astype(np.float32)
    return np.clip(np.round(table / divisor), -127, 127).astype(np.int8), scale


def to_4_bits(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers from -7 to 7, kept as 1 to 15: the first half of a row in the low bits, the second in the high ones."""
    largest = np.abs(table).max(axis=1, keepdims=True)
    best = np.full_like(largest, np.inf)
    scale = np.ones_like(largest)
    # Cutting off the few largest numbers of a row makes all others finer.
    for share in np.linspace(0.4, 1, 13):
        candidate = np.maximum(largest * share / 7, 1e-9)
        error = ((np.clip(np.round(table / candidate), -7, 7) * candidate - table) ** 2).sum(axis=1, keepdims=True)
        scale = np.where(error < best, candidate, scale)
        best = np.minimum(error, best)
    scale = scale.astype(np.float16)
    numbers = (np.clip(np.round(table / scale.astype(np.float32)), -7, 7) + 8).astype(np.uint8)
    half = table.shape[1] // 2
    return numbers[:, :half] | (numbers[:, half:] << 4), scale


def to_onnx(table: np.ndarray, bigrams: Bigrams) -> onnx.ModelProto:
    width = table.shape[1]
    tokens = table[:VOCABULARY].copy()
    tokens[list(SILENT_TOKENS)] = 0
    token_numbers, token_scale = to_int8(tokens)
    token_numbers[FIRST_TOKEN] = np.random.default_rng(0).choice([-1, 1], width)
    token_scale[FIRST_TOKEN] = FIRST_TOKEN_SCALE
    # Row 0 of the pairs stands for none.
    pairs = table[VOCABULARY:].copy()
    packed, pair_scale = to_4_bits(pairs)
    pair_scale[0] = 0
    constants = {
        "token.int8": token_numbers,
        "token.scale": token_scale,
        "pair.packed": packed,
        "pair.scale": pair_scale,
        "folded": bigrams.folded.astype(np.uint16),
        "slot.check": np.where(bigrams.keys < 0, 65_535, bigrams.keys // SLOTS).astype(np.uint16),
        "slot.row": bigrams.rows.astype(np.uint16),
        "radix": np.array(RADIX, np.int64),
        "slots": np.array(SLOTS, np.int64),
        "none": np.array(0, np.int64),
        "first": np.array([0], np.int64),
        "last": np.array([-1], np.int64),
        "sequence": np.array([1], np.int64),
        "shift": np.array([0, 1, 0, 0], np.int64),
        "sixteenth": np.array(1 / 16, np.float32),
        "sixteen": np.array(16, np.float32),
        "eight": np.array(8, np.float32),
    }

    def cast(source: str, target: str, kind: int) -> onnx.NodeProto:
        return helper.make_node("Cast", [source], [target], to=kind)

    def node(operation: str, inputs: list[str], output: str) -> onnx.NodeProto:
        return helper.make_node(operation, inputs, [output])

    def scaled(name: str, rows: str, numbers: str, output: str) -> list[onnx.NodeProto]:
        return [
            node("Gather", [f"{name}.scale", rows], f"{name}.half-scale"),
            cast(f"{name}.half-scale", f"{name}.own-scale", TensorProto.FLOAT),
            node("Mul", [numbers, f"{name}.own-scale"], output),
        ]

    nodes = [
        node("Gather", ["token.int8", "input_ids"], "token.own"),
        cast("token.own", "token.numbers", TensorProto.FLOAT),
        *scaled("token", "input_ids", "token.numbers", "token.vectors"),
        # Which pair each token makes with the one before it.
        node("Gather", ["folded", "input_ids"], "folded.own"),
        cast("folded.own", "second", TensorProto.INT64),
        node("Slice", ["second", "first", "last", "sequence"], "all-but-last"),
        node("Pad", ["all-but-last", "shift", "none"], "before"),
        node("Mul", ["before", "radix"], "before.shifted"),
        node("Add", ["before.shifted", "second"], "key"),
        node("Mod", ["key", "slots"], "slot"),
        node("Div", ["key", "slots"], "key.check"),
        node("Gather", ["slot.check", "slot"], "slot.own-check"),
        cast("slot.own-check", "slot.known", TensorProto.INT64),
        node("Equal", ["key.check", "slot.known"], "is-pair"),
        node("Gather", ["slot.row", "slot"], "slot.own-row"),
        cast("slot.own-row", "slot.number", TensorProto.INT64),
        node("Where", ["is-pair", "slot.number", "none"], "pair"),
        # Two numbers in each byte.
        node("Gather", ["pair.packed", "pair"], "pair.own"),
        cast("pair.own", "pair.bytes", TensorProto.FLOAT),
        node("Mul", ["pair.bytes", "sixteenth"], "pair.sixteenths"),
        node("Floor", ["pair.sixteenths"], "pair.high"),
        node("Mul", ["pair.high", "sixteen"], "pair.high-bits"),
        node("Sub", ["pair.bytes", "pair.high-bits"], "pair.low"),
        helper.make_node("Concat", ["pair.low", "pair.high"], ["pair.unsigned"], axis=-1),
        node("Sub", ["pair.unsigned", "eight"], "pair.numbers"),
        *scaled("pair", "pair", "pair.numbers", "pair.vectors"),
        node("Add", ["token.vectors", "pair.vectors"], "last_hidden_state"),
    ]
    graph = helper.make_graph(
        nodes,
        "static-embedding",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "sequence"])],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "sequence", width])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="lab/train")
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model


def write_folder(folder: Path, model: onnx.ModelProto, tokenizer: Path, width: int) -> None:
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / "onnx/model_quantized.onnx"))
    content = json.loads(tokenizer.read_text(encoding="utf-8"))
    (folder / "tokenizer.json").write_text(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    (folder / "tokenizer_config.json").write_text((tokenizer.parent / "tokenizer_config.json").read_text())
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": width,
        "vocab_size": VOCABULARY,
        "max_position_embeddings": 512,
        "pad_token_id": 0,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=REPOSITORY / ".training-cache")
    parser.add_argument("--table", type=Path, default=REPOSITORY / ".training-cache" / "table.pt")
    parser.add_argument("--tokenizer", type=Path, default=REPOSITORY / "data/models/vi-en-mini/tokenizer.json")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "data/models/vi-en-mini")
    arguments = parser.parse_args()
    table = torch.load(arguments.table).numpy()
    model = to_onnx(table, Bigrams.load(arguments.cache / "bigrams.npz"))
    write_folder(arguments.output, model, arguments.tokenizer, table.shape[1])
    size = sum(file.stat().st_size for file in arguments.output.rglob("*") if file.is_file())
    print(f"{arguments.output}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
