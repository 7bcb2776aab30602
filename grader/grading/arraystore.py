"""Arrays as bytes one after another, with JSON that says where each is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Any

import numpy as np

from grader.sandbox.job import Made


class ArrayStore:
    """Arrays as bytes one after another, and where each is."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.length = 0

    def _add(self, array: Any) -> list[Any]:
        raw = array.tobytes()
        entry = [array.dtype.str, list(array.shape), self.length]
        self.chunks.append(raw)
        self.length += len(raw)
        return entry

    def arrays(self, given: Sequence[Any] | None) -> Any:
        """Where each of some arrays is kept; None stays None."""
        return None if given is None else [self._add(array) for array in given]

    def _input(self, value: Any) -> dict[str, Any]:
        if isinstance(value, np.ndarray):
            return {"array": self._add(value)}
        if isinstance(value, Made):
            arguments = self.inputs(value.arguments)
            return {"made": [value.function, arguments, value.item, value.by, list(value.names)]}
        if isinstance(value, tuple | list):
            return {"items": self.inputs(value), "tuple": isinstance(value, tuple)}
        if isinstance(value, dict):
            return {"named": {name: self._input(each) for name, each in value.items()}}
        return {"literal": value}

    def inputs(self, values: Iterable[Any]) -> list[dict[str, Any]]:
        """Inputs of a function as JSON, their arrays kept."""
        return [self._input(value) for value in values]

    @property
    def raw(self) -> bytes:
        """Everything that was kept."""
        return b"".join(self.chunks)


class StoredArrays:
    """Reads what an ArrayStore kept."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def _array(self, entry: list[Any]) -> Any:
        dtype, shape, start = np.dtype(entry[0]), tuple(entry[1]), entry[2]
        return np.frombuffer(self.raw, dtype, prod(shape), start).reshape(shape)

    def arrays(self, entries: list[Any] | None) -> Any:
        """The arrays that were kept together; None stays None."""
        return None if entries is None else tuple(map(self._array, entries))

    def inputs(self, entries: list[Any]) -> Iterator[Any]:
        """The inputs of a function."""
        return map(self._input, entries)

    def _input(self, entry: dict[str, Any]) -> Any:
        if "array" in entry:
            return self._array(entry["array"])
        if "made" in entry:
            function, arguments, item, by, names = entry["made"]
            return Made(function, tuple(self.inputs(arguments)), item, by, tuple(names))
        if "items" in entry:
            return tuple(self.inputs(entry["items"])) if entry["tuple"] else list(self.inputs(entry["items"]))
        if "named" in entry:
            return {name: self._input(each) for name, each in entry["named"].items()}
        return entry["literal"]


class KeptArrays(Sequence[Any]):
    """Groups of arrays that are read when one is asked for."""

    def __init__(self, stored: StoredArrays, entries: Sequence[list[Any] | None]) -> None:
        self._stored = stored
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index: Any) -> Any:
        return self._stored.arrays(self._entries[index])
