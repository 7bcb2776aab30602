"""What a function returned, as far as it can cross a process boundary safely.

The child encodes (a JSON tree and raw little-endian bytes), the parent decodes and checks every field.
The exact type travels along for the sake of the message; the parent trusts only what it rebuilds.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.errors import printable

DTYPES = frozenset({"<f8", "<f4", "<f2", "<i8", "<i4", "<i2", "|i1", "<u8", "<u4", "<u2", "|u1", "|b1"})
MAX_ITEMS = 1000
MAX_NESTING = 3
MAX_AXES = 6


class ArrayValue(NamedTuple):
    """An array or a number; ``type`` is the exact type it had: ndarray, float, list, MaskedArray ..."""

    array: NDArray[Any]
    type: str


class Items(NamedTuple):
    """A tuple or list of values."""

    items: tuple[Value, ...]
    type: str


class Named(NamedTuple):
    """A dict with names for keys."""

    items: Mapping[str, Value]


class Opaque(NamedTuple):
    """Anything else: only the name of its type."""

    type: str


Value = ArrayValue | Items | Named | Opaque


class GarbledError(ValueError):
    """Bytes from the child that are not what was agreed."""


def encode(value: Any) -> tuple[Any, bytes]:
    """A value as a JSON tree and the bytes of its arrays."""
    chunks: list[bytes] = []
    return _encode(value, chunks, 0), b"".join(chunks)


def _encode(value: Any, chunks: list[bytes], depth: int) -> Any:
    name = type(value).__name__[:60]
    if isinstance(value, np.ndarray):
        if np.any(getattr(value, "mask", False)):
            return {"type": f"{name} with masked entries"}
        return _converted(np.asarray(value), name, chunks)
    if isinstance(value, bool | int | float | np.generic):
        return _number(value, name, chunks)
    if isinstance(value, list) and (stacked := _stacked(value)) is not None:
        return _array(stacked, "list", chunks)
    inner = depth > 0 and isinstance(value, tuple) and not any(isinstance(each, np.ndarray) for each in value)
    if inner and (stacked := _stacked(list(value))) is not None:
        return _array(stacked, "tuple", chunks)
    if depth < MAX_NESTING and isinstance(value, list | tuple) and len(value) <= MAX_ITEMS:
        items = [_encode(item, chunks, depth + 1) for item in value]
        return {"type": "tuple" if isinstance(value, tuple) else "list", "items": items}
    if depth < MAX_NESTING and isinstance(value, dict) and len(value) <= MAX_ITEMS:
        named = {key: _encode(item, chunks, depth + 1) for key, item in value.items() if _is_name(key)}
        return {"type": "dict", "named": named}
    return {"type": name}


def _is_name(key: Any) -> bool:
    return isinstance(key, str) and len(key) <= 100


def _stacked(items: list[Any]) -> NDArray[Any] | None:
    """A list of numbers, or of equally long lists of them, as the array it could be."""
    try:
        array = np.asarray(items)
    except (ValueError, TypeError, OverflowError):
        return None
    return array if array.dtype.newbyteorder("<").str in DTYPES else None


def _converted(array: NDArray[Any], name: str, chunks: list[bytes]) -> Any:
    """An array; one of numbers in a dtype that is not sent goes as float64, under a name that says so."""
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        return _array(array.astype(np.float64), name, chunks)
    if array.dtype.kind in "Oc":
        try:
            with np.errstate(all="ignore"):
                real = array.astype(np.complex128)
            if not np.any(real.imag):
                return _array(real.real.copy(), f"{name} of dtype {array.dtype}", chunks)
        except (TypeError, ValueError, OverflowError):
            pass  # not numbers
    return _array(array, name, chunks)


def _number(value: Any, name: str, chunks: list[bytes]) -> Any:
    try:
        return _converted(np.asarray(value), name, chunks)
    except OverflowError:
        return {"type": name}


def _array(array: NDArray[Any], name: str, chunks: list[bytes]) -> Any:
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    if little.dtype.str not in DTYPES or little.ndim > MAX_AXES:
        return {"type": f"{name} of {str(array.dtype)[:60]}"}
    raw = little.tobytes()
    chunks.append(raw)
    return {"type": name, "dtype": little.dtype.str, "shape": list(little.shape), "bytes": len(raw)}


def decode(tree: Any, raw: bytes) -> Value:
    """The value a child sent.

    Raises:
        GarbledError: a field is not what was agreed.

    """
    value, used = _decode(tree, raw, 0, 0)
    if used != len(raw):
        raise GarbledError("bytes left over")
    return value


def _decode(tree: Any, raw: bytes, start: int, depth: int) -> tuple[Value, int]:
    if not isinstance(tree, dict) or not isinstance(tree.get("type"), str) or depth > MAX_NESTING:
        raise GarbledError("no value")
    name = printable(tree["type"], 120)
    if "dtype" in tree:
        return _decode_array(tree, raw, start, name)
    if isinstance(items := tree.get("items"), list):
        decoded: list[Value] = []
        for item in items:
            value, start = _decode(item, raw, start, depth + 1)
            decoded.append(value)
        return Items(tuple(decoded), name), start
    if isinstance(named := tree.get("named"), dict):
        found: dict[str, Value] = {}
        for key, item in named.items():
            found[key], start = _decode(item, raw, start, depth + 1)
        return Named(found), start
    return Opaque(name), start


def _decode_array(tree: dict[str, Any], raw: bytes, start: int, name: str) -> tuple[Value, int]:
    dtype, shape = tree["dtype"], tree.get("shape")
    if dtype not in DTYPES or not isinstance(shape, list) or len(shape) > MAX_AXES:
        raise GarbledError("no array")
    if not all(type(length) is int and 0 <= length <= 2**31 for length in shape):
        raise GarbledError("no shape")
    if prod(length for length in shape if length) > 2**31:
        raise GarbledError("a shape beyond any answer")
    stop = start + prod(shape) * np.dtype(dtype).itemsize
    if stop > len(raw):
        raise GarbledError("an array longer than its bytes")
    return ArrayValue(np.frombuffer(raw[start:stop], dtype=dtype).reshape(shape), name), stop
