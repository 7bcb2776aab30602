"""Each rule of a part -> its check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from grader.rules.counting import Count
from grader.rules.declared import Rule
from grader.rules.loops import Loop, loops_reached
from grader.rules.names import Use, files_reached, forbidden, meddling, not_allowed
from grader.source import Source
from grader.verdict import Check, Outcome, Place, Verdict, correct, failed, incorrect, undecided

MAX_ALSO = 3


class Behaviour(NamedTuple):
    """What was seen of a function: its sources, operations counted, and the arguments it wrote into."""

    sources: Mapping[str, Source]
    module: str
    function: str
    counts: tuple[Count, ...] = ()
    operations: int | None = None
    """Those of the largest input."""
    changed: tuple[str, ...] = ()


def rule_checks(
    rules: Sequence[Rule], seen: Behaviour, part_points: float, *, values_lost: bool
) -> list[Check]:
    """A check for each rule; nothing is earned for a rule while the values are lost."""
    checks = []
    for rule in rules:
        if values_lost:
            text = "This counts once the values are right."
            verdict = failed(Outcome.SKIPPED, "function.values_first", text)
        else:
            verdict = _judged(rule, seen)
        checks.append(Check(rule.name, rule.worth(part_points), verdict))
    return checks


def rule_points(rules: Sequence[Rule], part_points: float) -> Fraction:
    """What the rules take of a part."""
    return sum((rule.worth(part_points) for rule in rules), Fraction(0))


def _judged(rule: Rule, seen: Behaviour) -> Verdict:
    if rule.name in ("loops", "vectorised_over"):
        return _loops(rule, seen)
    if rule.name == "imports":
        return _names(
            not_allowed(files_reached(seen.sources, seen.module), rule.about),
            "function.import_rule",
            "is imported; allowed here: " + ", ".join(rule.about),
        )
    if rule.name == "forbidden_calls":
        return _names(
            forbidden(files_reached(seen.sources, seen.module), rule.about),
            "function.forbidden_call",
            "may not be used here",
        )
    if rule.name == "inputs":
        if not seen.changed:
            return correct()
        text = f"The function writes into its input {' and '.join(seen.changed)}: work on a copy."
        return incorrect("function.inputs", text)
    if seen.operations is None:
        return undecided(Outcome.NEEDS_REVIEW, "function.uncounted", "Its operations could not be counted.")
    if seen.operations <= rule.about:
        return correct()
    text = f"It takes {seen.operations} Python operations for the largest case; at most {rule.about} are allowed."
    return incorrect("function.operations", text)


def _loops(rule: Rule, seen: Behaviour) -> Verdict:
    """Source and count can convict; a count never acquits, and a source that meddles with it is looked at."""
    found = loops_reached(seen.sources, seen.module, seen.function, over_arrays_only=rule.name != "loops")
    if found:
        return _convicted(found)
    counts = [count for count in seen.counts if rule.name == "loops" or count.size in rule.about]
    for count in counts:
        if count.grows:
            return failed(Outcome.INCORRECT, "function.loop", str(count), place=count.place)
    if names := meddling(seen.sources):
        use = names[0]
        text = f"{use.file}, line {use.line}: {use.name} is used, so a person has to see whether there is a loop."
        return undecided(
            Outcome.NEEDS_REVIEW, "function.uncounted", text, place=Place(use.file, use.line, use.column)
        )
    if any(count.failed for count in counts):
        text = "Its operations could not be counted, so a person has to see whether there is a loop."
        return undecided(Outcome.NEEDS_REVIEW, "function.uncounted", text)
    return correct()


def _convicted(loops: Sequence[Loop]) -> Verdict:
    first = loops[0]
    text = f"{first.file}, line {first.line}, column {first.column}: {first.what}. Instead: {first.instead}."
    more = [f"Also in line {other.line} of {other.file}: {other.what}." for other in loops[1 : 1 + MAX_ALSO]]
    place = Place(first.file, first.line, first.column)
    return failed(Outcome.INCORRECT, "function.loop", text, *more, place=place)


def _names(uses: Sequence[Use], reason: str, what: str) -> Verdict:
    if not uses:
        return correct()
    first = uses[0]
    text = f"{first.file}, line {first.line}: {first.name} {what}."
    return failed(Outcome.FORBIDDEN, reason, text, place=Place(first.file, first.line, first.column))
