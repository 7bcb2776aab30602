"""What Python and numpy need to read while student code runs, and nothing else of this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import numpy as np

import grader

STANDARD_LIBRARY = os.path.dirname(os.path.abspath(os.__file__))

MODULE_FOLDERS = (STANDARD_LIBRARY, os.path.join(STANDARD_LIBRARY, "lib-dynload"))
"""Where a child looks for modules; numpy and the grader are loaded already."""

_NOT_PYTHONS_OWN = ("site-packages", "dist-packages")
"""Packages live inside the standard library's folder; one of them may hold exercises."""

_SYSTEM = (
    "/dev/random", "/dev/urandom", "/dev/zero", "/etc/ld.so.cache", "/etc/localtime", "/usr/lib/locale",
    "/usr/share/zoneinfo",
)  # fmt: skip

WRITABLE = ("/dev/null",)


def readable() -> Iterator[str]:
    """Files, and folders with all below."""
    yield from _SYSTEM
    for entry in os.scandir(STANDARD_LIBRARY):
        if entry.name not in _NOT_PYTHONS_OWN:
            yield entry.path
    own = os.path.dirname(os.path.abspath(np.__file__))
    yield own
    yield os.path.join(os.path.dirname(own), "numpy.libs")
    yield os.path.dirname(os.path.abspath(grader.__file__))
    yield from _libraries()


def _libraries() -> Iterator[str]:
    """Shared libraries that modules of the standard library load when first imported."""
    multiarch = getattr(sys.implementation, "_multiarch", "")
    yield from (os.path.join(base, multiarch) for base in ("/lib", "/usr/lib") if multiarch)
    for folder in ("/lib64", "/usr/lib64", os.path.join(sys.base_prefix, "lib")):
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        yield from (os.path.join(folder, name) for name in names if ".so" in name)
