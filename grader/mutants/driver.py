"""Runs in the child, beside sources with planted mistakes or changes, as the driver of their job."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from importlib import import_module
from types import CodeType, ModuleType
from typing import Any


def call(module: ModuleType, name: str, function: str, *inputs: Any) -> Any:
    """What a function of the job's module ``name`` gives; ``module`` itself is the source as it was."""
    return getattr(import_module(name) if name else module, function)(*inputs)


def call_each(module: ModuleType, texts: Sequence[str], function: str, *inputs: Any) -> tuple[Any, ...]:
    """What a function gives for the same inputs with each of several texts run in front; None where it raises something.

    A text finds all that ``module`` defines, and leaves no trace in it.
    """
    found = []
    for text in texts:
        beside = dict(vars(module))
        try:
            exec(_compiled(text), beside)
            found.append(beside[function](*deepcopy(inputs)))
        except Exception:
            found.append(None)
    return tuple(found)


@cache
def _compiled(text: str) -> CodeType:
    return compile(text, "<changed>", "exec", dont_inherit=True)
