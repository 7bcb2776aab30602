"""The order in which explanations are tried, and what is said of the one that explains all cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.arrays.clues import Clues
from grader.arrays.diagnosis.entries import all_zero, explained_by_entries
from grader.arrays.diagnosis.inputs import explained_by_inputs, input_returned
from grader.arrays.diagnosis.known import explained_by_known, explained_by_mending
from grader.arrays.diagnosis.state import kept_between_calls
from grader.arrays.diagnosis.trial import Diagnosis, Trial
from grader.arrays.diagnosis.where import Tried, explained_by_cases
from grader.arrays.diagnosis.whole import explained_as_a_whole, nearly_right
from grader.arrays.findings import Expected, Finding, Standing

Array = NDArray[Any]

MAX_SENTENCES = 3

WEAK = ("order", "operator", "constant", "function", "forward_value")
"""Planted mistakes that often give what something simpler gives, too."""


class Told(NamedTuple):
    """The ending of a reason, and sentences for the student."""

    slug: str
    sentences: tuple[str, ...]


def diagnose(findings: Sequence[Finding], expected: Sequence[Expected], clues: Clues) -> Told | None:
    """The mistake that explains the wrong cases, with how sure that is; None if none does."""
    found = _by_values(findings, expected, clues)
    if (
        clues.changed
        and any(finding.outputs for finding in findings)
        and (found is None or found.slug in ("single", "square", "order"))
    ):
        names = " and ".join(clues.changed)
        text = f"It writes into its input {names}, which may be what spoils the result: work on a copy."
        return Told("inputs", (*(found.sentences if found else ()), text))
    return found


def _by_values(findings: Sequence[Finding], expected: Sequence[Expected], clues: Clues) -> Told | None:
    tried = [
        Tried(
            finding.standing is Standing.RIGHT,
            clues.sizes[finding.case.row] if clues.sizes else {},
            dict(_named_inputs(clues.arguments, finding.case.inputs)),
        )
        for finding in findings
    ]
    if found := kept_between_calls(findings, expected):
        return Told(found.slug, (found.sentence,))
    returned = [number for number, finding in enumerate(findings) if finding.outputs is not None]
    if not returned or all(tried[number].right for number in returned):
        found = explained_by_cases(tried)
        return Told(found.slug, (found.sentence,)) if found else None
    if len(returned) == len(findings):
        for sentence, given in clues.misconceptions.items():
            if _is_misconception(findings, expected, tried, [given[member] for member in clues.members]):
                return Told("misconception", (sentence,))
    outputs = [
        [_trial(findings[number], expected[number], tried[number], index) for number in returned]
        for index in range(len(clues.outputs))
    ]
    members = [clues.members[number] for number in returned] if clues.members else []
    found_for = dict(_by_output(outputs, clues, members))
    if found_for:
        sentences = tuple(
            dict.fromkeys(_named(name, each.sentence, clues.outputs) for name, each in found_for.items())
        )
        slug = next(iter(found_for.values())).slug
        evidence = tuple(dict.fromkeys(each.evidence for each in found_for.values() if each.evidence))
        return Told(slug, (*sentences[:MAX_SENTENCES], *evidence, *_sure(len(returned), len(findings))))
    found = explained_by_cases(tried)
    return Told(found.slug, (found.sentence,)) if found else None


def _named_inputs(names: Sequence[str], values: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """The inputs, and what is inside those that hold several."""
    for name, value in zip(names, values, strict=False):
        yield name, value
        several = (
            value
            if isinstance(value, dict)
            else dict(enumerate(value))
            if isinstance(value, tuple | list)
            else {}
        )
        for key, item in several.items():
            yield f"{name}[{key!r}]", item


def _by_output(
    outputs: Sequence[Sequence[Trial]], clues: Clues, members: Sequence[int]
) -> Iterator[tuple[str, Diagnosis]]:
    for index, name in enumerate(clues.outputs):
        trials = outputs[index]
        if all(trial.right for trial in trials) or not _tells(trials):
            continue
        found = _explained(outputs, index, clues, members)
        if found:
            yield name, found


def _explained(
    outputs: Sequence[Sequence[Trial]], index: int, clues: Clues, members: Sequence[int]
) -> Diagnosis | None:
    trials = outputs[index]
    right = [all(trial.right for trial in each) for each in outputs]
    change = explained_by_mending(index, right, clues.mended, members) if clues.mended else None

    def known(wanted: Callable[[str], bool]) -> Diagnosis | None:
        chosen = [each for each in clues.known if wanted(each.mistake)]
        return explained_by_known(outputs, index, chosen, members) if chosen else None

    if zeros := all_zero(trials):
        return change if change and change.slug in ("precedence", "integer") else zeros
    if near := nearly_right(trials):
        exact = change if change and change.slug in ("eps", "precision", "constant") else None
        return exact or known(lambda mistake: mistake == "eps") or near
    return (
        explained_as_a_whole(trials)
        or _another_output(outputs, index, clues.outputs)
        or known(lambda mistake: mistake not in WEAK)
        or input_returned(trials)
        or change
        or known(lambda mistake: mistake in WEAK)
        or explained_by_inputs(trials)
        or explained_by_entries(trials)
    )


def _tells(trials: Sequence[Trial]) -> bool:
    """Whether something was returned, and something differs from zero by more than rounding: else any explanation would fit."""
    finite = any(trial.actual.dtype.kind in "fiub" and np.isfinite(trial.actual).any() for trial in trials)
    return finite and any(np.any(np.abs(trial.expected) > trial.tolerance) for trial in trials)


def _another_output(outputs: Sequence[Sequence[Trial]], index: int, names: Sequence[str]) -> Diagnosis | None:
    for other, name in enumerate(names):
        if other != index and all(
            mine.gives(theirs.expected) for mine, theirs in zip(outputs[index], outputs[other], strict=True)
        ):
            return Diagnosis(
                "other_output", f"This is what {name} should be: are two outputs in each other's place?"
            )
    return None


def _named(output: str, sentence: str, outputs: Sequence[str]) -> str:
    return sentence if len(outputs) == 1 else f"{output}: {sentence[:1].lower()}{sentence[1:]}"


def _sure(returned: int, cases: int) -> tuple[str, ...]:
    return (
        ()
        if returned == cases
        else (f"This explains the {returned} cases that gave a result; {cases - returned} did not.",)
    )


def _trial(finding: Finding, expected: Expected, tried: Tried, index: int) -> Trial:
    assert finding.outputs is not None
    return Trial(
        finding.outputs.values[index].array,
        expected.arrays[index],
        expected.tolerances[index],
        tried.inputs,
        tried.sizes,
    )


def _is_misconception(
    findings: Sequence[Finding],
    expected: Sequence[Expected],
    tried: Sequence[Tried],
    given: Sequence[tuple[Array, ...] | None],
) -> bool:
    for finding, wanted, case, wrong in zip(findings, expected, tried, given, strict=True):
        if wrong is None or len(wrong) != len(wanted.arrays):
            return False
        if not all(_trial(finding, wanted, case, index).gives(array) for index, array in enumerate(wrong)):
            return False
    return True
