"""An exercise file, checked: the instructor's words as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from grader.block import STRICT
from grader.kinds.base import Kind


@dataclass(frozen=True, kw_only=True)
class Head:
    """What an exercise file says besides its parts."""

    __pydantic_config__: ClassVar[Any] = STRICT

    title: str
    """The heading students see."""
    source: str = ""
    """Where the question comes from."""
    prompt: str = ""
    """What all parts share, in Markdown with $LaTeX$."""
    cap: float | None = None
    """Points of the exercise above this do not count."""


class Part(NamedTuple):
    """The smallest graded unit: its name in the exercise and its block."""

    id: str
    block: Kind


class Exercise(NamedTuple):
    """One homework question; ``content`` is the hash of its file."""

    id: str
    head: Head
    parts: tuple[Part, ...]
    content: str
    warnings: tuple[str, ...] = ()
    """What its author should know, each with its place."""
