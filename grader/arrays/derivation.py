"""Keys that are derived from a forward function: what is declared, and which inputs go where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from grader.arrays.cases import Case, Literal
from grader.block import STRICT
from grader.errors import did_you_mean, listed
from grader.sandbox.job import Made

Extra = dict[str, str | float | Literal]


@dataclass(frozen=True, kw_only=True)
class VjpOf:
    """A vector-Jacobian product: the upstream gradients times the Jacobian of a forward function."""

    __pydantic_config__: ClassVar[Any] = STRICT

    function: str
    """The forward function in solutions/<exercise>.py."""
    with_respect_to: tuple[str, ...]
    """Its inputs to differentiate by, one output of the part each."""
    upstream: str | tuple[str, ...]
    """The argument that holds the upstream gradient; a list for several outputs of the forward function."""
    arguments: Extra = field(default_factory=dict)
    """What the forward function takes and the part's function does not."""


@dataclass(frozen=True, kw_only=True)
class JacobianOf:
    """A Jacobian: d output[i] / d input[j] at [.., i, j]."""

    __pydantic_config__: ClassVar[Any] = STRICT

    function: str
    """The forward function in solutions/<exercise>.py."""
    with_respect_to: str = ""
    """Its input to differentiate by; the only one if nothing is said."""
    batch: str = ""
    """The size that counts rows, if each row has a Jacobian of its own."""
    arguments: Extra = field(default_factory=dict)
    """What the forward function takes and the part's function does not."""


@dataclass(frozen=True, kw_only=True)
class GradientOf:
    """The gradient of a function that gives one number."""

    __pydantic_config__: ClassVar[Any] = STRICT

    function: str
    """The forward function; for gradient_of_own, the student's."""
    with_respect_to: tuple[str, ...] = ()
    """Its inputs to differentiate by, one output of the part each; the first if nothing is said."""
    arguments: Extra = field(default_factory=dict)
    """What the forward function takes and the part's function does not."""


Problem = tuple[str, str]
"""A field of the declaration, and what is wrong there."""


class Derivation(NamedTuple):
    """A key that is derived: the form, the forward function, and names of inputs."""

    form: str
    function: str
    by: tuple[str, ...]
    upstream: tuple[str, ...]
    batch: bool
    extra: Mapping[str, Any]

    def parameters(self, arguments: Sequence[str], inner: Sequence[str], forward: Sequence[str]) -> list[str]:
        """The part's inputs in the order in which the forward function takes them.

        By name if all are known; else, for as many as there are, by order. ``inner`` are the inputs of
        what other functions make. Empty if they cannot be told.
        """
        own = [name for name in arguments if name not in self.upstream]
        known = [*own, *inner, *self.extra]
        if all(name in known for name in forward):
            return list(forward)
        return known if len(known) == len(forward) else []

    def problems(
        self, arguments: Sequence[str], inner: Sequence[str], forward: Sequence[str] | None
    ) -> list[Problem]:
        """What does not fit; ``forward`` are the parameters of the forward function, None if unknown."""
        found = []
        for name in self.upstream:
            if name not in arguments:
                near = did_you_mean(name, arguments) or f" (arguments: {listed(arguments)})"
                found.append(("upstream", f"{name!r} is no argument{near}"))
        if forward is None:
            return found
        inputs = self.parameters(arguments, inner, forward)
        if not inputs:
            text = f"{self.function} takes ({listed(forward)}), which are not all arguments; add them as arguments: {{...}}"
            return [*found, ("function", text)]
        for name in self.by:
            if name not in inputs:
                near = did_you_mean(name, inputs) or f" (inputs of {self.function}: {listed(inputs)})"
                found.append(("with_respect_to", f"{name!r} is no input{near}"))
        if not self.by and len(inputs) != 1 and self.form != "gradient":
            found.append(
                ("with_respect_to", f"{self.function} takes {listed(inputs)}: say which with_respect_to")
            )
        return found

    def task(self, inputs: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
        """What the driver is told."""
        by = self.by or (inputs[0],)
        return {
            "form": self.form,
            "function": self.function,
            "positions": [list(inputs).index(name) for name in by],
            "upstream": len(self.upstream),
            "batch": self.batch,
            "names": list(names),
        }


def derivation(
    vjp: str | VjpOf | None, jacobian: str | JacobianOf | None, gradient: str | GradientOf | None, last: str
) -> Derivation | None:
    """The one that is declared, in full; ``last`` is the part's last argument, the upstream of the short form."""
    if isinstance(vjp, str):
        return Derivation("vjp", vjp, (), (last,), False, {})
    if vjp is not None:
        upstream = (vjp.upstream,) if isinstance(vjp.upstream, str) else vjp.upstream
        return Derivation("vjp", vjp.function, vjp.with_respect_to, upstream, False, vjp.arguments)
    if isinstance(jacobian, str):
        return Derivation("jacobian", jacobian, (), (), False, {})
    if jacobian is not None:
        by = (jacobian.with_respect_to,) if jacobian.with_respect_to else ()
        return Derivation("jacobian", jacobian.function, by, (), bool(jacobian.batch), jacobian.arguments)
    if isinstance(gradient, str):
        return Derivation("gradient", gradient, (), (), False, {})
    if gradient is not None:
        return Derivation(
            "gradient", gradient.function, gradient.with_respect_to, (), False, gradient.arguments
        )
    return None


def inputs_by_name(case: Case, arguments: Mapping[str, Any], extra: Sequence[str]) -> dict[str, Any]:
    """Every input of a case: arguments, those of what other functions make, and those of the forward function only."""
    found = dict(zip(extra, case.extra, strict=True))
    for (name, declared), value in zip(arguments.items(), case.inputs, strict=True):
        if isinstance(value, Made):
            found |= dict(zip(declared.arguments, value.arguments, strict=True))
        else:
            found[name] = value
    return found
