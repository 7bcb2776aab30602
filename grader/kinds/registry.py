"""Which kinds there are: one per module of this package, found by its file name."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from grader.kinds.base import Kind

_NOT_KINDS = {"__init__", "base", "registry"}


@cache
def kind_names() -> tuple[str, ...]:
    """The kinds an exercise can name, sorted."""
    return tuple(
        sorted(file.stem for file in Path(__file__).parent.glob("*.py") if file.stem not in _NOT_KINDS)
    )


@cache
def kind_class(name: str) -> type[Kind]:
    """The class of a kind, imported only now: grading code needs no parser.

    Raises:
        KeyError: there is no such kind.

    """
    if name not in kind_names():
        raise KeyError(name)
    found: type[Kind] = getattr(import_module(f"grader.kinds.{name}"), name.capitalize())
    return found
