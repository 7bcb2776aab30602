"""What is wrong in a part that asks for code, beyond types: names, generators, points."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from grader.arrays.declared import Trouble, troubles
from grader.arrays.derivation import VjpOf
from grader.errors import did_you_mean, listed
from grader.maths.expressions.exact import rational
from grader.rules.declared import rules_in_force
from grader.rules.judging import rule_points

_DERIVED = ("vjp_of", "jacobian_of", "gradient_of")


CodePart = Any
"""The block of kind function, which stands further up: its fields as an exercise file has them."""


def part_problems(block: CodePart, solution: Collection[str], forms: Sequence[str]) -> Iterator[Trouble]:
    """Everything; ``solution`` are the names that the solution file defines, with their parameters if it is a mapping."""
    if not block.function.isidentifier():
        yield ("function",), f"{block.function!r} is no name of a function", 0
    yield from _key_problems(block, solution)
    if not block.cases:
        yield ("cases",), "at least one case is needed", 0
    for path, text, offset in troubles({**block.arguments, **block.extra}, block.cases):
        own = path[1:2] and path[0] == "arguments" and path[1] not in block.arguments
        yield (_derived_field(block), "arguments", *path[1:]) if own else path, text, offset
    for name in ("dtypes", "layouts"):
        if not getattr(block, name):
            yield (name,), f"at least one of the {name} is needed", 0
    if not block.outputs or len(set(block.outputs)) < len(block.outputs):
        yield ("returns",), "outputs need names, each once", 0
    yield from _number_problems(block, forms)
    yield from _point_problems(block)


def _derived_field(block: CodePart) -> str:
    return next(
        (name for name in (*_DERIVED, "gradient_of_own") if getattr(block, name) is not None), "arguments"
    )


def _key_problems(block: CodePart, solution: Collection[str]) -> Iterator[Trouble]:
    given = [name for name in (*_DERIVED, "gradient_of_own", "reference") if getattr(block, name)]
    if len(given) > 1:
        yield (given[1],), f"{given[0]} gives the key already", 0
    if block.conventions and block.also:
        yield ("also",), "conventions lists every accepted reference already", 0
    if block.loss and not block.conventions:
        yield (
            ("gradient_of_own",),
            "a loss of one's own needs conventions: [...], the references it may follow",
            0,
        )
    if "*" in solution:
        return  # a star import can define anything; what is missing shows when it runs
    named: list[tuple[tuple[str | int, ...], str]] = []
    if block.conventions:
        named += [(("conventions", number), name) for number, name in enumerate(block.conventions)]
    elif block.derivation:
        field = _derived_field(block)
        whole = isinstance(getattr(block, field), str)
        named.append(((field,) if whole else (field, "function"), block.derivation.function))
    else:
        named.append(
            (("reference",), block.reference) if block.reference else (("function",), block.function)
        )
    named += [(("also", number), name) for number, name in enumerate(block.also)]
    named += [(("misconceptions", name), name) for name in block.misconceptions]
    named += [
        (("arguments", name, "call"), made.call)
        for name, made in block.arguments.items()
        if not isinstance(made, str | int | float) and hasattr(made, "call")
    ]
    known = f" (it defines: {listed(sorted(solution))})"
    for where, name in named:
        if not solution:
            yield (
                where,
                f"no solution defines {name!r}: write it into the file in solutions/ that is named as this one",
                0,
            )
        elif name not in solution:
            yield where, f"the solution file defines no {name!r}{did_you_mean(name, solution) or known}", 0
    yield from _derivation_problems(block, solution)


def _derivation_problems(block: CodePart, solution: Collection[str]) -> Iterator[Trouble]:
    field = _derived_field(block)
    whole = isinstance(getattr(block, field, None), str)
    for derivation in block.derivations[:1]:
        forward = solution.get(derivation.function) if isinstance(solution, Mapping) else None
        for where, text in derivation.problems(list(block.arguments), block.inner, forward):
            yield (field,) if whole else (field, where), text, 0
        count = len(derivation.by) or 1
        if count != len(block.outputs):
            text = f"{count} derivatives, but the part returns {len(block.outputs)} outputs"
            yield (field,) if whole else (field, "with_respect_to"), text, 0
    if isinstance(block.vjp_of, VjpOf) and not block.vjp_of.with_respect_to:
        yield ("vjp_of", "with_respect_to"), "name at least one input", 0


def _number_problems(block: CodePart, forms: Sequence[str]) -> Iterator[Trouble]:
    for name, earned in block.credit.items():
        if name not in forms:
            known = did_you_mean(name, forms) or f" (known: {listed(forms)})"
            yield ("credit", name), f"{name!r} earns no credit{known}", 0
        elif not 0 <= earned <= 1:
            yield ("credit", name), f"credit is between 0 and 1, found {earned:g}", 0
    for name, bound in (("rtol", block.rtol), ("atol", block.atol)):
        if bound is not None and not 0 <= bound < 1:
            yield (name,), f"{name} is between 0 and 1, found {bound:g}", 0
    if block.precision == "full" and (block.rtol is not None or block.atol is not None):
        yield ("precision",), "rtol or atol state the tolerance already", 0
    if not 0 < block.limits.time <= 3600:
        yield ("limits", "time"), f"time is between 0 and 3600 seconds, found {block.limits.time:g}", 0
    if not 16 <= block.limits.memory <= 65536:
        yield ("limits", "memory"), f"memory is between 16 and 65536 MiB, found {block.limits.memory}", 0
    if not 0 < block.limits.output <= 1024:
        yield (
            ("limits", "output"),
            f"output is above 0 and at most 1024 MiB, found {block.limits.output:g}",
            0,
        )
    sizes = {key for case in block.cases for key in case}
    for rule in rules_in_force(block.rules):
        if rule.name == "vectorised_over":
            for size in rule.about:
                if size not in sizes:
                    yield ("rules", rule.name), f"no case has the size {size!r}", 0
        if rule.name == "operations" and not rule.about > 0:
            yield ("rules", rule.name), f"operations must be above 0, found {rule.about}", 0


def _point_problems(block: CodePart) -> Iterator[Trouble]:
    if block.points <= 0:
        return
    rules = tuple(rules_in_force(block.rules))
    wrong = [rule for rule in rules if rule.points is not None and not rule.points > 0]
    for rule in wrong:
        yield ("rules", rule.name, "points"), f"points must be above 0, found {rule.points:g}", 0
    if wrong:
        return
    own = [points for case in block.cases if type(points := case.get("points")) in (int, float)]
    taken = sum((rational(points) for points in own), Fraction(0)) + rule_points(rules, block.points)
    rest = rational(block.points) - taken
    if rest < 0 or (rest == 0 and len(own) < len(block.cases)):
        text = f"cases and rules take {float(taken):g} of {block.points:g} points: nothing is left for the values"
        yield ("points",), text, 0
    elif rest > 0 and block.cases and len(own) == len(block.cases):
        yield ("points",), f"the cases add up to {float(taken):g} points, the part has {block.points:g}", 0
