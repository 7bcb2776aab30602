"""The standard library and all of numpy, loaded beforehand where a child cannot open files."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

_LEFT_OUT = {
    "__main__", "antigravity", "distutils", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "test", "this", "tkinter",
    "turtle", "turtledemo", "venv",
}  # fmt: skip
"""Modules that open a window, print, or are no part of a computation."""

_WITH_ALL_BELOW = (
    "asyncio", "collections", "concurrent", "concurrent.futures", "ctypes", "email", "encodings", "html", "http",
    "importlib", "json", "logging", "multiprocessing", "os", "sqlite3", "unittest", "urllib", "xml", "xml.etree", "zoneinfo",
)  # fmt: skip
_OTHERS = (
    "numpy.char", "numpy.ctypeslib", "numpy.fft", "numpy.lib.format", "numpy.lib.recfunctions", "numpy.lib.scimath",
    "numpy.linalg", "numpy.ma", "numpy.matlib", "numpy.polynomial", "numpy.random", "numpy.rec", "numpy.strings",
    "numpy.testing", "numpy.typing", "grader.arrays.derive", "grader.mutants.driver", "grader.sandbox.counting",
)  # fmt: skip


def preload() -> None:
    """Load them all, passing over what this system does not have."""
    for name in (*sorted(sys.stdlib_module_names - _LEFT_OUT), *_OTHERS):
        _load(name)
    for package in _WITH_ALL_BELOW:
        for name in list(_below(package)):
            _load(name)


def _load(name: str) -> None:
    with warnings.catch_warnings(), contextlib.suppress(Exception):  # some are for other systems
        warnings.simplefilter("ignore")
        import_module(name)


def _below(package: str) -> Iterator[str]:
    for found in iter_modules(getattr(sys.modules.get(package), "__path__", [])):
        if found.name != "__main__":
            yield f"{package}.{found.name}"
