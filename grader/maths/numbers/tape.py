"""A chain of scalar steps: forward values, and derivatives by reverse accumulation (S. Linnainmaa, 1970)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.exact import Real, number_of
from grader.maths.expressions.expression import Expression, names
from grader.maths.numbers.dual import partial_derivative

Derivative = tuple[str, str]
"""(z, x) is ∂z/∂x."""

Known = Mapping[str | Derivative, Real]
"""Values and derivatives that are taken as they are instead of being worked out."""


class Tape(NamedTuple):
    """Numbers that are given, and steps in order, each over what comes before it."""

    given: Mapping[str, Real]
    steps: Mapping[str, Expression]
    spelled: Mapping[str, str] = MappingProxyType({})
    """How names are written in what is told, where that differs."""

    def told(self, name: str) -> str:
        """A name as whoever declared it writes it."""
        return self.spelled.get(name, name)

    def inputs(self, step: str) -> tuple[str, ...]:
        """What a step is worked out from, each once."""
        return tuple(
            dict.fromkeys(
                node.name
                for node in names(self.steps[step])
                if node.name in self.given or node.name in self.steps
            )
        )


class Pass:
    """One way forward and back over a tape, where ``known`` values and derivatives are taken as they are.

    Only what is asked for is worked out, so that a step without a value spoils no other.
    """

    def __init__(self, tape: Tape, known: Known) -> None:
        self.tape = tape
        self.known = known
        self._values: dict[str, Real] = dict(tape.given)
        self._derivatives: dict[str, dict[str, Real]] = {}
        self._inputs = {step: tape.inputs(step) for step in tape.steps}

    def value(self, name: str) -> Real:
        """The forward value of a name.

        Raises:
            NotationError: a step before it has no value; its name is told.

        """
        if name in self.known:
            return self.known[name]
        if name not in self._values:
            self._values[name] = self.step_value(name)
        return self._values[name]

    def step_value(self, step: str) -> Real:
        """What a step gives from the values before it."""
        values = {before: self.value(before) for before in self._inputs[step]}
        try:
            return number_of(self.tape.steps[step], values)
        except NotationError as error:
            raise NotationError(f"step {step}: {error.text}", error.column) from None

    def local(self, step: str, by: str) -> Real:
        """∂step/∂by of one step alone.

        Raises:
            KinkError: it has none at these values.

        """
        values = {before: self.value(before) for before in self._inputs[step]}
        return partial_derivative(self.tape.steps[step], by, values)

    def asked(self, what: str | Derivative) -> Real:
        """A forward value or a derivative.

        Raises:
            NotationError: it has none, or nothing there depends on what is differentiated by.

        """
        if isinstance(what, str):
            return self.value(what)
        if not self.depends(*what):
            raise NotationError(f"{what[0]} does not depend on {what[1]}")
        return self.derivative(*what)

    def own_step(self, what: str | Derivative) -> Real:
        """What is asked, from the step (or the derivatives) right before it."""
        if isinstance(what, str):
            return self.step_value(what) if what in self.tape.steps else self.tape.given[what]
        return self.step_derivative(*what)

    def derivative(self, of: str, by: str) -> Real:
        """∂of/∂by over all paths; 0 where there is none."""
        if (of, by) in self.known:
            return self.known[of, by]
        found = self._derivatives.setdefault(of, {of: Fraction(1)})
        if by not in found:
            found[by] = self.step_derivative(of, by)
        return found[by]

    def step_derivative(self, of: str, by: str) -> Real:
        """The sum, over the steps that use ``by`` directly, of ∂of/∂step times ∂step/∂by."""
        total: Real = Fraction(1) if of == by else Fraction(0)
        for step, inputs in self._inputs.items():
            if by in inputs and self.depends(of, step):
                total = total + self.derivative(of, step) * self.local(step, by)
        return total

    def depends(self, of: str, on: str) -> bool:
        """Whether ``of`` is ``on``, or is worked out from it."""
        reached = {of}
        for step in reversed(self._inputs):
            if step in reached:
                reached.update(self._inputs[step])
        return on in reached
