"""What a child says about its own failures, warnings and inputs: checked, escaped, and believed for messages only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.errors import printable
from grader.sandbox.job import Ending, Failure, Warned

MOST = 20
"""Warnings, and names, that are listened to."""

_CLAIMED = (Ending.OUT_OF_MEMORY, Ending.MISSING, Ending.FORBIDDEN)
"""Endings that only the child can tell apart; each earns as little as an exception."""


def positions(told: Any) -> tuple[int, ...]:
    """Which arguments it wrote into."""
    return tuple(each for each in told if type(each) is int) if isinstance(told, list) else ()


def warnings(told: Any) -> Iterator[Warned]:
    """Which warnings it saw."""
    for entry in told[:MOST] if isinstance(told, list) else ():
        group, text, file, line = entry
        line = line if type(line) is int and 0 <= line < 10**7 else 0
        yield Warned(printable(str(group)), printable(str(text), 200), printable(str(file), 200), line)


def failure(meta: Any) -> Failure:
    """How a call or an import failed.

    Raises:
        KeyError, TypeError: a field is missing, or no such thing.

    """
    told = meta["ending"]
    ending = Ending(told) if told in _CLAIMED else Ending.RAISED
    line = meta["line"]
    return Failure(
        ending,
        printable(str(meta["error"]), 100),
        printable(str(meta["text"])),
        printable(str(meta["file"]), 200),
        line if type(line) is int and 0 <= line < 10**7 else 0,
    )


def names(told: Any) -> tuple[str, ...]:
    """Names in a list."""
    return tuple(printable(str(name)) for name in told[:MOST]) if isinstance(told, list) else ()
