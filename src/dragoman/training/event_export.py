"""The trained event network as ONNX graphs, which the reader runs without torch."""

import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from torch import Tensor, nn

from dragoman.reading.attribution.features import feature_sizes
from dragoman.training.event_network import EventNetwork

_OPSET = 17
_EIGHT_BIT = ("MatMul", "Gather")


class _Part(nn.Module):
    """One function of the network as a module of its own."""

    def __init__(self, network: nn.Module, function: str) -> None:
        super().__init__()
        self.network, self.function = network, function

    def forward(self, *inputs: Tensor) -> Any:
        return getattr(self.network, self.function)(*inputs)


def export(network: EventNetwork, folder: Path) -> None:
    """Write ``encoder.onnx`` with weights in 8 bits, ``triggers.onnx``, ``sides.onnx`` and ``roles.onnx``."""
    network.eval()
    width = network.encoder.config.hidden_size
    ids, vectors = torch.ones(2, 8, dtype=torch.long), torch.zeros(5, width)
    numbers = torch.zeros(5, dtype=torch.long)
    features = torch.zeros(5, len(feature_sizes(1)), dtype=torch.long)
    side = torch.zeros(5, network.trigger_side.out_features)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        write(network, "encode_twice", {"ids": ids, "mask": ids}, ["hidden", "middle"], whole, {0: "many", 1: "long"})
        quantized(whole, folder / "encoder.onnx")
    told = {"vectors": vectors, "tag": numbers, "dep": numbers, "entity": numbers}
    write(network, "triggers", told, ["kind", "mode"], folder / "triggers.onnx")
    write(network, "sides", {"vectors": vectors}, ["as_trigger", "as_token"], folder / "sides.onnx")
    pair = {"triggers": side, "vectors": side, "kind": numbers, "tag": numbers, "entity": numbers, "features": features}
    write(network, "roles", pair, ["roles"], folder / "roles.onnx")


def quantized(whole: Path, path: Path) -> None:
    """Write the graph of the file ``whole`` with its weights in 8 bits, without a sign.

    Processors without VNNI instructions multiply signed weights with sums that overflow, and so read otherwise.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    kinds = list(_EIGHT_BIT)
    quantize_dynamic(whole, path, op_types_to_quantize=kinds, per_channel=True, weight_type=QuantType.QUInt8)


def write(
    network: nn.Module,
    function: str,
    feed: dict[str, Tensor],
    outputs: list[str],
    path: Path,
    free: dict[int, str] | None = None,
) -> None:
    """Write a function of ``network`` as a graph, given inputs like ``feed``; ``free`` names the axes of any length."""
    axes = free or {0: "many"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Part(network, function),
            tuple(feed.values()),
            path,
            input_names=list(feed),
            output_names=outputs,
            dynamic_axes=dict.fromkeys((*feed, *outputs), axes),
            opset_version=_OPSET,
            dynamo=False,
        )
