"""What real submissions use and a child lacks, served as far as it is used."""

from __future__ import annotations

import builtins
import functools
import io
import os
from types import ModuleType
from typing import Any

SERVED: dict[str, dict[str, object]] = {
    "past": {},
    "past.builtins": {
        "xrange": range,
        "basestring": str,
        "unicode": str,
        "long": int,
        "reduce": functools.reduce,
        "raw_input": input,
    },
}
"""Module names and what they offer: ``future``'s ``past.builtins``, for xrange."""


def served_module(name: str) -> ModuleType:
    """A new module with what is served under that name."""
    module = ModuleType(name)
    vars(module).update(SERVED[name])
    if any(other.startswith(f"{name}.") for other in SERVED):
        module.__path__ = []
    return module


def serve_null_device() -> None:
    """Have ``open(os.devnull)`` give what standard input is, where nothing can be opened."""
    opened = io.open

    def served(file: Any, *arguments: Any, **named: Any) -> Any:
        return opened(os.dup(0) if file == os.devnull else file, *arguments, **named)

    builtins.open = io.open = served
