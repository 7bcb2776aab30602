"""Modules that submissions import, loaded beforehand where a child cannot open files."""

from __future__ import annotations

import contextlib
import sys
import warnings
from importlib import import_module

MODULES = (
    "__future__", "abc", "argparse", "array", "ast", "base64", "binascii", "bisect", "builtins", "calendar", "cmath",
    "collections", "collections.abc", "colorsys", "contextlib", "contextvars",
    "copy", "csv", "ctypes", "ctypes.util", "dataclasses", "datetime", "decimal", "difflib", "dis", "doctest", "enum", "faulthandler",
    "fnmatch", "fractions", "functools", "gc", "getopt", "getpass", "glob", "graphlib", "gzip", "hashlib", "heapq", "hmac", "importlib.util",
    "inspect", "io", "itertools", "json", "keyword", "linecache", "locale", "logging", "marshal", "math",
    "numbers", "operator", "os", "pathlib", "pickle", "pickletools", "platform", "pprint", "queue", "random",
    "re", "reprlib", "sched", "secrets", "select", "selectors", "shlex", "shutil", "signal", "statistics", "string",
    "struct", "subprocess", "sysconfig", "tempfile", "textwrap", "threading", "time", "timeit", "token", "tokenize",
    "traceback", "tracemalloc", "types", "typing", "unicodedata", "unittest", "uuid", "warnings",
    "weakref", "zipfile", "zlib", "zoneinfo",
    "encodings.ascii", "encodings.idna", "encodings.latin_1", "encodings.utf_16", "encodings.utf_8_sig",
    "numpy.char", "numpy.ctypeslib", "numpy.fft", "numpy.lib.format", "numpy.lib.recfunctions", "numpy.lib.scimath", "numpy.linalg",
    "numpy.ma", "numpy.matlib", "numpy.polynomial", "numpy.random", "numpy.rec", "numpy.strings", "numpy.testing", "numpy.typing",
    "grader.arrays.derive", "grader.sandbox.counting",
)  # fmt: skip


def preload() -> frozenset[str]:
    """Load them all, passing over what this Python does not have; the names of all that is loaded now and was not."""
    before = set(sys.modules)
    for name in MODULES:
        with contextlib.suppress(ImportError), warnings.catch_warnings(action="ignore"):
            import_module(name)
    return frozenset(sys.modules) - before
