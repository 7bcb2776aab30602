"""What a submission holds before it is decoded: files by name, and what is said about the others."""

from __future__ import annotations

from typing import NamedTuple

from grader.errors import printable
from grader.grading.answers import FILE

MAX_SOURCE = 256 * 1024
MAX_ANSWERS = 1024 * 1024
MAX_FILES = 200
TOO_MANY = f"the submission holds more than {MAX_FILES} files"


class Contents(NamedTuple):
    """Bytes of the files that are wanted, why others are refused, and remarks on what nobody asked for."""

    files: dict[str, bytes]
    refused: dict[str, str]
    remarks: list[str]


class UnreadableError(Exception):
    """A submission of which nothing can be read; the text says why."""


def wanted(name: str) -> int:
    """How many bytes a file of this name may have; 0 if it is not read at all."""
    return MAX_ANSWERS if name == FILE else MAX_SOURCE if name.endswith(".py") else 0


def shown(name: str) -> str:
    """A file's name as it can be printed."""
    return printable(name, 100) if name.isprintable() else printable(repr(name), 100)


def too_deep(name: str) -> str:
    """What to say about a folder that holds work."""
    return f"{shown(name)}/ was not read: put its files into the folder of the submission itself."
