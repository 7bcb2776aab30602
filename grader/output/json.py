"""A report as JSON, by the schema in docs/report.md."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grader.errors import NotationError
from grader.grading.report import ExerciseReport, PartReport, Report
from grader.verdict import Check, Verdict

if TYPE_CHECKING:
    from grader.spec.late import Lateness

SCHEMA = 1


def render(report: Report, *, indent: int | None = 2) -> str:
    """The report as one JSON object; the same report gives the same bytes."""
    return json.dumps(_report(report), indent=indent, ensure_ascii=True)


def _report(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "submission": report.submission,
        "points": _number(report.points),
        "max_points": _number(report.max_points),
        "pending_points": _number(report.pending),
        "sandbox": report.sandbox or None,
        "exercises": [_exercise(exercise) for exercise in report.exercises],
    }
    if report.points_before != report.points:
        found["points_before"] = _number(report.points_before)
    if report.student:
        found["student"] = report.student
    if report.attempt != 1:
        found["attempt"] = report.attempt
    if report.late:
        found["late"] = _late(report, report.late)
    return found | ({"remarks": list(report.remarks)} if report.remarks else {})


def _late(report: Report, late: Lateness) -> dict[str, Any]:
    """How late, which rule holds (null if none does), what it took."""
    from grader.spec.late import duration, shown_duration, shown_share

    rule = late.rule
    return {
        "by": shown_duration(late.seconds),
        "seconds": late.seconds,
        "after": shown_duration(duration(rule.after)) if rule else None,
        "lose": shown_share(late.lost) if rule else None,
        "lost": _number(report.late_points),
        "text": str(late),
    }


def _exercise(exercise: ExerciseReport) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": exercise.id,
        "title": exercise.title,
        "points": _number(exercise.points),
        "max_points": _number(exercise.max_points),
    }
    if exercise.points_before != exercise.points:
        found["points_before"] = _number(exercise.points_before)
    if exercise.values:
        found["values"] = dict(exercise.values)
    if exercise.cap is not None:
        found["cap"] = _number(exercise.cap)
    if exercise.lost:
        from grader.spec.late import shown_share

        found["late"] = {"lose": shown_share(exercise.lost), "lost": _number(exercise.late_points)}
    return found | {"parts": [_part(part) for part in exercise.parts]}


def _part(part: PartReport) -> dict[str, Any]:
    points = None if part.points is None else _number(part.points)
    shared = _verdict(part.verdict)
    if not part.verdict.feedback:
        shared["feedback"] = list(_first_lost(part.verdict))
    if drawing := _drawing(part):
        shared["drawing"] = drawing
    if part.points_before is not None and part.points_before != part.points:
        shared["points_before"] = _number(part.points_before)
    for name, hints in (("hints", part.hints), ("charged", part.charged)):
        if hints:
            shared[name] = [{"text": hint.text, "cost": _number(hint.cost)} for hint in hints]
    return {
        "id": part.id,
        "kind": part.kind,
        "outcome": shared.pop("outcome"),
        "score": None if part.verdict.score is None else _number(part.verdict.score),
        "points": points,
        "max_points": _number(part.max_points),
        "visibility": "hidden" if part.hidden else "public",
        **shared,
        "checks": [_check(check, part) for check in part.verdict.checks],
    }


def _drawing(part: PartReport) -> str:
    """A graph as it was read, as SVG; empty where there is none, or too much of it."""
    if part.kind != "graph" or not part.verdict.read_as:
        return ""
    from grader.maths.graphs.notation import shown_graph  # only for graphs, which most reports have none of
    from grader.output.graph_svg import as_svg

    try:
        return as_svg(shown_graph(part.verdict.read_as))
    except NotationError:  # a line that was cut
        return ""


def _first_lost(verdict: Verdict) -> tuple[str, ...]:
    """What the first lost check says: the part's reason is that check's, so its feedback is too."""
    return next((check.verdict.feedback for check in verdict.checks if check.verdict.score != 1), ())


def _check(check: Check, part: PartReport) -> dict[str, Any]:
    worth = part.worth(check)
    shared = _verdict(check.verdict)
    return {
        "name": check.name,
        "outcome": shared.pop("outcome"),
        "points": None if check.verdict.score is None else _number(worth * check.verdict.score),
        "max_points": _number(worth),
        "visibility": "hidden" if check.hidden else "public",
        **shared,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    """What parts and checks share; keys that have nothing to say are left out, except the fixed ones."""
    found: dict[str, Any] = {
        "outcome": verdict.outcome.value,
        "reason": verdict.reason,
        "feedback": list(verdict.feedback),
    }
    if verdict.remarks:
        found["remarks"] = list(verdict.remarks)
    if verdict.detail:
        found["detail"] = list(verdict.detail)
    if verdict.read_as:
        found["read_as"] = verdict.read_as
    if verdict.latex:
        found["read_as_latex"] = verdict.latex
    if verdict.expected:
        found["expected"] = verdict.expected
    if verdict.counterexample:
        found["counterexample"] = {
            "case": verdict.counterexample.case,
            "lines": list(verdict.counterexample.all_lines()),
            "visibility": "hidden" if verdict.counterexample.hidden else "public",
        }
    if verdict.place:
        place = verdict.place
        found["place"] = {"file": place.file, "line": place.line or None, "column": place.column or None}
    return found


def _number(value: Fraction) -> float:
    return round(float(value), 6)
