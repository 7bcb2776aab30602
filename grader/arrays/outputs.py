"""The named outputs in what a function returned, and what is wrong with their container."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple

import numpy as np

from grader.block import STRICT
from grader.sandbox.values import ArrayValue, Items, Named, Opaque, Value

Container = Literal["one", "tuple", "dict"]


@dataclass(frozen=True, kw_only=True)
class DictOutputs:
    """Several outputs in a dict."""

    __pydantic_config__: ClassVar[Any] = STRICT

    dict: tuple[str, ...]
    """The keys."""


class Outputs(NamedTuple):
    """One array or number for each output; ``container`` says what is wrong with what they came in."""

    values: tuple[ArrayValue, ...]
    container: str = ""
    remark: str = ""


def unpack(value: Value, names: Sequence[str], wanted: Container) -> Outputs | str:
    """The outputs, in the order of ``names``; or a sentence on why there are none."""
    if isinstance(value, Opaque) and value.type == "NoneType":
        return "it returned None: is a return missing?"
    if isinstance(value, Opaque):
        return f"it returned a value of type {value.type}, expected {_wanted(names, wanted)}"
    if isinstance(value, Named):
        return _from_dict(value, names, wanted)
    if wanted == "one":
        if isinstance(value, ArrayValue):
            return Outputs((value,))
        rows = [item for item in value.items if isinstance(item, ArrayValue)]
        if len(value.items) == 1 and rows:
            return Outputs((rows[0],), f"it came in a {value.type} of one")
        if rows and len(rows) == len(value.items) and len({row.array.shape for row in rows}) == 1:
            return Outputs((ArrayValue(np.stack([row.array for row in rows]), value.type),))
        return f"it returned a {value.type} of {len(value.items)} values, expected one array or number"
    items = _items(value)
    if items is None or len(items.items) != len(names):
        found = "one array or number" if items is None else f"{len(items.items)} values"
        return f"it returned {found}, expected {_wanted(names, wanted)}"
    values = [item for item in items.items if isinstance(item, ArrayValue)]
    if len(values) < len(names):
        odd = next(
            name for name, item in zip(names, items.items, strict=True) if not isinstance(item, ArrayValue)
        )
        return f"its output {odd} is neither an array nor a number"
    container = (
        f"a {items.type} came in place of a dict with the keys {', '.join(names)}" if wanted == "dict" else ""
    )
    remark = (
        "A list was returned where a tuple is asked." if items.type == "list" and wanted == "tuple" else ""
    )
    return Outputs(tuple(values), container, remark)


def _items(value: ArrayValue | Items) -> Items | None:
    """A list of equally shaped arrays arrives as one array: take it apart again."""
    if isinstance(value, Items):
        return value
    if value.type == "list" and value.array.ndim:
        return Items(
            tuple(ArrayValue(row, "ndarray" if row.ndim else "float") for row in value.array), "list"
        )
    return None


def _from_dict(value: Named, names: Sequence[str], wanted: Container) -> Outputs | str:
    missing = [name for name in names if name not in value.items]
    if wanted == "one" or missing:
        keys = ", ".join(repr(key) for key in list(value.items)[:8])
        lacking = f"; {', '.join(missing)} missing" if wanted != "one" else ""
        return (
            f"it returned a dict with the keys {keys or 'none'}, expected {_wanted(names, wanted)}{lacking}"
        )
    found = [value.items[name] for name in names]
    values = [item for item in found if isinstance(item, ArrayValue)]
    if len(values) < len(names):
        odd = next(name for name, item in zip(names, found, strict=True) if not isinstance(item, ArrayValue))
        return f"its output {odd} is neither an array nor a number"
    return Outputs(tuple(values), "" if wanted == "dict" else "a dict came in place of a tuple")


def _wanted(names: Sequence[str], wanted: Container) -> str:
    if wanted == "one":
        return "one array or number"
    listing = ", ".join(names)
    return f"a dict with the keys {listing}" if wanted == "dict" else f"a tuple of {len(names)}: {listing}"
