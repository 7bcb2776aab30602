"""Which kinds there are: one per module of this package, found by its file name."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module

from grader.kinds.base import Kind

_NOT_KINDS = {"__init__", "base", "hint", "registry"}


@cache
def kind_names() -> tuple[str, ...]:
    """The kinds an exercise can name, sorted."""
    names = (
        name.removesuffix(".py") for name in os.listdir(os.path.dirname(__file__)) if name.endswith(".py")
    )
    return tuple(sorted(name for name in names if name not in _NOT_KINDS))


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
