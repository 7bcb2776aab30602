"""Landlock: a child reads what Python and numpy need, and writes nothing; see landlock(7)."""

from __future__ import annotations

import contextlib
import os
import stat
import struct
from collections.abc import Iterable

from grader.sandbox import kernel

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each version of the interface knows; later ones know no more."""

_NETWORK = 0b11
_SCOPES = 0b11
"""Abstract sockets and signals stay among the restricted."""


def create(readable: Iterable[str], listable: Iterable[str], writable: Iterable[str]) -> int:
    """A rule set, as a descriptor: these may be read with all below, listed with all below, or also written.

    Raises:
        OSError: this kernel has no Landlock, or it is switched off.

    """
    version = kernel.call(_CREATE, None, 0, _VERSION)
    files = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    fields = [files, _NETWORK if version >= 4 else None, _SCOPES if version >= 6 else None]
    attributes = b"".join(struct.pack("<Q", field) for field in fields if field is not None)
    rules = kernel.call(_CREATE, attributes, len(attributes), 0)
    for paths, file_rights, folder_rights in (
        (readable, _READ_FILE, _READ_FILE | _READ_DIR),
        (listable, 0, _READ_DIR),
        (writable, _READ_FILE | _WRITE_FILE, 0),
    ):
        for path in paths:
            with contextlib.suppress(FileNotFoundError, PermissionError, NotADirectoryError):
                _add(rules, path, file_rights, folder_rights)
    return rules


def _add(rules: int, path: str, file_rights: int, folder_rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = folder_rights if stat.S_ISDIR(os.fstat(place).st_mode) else file_rights
        if rights:
            kernel.call(_ADD, rules, _PATH_BENEATH, struct.pack("<Qi", rights, place), 0)
    finally:
        os.close(place)


def restrict(rules: int) -> None:
    """Put this process under a rule set; it cannot be undone.

    Raises:
        OSError: the kernel refuses.

    """
    kernel.call(_RESTRICT, rules, 0)
