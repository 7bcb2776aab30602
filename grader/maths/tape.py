"""A chain of scalar steps: forward values, and derivatives by reverse accumulation (S. Linnainmaa, 1970)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.dual import partial_derivative
from grader.maths.exact import Real, number_of
from grader.maths.expression import Expression, names

Derivative = tuple[str, str]
"""(z, x) is ∂z/∂x."""

Known = Mapping[str | Derivative, Real]
"""Values and derivatives that are taken as they are instead of being worked out."""


class Tape(NamedTuple):
    """Numbers that are given, and steps in order, each over what comes before it."""

    given: Mapping[str, Real]
    steps: Mapping[str, Expression]

    def inputs(self, step: str) -> tuple[str, ...]:
        """What a step is worked out from, each once."""
        declared = {*self.given, *self.steps}
        return tuple(dict.fromkeys(node.name for node in names(self.steps[step]) if node.name in declared))

    def values(self, known: Known) -> dict[str, Real]:
        """Every forward value, in order.

        Raises:
            NotationError: a step has no value, with its name.

        """
        found: dict[str, Real] = {**self.given}
        for step in self.steps:
            found[step] = known[step] if step in known else self.step_value(step, found)
        return found

    def step_value(self, step: str, values: Mapping[str, Real]) -> Real:
        """What one step gives from the values before it."""
        try:
            return number_of(self.steps[step], values)
        except NotationError as error:
            raise NotationError(f"step {step}: {error.text}", error.column) from None

    def derivatives(self, of: str, known: Known) -> dict[str, Real]:
        """∂of/∂x for every name x that ``of`` is worked out from, and itself.

        Raises:
            KinkError: a step that matters has no derivative at its values.

        """
        values = self.values(known)
        found: dict[str, Real] = {of: Fraction(1)}
        users = self._users()
        for name in reversed([*self.given, *self.steps]):
            if (of, name) in known:
                found[name] = known[of, name]
            elif name != of and any(step in found for step in users[name]):
                found[name] = self._summed(name, users[name], found, values)
        return found

    def step_derivative(self, by: str, outer: Mapping[str, Real], values: Mapping[str, Real]) -> Real:
        """The sum, over the steps that use ``by`` directly, of their derivative in ``outer`` times their own."""
        return self._summed(by, self._users()[by], outer, values)

    def _users(self) -> dict[str, list[str]]:
        """The steps that use a name directly, for each name."""
        users: dict[str, list[str]] = {name: [] for name in (*self.given, *self.steps)}
        for step in self.steps:
            for name in self.inputs(step):
                users[name].append(step)
        return users

    def _summed(
        self, by: str, users: Iterable[str], outer: Mapping[str, Real], values: Mapping[str, Real]
    ) -> Real:
        total: Real = Fraction(0)
        for step in users:
            if step in outer:
                total = total + outer[step] * partial_derivative(self.steps[step], by, values)
        return total
