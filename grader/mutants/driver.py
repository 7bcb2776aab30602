"""Runs in the child, beside sources with planted mistakes or changes, as the driver of their job."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from importlib import import_module
from types import ModuleType
from typing import Any


def call(module: ModuleType, name: str, function: str, *inputs: Any) -> Any:
    """What a function of the job's module ``name`` gives; ``module`` itself is the source as it was."""
    return getattr(import_module(name) if name else module, function)(*inputs)


def call_each(module: ModuleType, names: Sequence[str], function: str, *inputs: Any) -> tuple[Any, ...]:
    """What a function of each of several modules gives for the same inputs; None where it raises something."""
    found = []
    for name in names:
        try:
            found.append(call(module, name, function, *deepcopy(inputs)))
        except Exception:
            found.append(None)
    return tuple(found)
