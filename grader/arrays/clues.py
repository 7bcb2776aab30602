"""What a diagnosis goes by: names, sizes, and what known mistakes give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from numpy.typing import NDArray

Array = NDArray[Any]


class KnownMistake(NamedTuple):
    """A mistake and what it gives in each case; None where it fails."""

    mistake: str
    about: tuple[str, ...]
    """The parameters that are concerned."""
    outputs: Sequence[tuple[Array, ...] | None]


class Mended(NamedTuple):
    """A small change to the student's source: what was wrong if it mends it, the line, and which outputs of which cases are right then."""

    mistake: str
    line: int
    right: tuple[tuple[bool, ...], ...]


class Clues(NamedTuple):
    """What a diagnosis goes by, besides the outputs."""

    arguments: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ("result",)
    sizes: Sequence[Mapping[str, int]] = ()
    """Of each declared case."""
    misconceptions: Mapping[str, Sequence[tuple[Array, ...] | None]] = MappingProxyType({})
    """What a misconception's feedback says, and what it gives in each case."""
    known: Sequence[KnownMistake] = ()
    mended: Sequence[Mended] = ()
    changed: Sequence[str] = ()
    """Arguments that the function wrote into."""
    members: Sequence[int] = ()
    """Positions of the group's cases among all cases of the part."""
