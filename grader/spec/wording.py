"""Types in the words of an error message."""

from __future__ import annotations

import typing
from dataclasses import is_dataclass
from types import NoneType
from typing import Any

from grader.errors import listed
from grader.spec.restore import alternatives, field_types

_PLAIN = {
    str: "a text",
    float: "a number",
    int: "a whole number",
    bool: "true or false",
    NoneType: "nothing",
    Any: "any value",
}
_SEVERAL = {"a text": "texts", "a number": "numbers", "a whole number": "whole numbers"}


def wanted(hint: Any) -> str:
    """What a type stands for.

    >>> wanted(tuple[str, ...] | float)
    'a list of texts or a number'
    """
    words = []
    for member in alternatives(hint):
        if member in _PLAIN:
            words.append(_PLAIN[member])
        elif typing.get_origin(member) is typing.Literal:
            words.append(
                listed(map(str, typing.get_args(member)))
                if len(typing.get_args(member)) == 1
                else f"one of {listed(map(str, typing.get_args(member)))}"
            )
        elif typing.get_origin(member) is tuple:
            item = wanted(typing.get_args(member)[0])
            words.append("a list of " + _SEVERAL.get(item, f"({item})"))
        elif typing.get_origin(member) is dict:
            words.append("a mapping from names to " + wanted(typing.get_args(member)[1]))
        elif is_dataclass(member) and isinstance(member, type):
            words.append(f"a mapping with the keys {listed(field_types(member))}")
    if "a number" in words and "a whole number" in words:
        words.remove("a whole number")
    optional = [word for word in words if word != "nothing"]
    return " or ".join(dict.fromkeys(optional))


def found(value: Any) -> str:
    """What stands there instead."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case dict():
            return (
                f"a mapping with the keys {listed(list(map(str, value))[:5])}"
                if value
                else "an empty mapping"
            )
        case list():
            return f"a list of {len(value)}"
        case str():
            return f"the text {value[:40]!r}"
        case _:
            return f"the number {value}"[:60]


def type_at(block: Any, path: tuple[str | int, ...], data: Any) -> Any:
    """The type that a path inside a block has, as far as the data leads there; None where it has none."""
    hint = block
    for step in path:
        hint = _inside(hint, step)
        if hint is None:
            return None
    return hint


def _inside(hint: Any, step: str | int) -> Any:
    for member in alternatives(hint):
        if is_dataclass(member) and isinstance(member, type) and step in field_types(member):
            return field_types(member)[str(step)]
        if typing.get_origin(member) is dict and isinstance(step, str):
            return typing.get_args(member)[1]
        if typing.get_origin(member) is tuple and isinstance(step, int):
            return typing.get_args(member)[0]
    return None
