"""Writes a reader as ONNX for @xenova/transformers, its matrices and its table of tokens as int8.

    python export.py READER OUT

A matrix has a scale for each column and 7 bits of its 8: processors without VNNI add two products in 16 bits, which 8 bits overflow.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import CONFIGURATION, EXPORTED, TABLE, TABLE_SCALE, Reader

#: The runtime below @xenova/transformers 2.17 is onnxruntime 1.14.
OPSET, IR_VERSION = 14, 8
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start_logits", "end_logits", "answerable")


class Exported(torch.nn.Module):
    """The reader with the names and shapes of a `question-answering` model; it knows no segments."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, segments: torch.Tensor) -> tuple[torch.Tensor, ...]:
        logits, told = self.reader(ids + segments * 0, mask)
        return logits[:, :, 0], logits[:, :, 1], told


def to_onnx(reader: Reader, file: Path) -> None:
    ids = torch.randint(4, 1000, (2, 12))
    torch.onnx.export(
        Exported(reader).eval(),
        (ids, torch.ones_like(ids), torch.zeros_like(ids)),
        str(file),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes={name: {0: "batch", 1: "length"} for name in INPUTS + OUTPUTS[:2]} | {OUTPUTS[2]: {0: "batch"}},
        opset_version=OPSET,
        dynamo=False,
    )


def quantize_table(model: onnx.ModelProto, rows: int) -> None:
    """The table of tokens as int8 with a scale for each row; `quantize_dynamic` would give it one for all."""
    graph = model.graph
    table = next(value for value in graph.initializer if list(value.dims)[:1] == [rows])
    numbers = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(numbers).max(axis=1, keepdims=True) / 127, 1e-8).astype(np.float32)
    graph.initializer.remove(table)
    graph.initializer.extend(
        [
            numpy_helper.from_array(np.round(numbers / scale).astype(np.int8), TABLE),
            numpy_helper.from_array(scale, TABLE_SCALE),
        ]
    )
    at, gather = next((at, node) for at, node in enumerate(graph.node) if node.op_type == "Gather" and table.name in node.input)
    ids, output = gather.input[1], gather.output[0]
    graph.node.remove(gather)
    made = [
        helper.make_node("Gather", [TABLE, ids], ["table.own"]),
        helper.make_node("Cast", ["table.own"], ["table.numbers"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [TABLE_SCALE, ids], ["table.own-scale"]),
        helper.make_node("Mul", ["table.numbers", "table.own-scale"], [output]),
    ]
    for offset, node in enumerate(made):
        graph.node.insert(at + offset, node)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    reader = Reader.open(options.reader).eval()
    (options.out / "onnx").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole, half = Path(folder) / "whole.onnx", Path(folder) / "half.onnx"
        to_onnx(reader, whole)
        model = onnx.load(str(whole))
        quantize_table(model, reader.words.num_embeddings)
        onnx.save(model, str(half))
        quantize_dynamic(
            half, options.out / EXPORTED, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )  # fmt: skip
    model = onnx.load(str(options.out / EXPORTED))
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    onnx.save(model, str(options.out / EXPORTED))
    for name in CONFIGURATION:
        shutil.copyfile(options.reader / name, options.out / name)
    config = json.loads((options.out / "config.json").read_text(encoding="utf-8"))
    config["architectures"] = ["BertForQuestionAnswering"]
    (options.out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    size = sum(file.stat().st_size for file in options.out.rglob("*") if file.is_file())
    print(f"{options.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
