"""The rules that a function part can set, as they stand in an exercise file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal, NamedTuple

from grader.block import STRICT
from grader.maths.expressions.exact import rational

RULE_SHARE = Fraction(1, 5)
"""What a rule without points takes of the part."""


@dataclass(frozen=True, kw_only=True)
class LoopRule:
    """No Python-level loop in the function and in what it reaches."""

    __pydantic_config__: ClassVar[Any] = STRICT

    forbid: bool = True
    """Whether loops are forbidden."""
    points: float | None = None
    """What the rule is worth; 20 % of the part if nothing is said."""


@dataclass(frozen=True, kw_only=True)
class VectorisedRule:
    """No Python-level loop whose work grows with a size."""

    __pydantic_config__: ClassVar[Any] = STRICT

    sizes: tuple[str, ...]
    """The sizes: [N]."""
    points: float | None = None
    """What the rule is worth; 20 % of the part if nothing is said."""


@dataclass(frozen=True, kw_only=True)
class NamesRule:
    """Modules that may be imported, or calls that may not be made."""

    __pydantic_config__: ClassVar[Any] = STRICT

    names: tuple[str, ...]
    """Modules (numpy), or calls (np.linalg.inv)."""
    points: float | None = None
    """What the rule is worth; 20 % of the part if nothing is said."""


@dataclass(frozen=True, kw_only=True)
class OperationsRule:
    """At most so many Python operations for the largest case."""

    __pydantic_config__: ClassVar[Any] = STRICT

    at_most: int
    """How many."""
    points: float | None = None
    """What the rule is worth; 20 % of the part if nothing is said."""


@dataclass(frozen=True, kw_only=True)
class InputsRule:
    """Arrays that are handed in must not be written into."""

    __pydantic_config__: ClassVar[Any] = STRICT

    unchanged: bool = True
    """Whether they must stay unchanged."""
    points: float | None = None
    """What the rule is worth; 20 % of the part if nothing is said."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the function must keep to besides its values, each rule a check of its own."""

    __pydantic_config__: ClassVar[Any] = STRICT

    loops: Literal["forbidden"] | LoopRule | None = None
    """Loops: forbidden, or {forbid: true, points: 1}."""
    vectorised_over: tuple[str, ...] | VectorisedRule | None = None
    """Sizes with which no loop may grow: [N], or {sizes: [N], points: 1}."""
    imports: tuple[str, ...] | NamesRule | None = None
    """Modules that may be imported, the submission's own aside: [numpy], or {names: [numpy], points: 1}."""
    forbidden_calls: tuple[str, ...] | NamesRule | None = None
    """Calls that may not be made: [np.linalg.inv], or {names: [...], points: 1}."""
    operations: int | OperationsRule | None = None
    """How many Python operations the largest case may take: 2000, or {at_most: 2000, points: 1}."""
    inputs: Literal["unchanged"] | InputsRule | None = None
    """Inputs: unchanged, or {unchanged: true, points: 1}."""


class Rule(NamedTuple):
    """A rule that holds: its name, what it is about, and its points (None: its share of the part)."""

    name: str
    about: Any
    points: float | None

    def worth(self, part: float) -> Fraction:
        """Its points in a part of so many."""
        return rational(part) * RULE_SHARE if self.points is None else rational(self.points)


def rules_in_force(rules: Rules) -> Iterator[Rule]:
    """The rules that are set, in the order of their fields."""
    loops = LoopRule() if rules.loops == "forbidden" else rules.loops
    if isinstance(loops, LoopRule) and loops.forbid:
        yield Rule("loops", True, loops.points)
    over = rules.vectorised_over
    if over is not None:
        sizes, points = (over.sizes, over.points) if isinstance(over, VectorisedRule) else (over, None)
        yield Rule("vectorised_over", sizes, points)
    for name in ("imports", "forbidden_calls"):
        names = getattr(rules, name)
        if names is not None:
            about, points = (names.names, names.points) if isinstance(names, NamesRule) else (names, None)
            yield Rule(name, about, points)
    most = rules.operations
    if most is not None:
        limit, points = (most.at_most, most.points) if isinstance(most, OperationsRule) else (most, None)
        yield Rule("operations", limit, points)
    inputs = InputsRule() if rules.inputs == "unchanged" else rules.inputs
    if isinstance(inputs, InputsRule) and inputs.unchanged:
        yield Rule("inputs", True, inputs.points)


NAMES = ("loops", "vectorised_over", "imports", "forbidden_calls", "operations", "inputs")
"""The names of the rules, which are those of their checks."""
