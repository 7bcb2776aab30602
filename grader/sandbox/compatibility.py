"""Modules that real submissions import and that are not installed, served with what they are used for."""

from __future__ import annotations

import functools
from types import ModuleType

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
