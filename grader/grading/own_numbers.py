"""What a student is told who writes the name of a variable in place of the number that it stands for."""

from __future__ import annotations

import re

from grader.spec.constraints import Values
from grader.spec.shown_values import shown
from grader.verdict import Verdict

_UNKNOWN = re.compile(r"^'(?P<name>\w+)' (?:is no known name|reads like a unit)")


def with_own_numbers(verdict: Verdict, values: Values) -> Verdict:
    """The verdict on an answer that could not be read, with the number to write where a variable stands."""
    return verdict._replace(feedback=tuple(_told(sentence, values) for sentence in verdict.feedback))


def _told(sentence: str, values: Values) -> str:
    found = _UNKNOWN.match(sentence)
    if found is None or found["name"] not in values:
        return sentence
    return f"Write your number, {shown(values[found['name']])}, in place of {found['name']}."
