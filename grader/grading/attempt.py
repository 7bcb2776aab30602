"""How a submission was handed in: which attempt it is, what was shown before, and how late it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.errors import UsageError, printable

if TYPE_CHECKING:
    from grader.spec.late import Lateness

SCHEMA = 1
"""The schema of reports, of which a former one has to be."""


class Former(NamedTuple):
    """What the report on the former attempt says about hints: texts shown or charged, by exercise and part."""

    attempt: int
    hints: Mapping[tuple[str, str], frozenset[str]]


class Attempt(NamedTuple):
    """What grading has to know besides the submission itself; the same gives the same report."""

    number: int = 1
    former: Former | None = None
    late: Lateness | None = None


def read_former(path: str, submission: str) -> Former:
    """What stands in the JSON report of the former attempt.

    Raises:
        UsageError: it cannot be read, is no report, or one on another submission or of another schema.

    """
    try:
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
    except OSError as error:
        raise UsageError(f"--previous {path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise _no_report(path, "it is no text in UTF-8") from None
    try:
        report = json.loads(text)
    except (ValueError, RecursionError):
        several = text.count('"submission"') > 1
        why = "it holds several; give the one on this submission" if several else "it is no JSON"
        raise _no_report(path, why) from None
    if not isinstance(report, dict) or "submission" not in report or "schema" not in report:
        raise _no_report(path, "it has no keys schema and submission")
    if type(report["schema"]) is not int or report["schema"] != SCHEMA:
        found = printable(json.dumps(report["schema"]), 40)
        raise UsageError(
            f"--previous {path} is a report of schema {found}; this program reads schema {SCHEMA}"
        )
    if report["submission"] != submission:
        found = printable(str(report["submission"]), 100)
        raise UsageError(f"--previous {path} is a report on {found}, not on {printable(submission, 100)}")
    attempt = report.get("attempt", 1)
    if type(attempt) is not int or attempt < 1:
        raise _no_report(path, "its attempt is no whole number from 1 on")
    try:
        return Former(attempt, _hints(report))
    except (KeyError, TypeError, AttributeError):
        raise _no_report(path, "its exercises, parts or hints are not as docs/report.md has them") from None


def _hints(report: dict[str, Any]) -> dict[tuple[str, str], frozenset[str]]:
    """The texts of hints by exercise and part; anything of another form raises."""
    found = {}
    for exercise in report["exercises"]:
        for part in exercise["parts"]:
            listed = [*part.get("hints", ()), *part.get("charged", ())]
            texts = frozenset(hint["text"] for hint in listed)
            if not all(isinstance(text, str) for text in (exercise["id"], part["id"], *texts)):
                raise TypeError
            found[exercise["id"], part["id"]] = texts
    return found


def _no_report(path: str, why: str) -> UsageError:
    return UsageError(
        f"--previous {path} is no report on the former attempt ({why}); it is what grade --format json printed"
    )
