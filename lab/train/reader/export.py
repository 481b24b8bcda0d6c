"""Writes a reader as ONNX for @xenova/transformers, its matrices and its table of tokens as int8.

    python export.py READER MODEL WORK

Inputs of a matrix differ in size by far, and int8 has one scale for all of them: what the large ones need is moved into the matrix first,
by what is seen in passages of WORK (Xiao et al. 2023, "SmoothQuant", equation 4). Some matrices are multiplied in float all the same.
A matrix has a scale for each column, and no sign: processors without VNNI add two products in 16 bits, which signed ones overflow.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from random import Random

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from encode import Encoder
from examples import lines_of
from model import CONFIGURATION, EXPORTED, QUANTIZED, SCALE, SMOOTHING, TABLE, TABLE_SCALE, Reader

#: The runtime below @xenova/transformers 2.17 is onnxruntime 1.14.
OPSET, IR_VERSION = 14, 8
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start_logits", "end_logits", "answerable")
#: Questions whose first passage is read to see how large inputs are, and the share of that which is moved into the matrix.
SEEN, MOVED = 200, 0.7
#: Multiplied in float: what comes out of the activation function of the first layers is the most uneven.
IN_FLOAT = {f"layers.{at}.outer" for at in range(6)}


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


def largest_inputs(reader: Reader, work: Path, folder: Path) -> dict[str, np.ndarray]:
    """The greatest size of each input of each matrix of the layers, by the matrix's name."""
    encoder = Encoder(folder)
    passages = list(lines_of(work / "passages.jsonl"))
    texts = {asked["id"]: asked["text"] for asked in json.loads((work / "questions.json").read_text(encoding="utf-8"))}
    largest: dict[str, torch.Tensor] = {}

    def keep(name: str):
        def hook(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            size = inputs[0].abs().flatten(0, -2).amax(0)
            largest[name] = torch.maximum(largest.get(name, size), size)

        return hook

    linear = [(name, part) for name, part in reader.layers.named_modules() if isinstance(part, torch.nn.Linear)]
    hooks = [part.register_forward_pre_hook(keep(f"layers.{name}")) for name, part in linear]
    for entry in Random(0).sample(list(lines_of(work / "found.jsonl")), SEEN):
        passage = passages[entry["passages"][0]]
        with torch.no_grad():
            reader(*encoder.pad([encoder.encode(texts[entry["id"]], passage["title"], passage["text"]).ids]))
    for hook in hooks:
        hook.remove()
    return {name: np.maximum(size.numpy(), 1e-5) for name, size in largest.items()}


def replaced(graph: onnx.GraphProto, old: onnx.NodeProto, nodes: list[onnx.NodeProto]) -> None:
    """Puts nodes in the place of one."""
    at = list(graph.node).index(old)
    graph.node.remove(old)
    for offset, node in enumerate(nodes):
        graph.node.insert(at + offset, node)


def smooth(model: onnx.ModelProto, largest: dict[str, np.ndarray]) -> list[str]:
    """
    Has each matrix of the layers take inputs of about the same size, which changes no product, and names the matrices as the reader does.
    Those to multiply in float become int8 here; gives the names of the nodes that multiply the others.
    """
    graph = model.graph
    values = {value.name: value for value in graph.initializer}
    others = []
    for node in [node for node in graph.node if node.op_type == "MatMul" and node.input[1] in values]:
        name = node.name.removeprefix("/reader/").removesuffix("/MatMul").replace("/", ".")
        matrix, weight = numpy_helper.to_array(values[node.input[1]]), f"{name}.weight"
        graph.initializer.remove(values[node.input[1]])
        if name not in largest:
            # The one that scores spans: it is small, and what it gives is what is compared.
            graph.initializer.append(numpy_helper.from_array(matrix, weight))
            node.input[1] = weight
            continue
        if name in IN_FLOAT:
            column = np.maximum(np.abs(matrix).max(axis=0) / 127, 1e-8).astype(np.float32)
            graph.initializer.append(numpy_helper.from_array(np.round(matrix / column).astype(np.int8), weight + QUANTIZED))
            graph.initializer.append(numpy_helper.from_array(column, weight + SCALE))
            # Done once, when the model is opened.
            cast = helper.make_node("Cast", [weight + QUANTIZED], [f"{weight}.cast"], to=TensorProto.FLOAT)
            scaled = helper.make_node("Mul", [f"{weight}.cast", weight + SCALE], [weight])
            replaced(graph, node, [cast, scaled, helper.make_node("MatMul", [node.input[0], weight], node.output, node.name)])
            continue
        scale = largest[name] ** MOVED / np.maximum(np.abs(matrix).max(axis=1), 1e-5) ** (1 - MOVED)
        scale = (scale / np.exp(np.log(scale).mean())).astype(np.float32)
        graph.initializer.append(numpy_helper.from_array(matrix * scale[:, None], weight))
        graph.initializer.append(numpy_helper.from_array(1 / scale, name + SMOOTHING))
        smoothed = helper.make_node("Mul", [node.input[0], name + SMOOTHING], [f"{name}.smoothed"])
        replaced(graph, node, [smoothed, helper.make_node("MatMul", [f"{name}.smoothed", weight], node.output, node.name)])
        others.append(node.name)
    return others


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
    gather = next(node for node in graph.node if node.op_type == "Gather" and table.name in node.input)
    ids, output = gather.input[1], gather.output[0]
    made = [
        helper.make_node("Gather", [TABLE, ids], ["table.own"]),
        helper.make_node("Cast", ["table.own"], ["table.numbers"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [TABLE_SCALE, ids], ["table.own-scale"]),
        helper.make_node("Mul", ["table.numbers", "table.own-scale"], [output]),
    ]
    replaced(graph, gather, made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("work", type=Path)
    options = parser.parse_args()
    reader = Reader.open(options.reader).eval()
    (options.out / "onnx").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole, half = Path(folder) / "whole.onnx", Path(folder) / "half.onnx"
        to_onnx(reader, whole)
        model = onnx.load(str(whole))
        quantize_table(model, reader.words.num_embeddings)
        matrices = smooth(model, largest_inputs(reader, options.work, options.reader))
        onnx.save(model, str(half))
        quantize_dynamic(half, options.out / EXPORTED, nodes_to_quantize=matrices, per_channel=True, weight_type=QuantType.QUInt8)
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
