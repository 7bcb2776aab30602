"""Plain data -> frozen dataclasses, by their type hints. Only for data that has been validated."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def restore(block: type[T], data: dict[str, Any]) -> T:
    """An instance of a dataclass from plain data: lists become tuples, mappings the dataclasses they stand for."""
    hints = field_types(block)
    named = {field.name.removesuffix("_"): field.name for field in fields(block)}  # type: ignore[arg-type]
    return block(**{named[name]: _restored(hints[name], value) for name, value in data.items()})


_KNOWN: dict[type[Any], dict[str, Any]] = {}


def field_types(block: type[Any]) -> dict[str, Any]:
    """The types of a dataclass's fields, by their keys in YAML (``from`` for the field ``from_``)."""
    if block not in _KNOWN:
        hints = typing.get_type_hints(block)
        _KNOWN[block] = {field.name.removesuffix("_"): hints[field.name] for field in fields(block)}
    return _KNOWN[block]


def alternatives(hint: Any) -> tuple[Any, ...]:
    """The members of a union; of any other type, itself."""
    return (
        typing.get_args(hint)
        if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union
        else (hint,)
    )


def _restored(hint: Any, value: Any) -> Any:
    members = alternatives(hint)
    if isinstance(value, dict):
        for member in members:
            if (
                is_dataclass(member)
                and isinstance(member, type)
                and value.keys() <= field_types(member).keys()
            ):
                return restore(member, value)
            if typing.get_origin(member) is dict:
                item = typing.get_args(member)[1]
                return {key: _restored(item, entry) for key, entry in value.items()}
    if isinstance(value, list):
        for member in members:
            if typing.get_origin(member) is tuple:
                item = typing.get_args(member)[0]
                return tuple(_restored(item, entry) for entry in value)
    if type(value) is int and int not in members and float in members:
        return float(value)
    return value
