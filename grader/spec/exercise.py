"""An exercise file, checked: the instructor's words as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from grader.block import STRICT
from grader.kinds.base import Kind
from grader.kinds.registry import kind_class
from grader.spec.constraints import Values
from grader.spec.restore import restore
from grader.spec.variables import Variable, Variables


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
    variables: dict[str, Variable] = field(default_factory=dict)
    """Numbers of each student's own: {n: {choice: [3, 4]}, a: {range: [1, 9], step: 1}}. Names in formulas, [[n]] in texts."""
    constraints: tuple[str, ...] = ()
    """Comparisons that the variables meet together: [n > a]."""


class Part(NamedTuple):
    """The smallest graded unit: its name in the exercise and its block."""

    id: str
    block: Kind


class Exercise(NamedTuple):
    """One homework question; ``content`` is the hash of its file, and of the values of its variables."""

    id: str
    head: Head
    parts: tuple[Part, ...]
    content: str
    warnings: tuple[str, ...] = ()
    """What its author should know, each with its place."""
    template: Mapping[str, Any] | None = None
    """The data of its file, where that has variables."""
    values: Values = MappingProxyType({})
    """What its variables are here."""
    source: str = ""
    """The hash of its file, where that has variables."""

    @property
    def variables(self) -> Variables:
        """Its variables and their constraints."""
        return Variables(self.head.variables, self.head.constraints)


def restored_exercise(identifier: str, data: Mapping[str, Any], content: str) -> Exercise:
    """An exercise from checked data in which no name of a variable is left."""
    parts = []
    for name, block in data["parts"].items():
        cls = kind_class(block["kind"])
        parts.append(Part(name, restore(cls, {key: value for key, value in block.items() if key != "kind"})))
    head = restore(Head, {key: value for key, value in data.items() if key != "parts"})
    return Exercise(identifier, head, tuple(parts), content)
