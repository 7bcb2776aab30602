"""Every row of the tables of the text kinds, and what all kinds have in common."""

import dataclasses
import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from grader.grading.judged_before import packed, unpacked
from grader.kinds.base import Kind, Unreadable
from grader.kinds.registry import kind_class, kind_names
from grader.spec.loading import check_exercise, exercise_from
from grader.spec.yaml_reader import read_yaml
from grader.verdict import Outcome

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "tests" / "kinds"
CODE = {"function"}


def groups_of(kind):
    document = read_yaml((TABLES / f"{kind}.yaml").read_text(encoding="utf-8"), f"{kind}.yaml")
    assert not document.problems, document.problems
    return document.data


TEXT_KINDS = sorted(file.stem for file in TABLES.glob("*.yaml") if file.stem not in CODE)
GROUPS = [(kind, group) for kind in TEXT_KINDS for group in groups_of(kind)]
ROWS = [
    pytest.param(
        kind,
        group["block"],
        row,
        id=f"{kind}-{number}-{row['response'][:30].encode('unicode_escape').decode()}",
    )
    for kind, group in GROUPS
    for number, row in enumerate(group["rows"])
]
every_group = pytest.mark.parametrize(
    ("kind", "group"), GROUPS, ids=[f"{kind}: {group['about']}" for kind, group in GROUPS]
)
every_row = pytest.mark.parametrize(("kind", "block", "row"), ROWS)
every_kind = pytest.mark.parametrize("kind", kind_names())


@cache
def parsed(kind, block):
    text = json.dumps({"title": "A table", "parts": {"p": {"kind": kind, **json.loads(block)}}})
    return exercise_from("x", check_exercise(text, "x.yaml", frozenset())).parts[0].block


def loaded(kind, block):
    return parsed(kind, json.dumps(block))


@cache
def key_of(kind, block):
    return parsed(kind, block).key()


@cache
def judged(kind, block, response):
    """What was read, and the verdict on it; worked out once for all tests of a row."""
    part = parsed(kind, block)
    read = part.read(response)
    return read, None if isinstance(read, Unreadable) else part.judge(read, key_of(kind, block))


def verdict_on(kind, block, row):
    return judged(kind, json.dumps(block), row["response"])


def answered(kind, block, row):
    """What the program makes of a text: outcome, score, reason, everything said, outcomes of the checks."""
    read, verdict = verdict_on(kind, block, row)
    if verdict is None:
        return "unreadable", None, f"{kind}.unreadable", "\n".join(read.feedback), {}
    each = [verdict, *(check.verdict for check in verdict.checks)]
    said = "\n".join(text for one in each for text in (*one.feedback, *one.remarks))
    outcomes = {check.name: check.verdict.outcome.value for check in verdict.checks}
    return verdict.outcome.value, verdict.score, verdict.reason, said, outcomes


def declared(block):
    """The reasons a block can give: those of its kind, and the misconceptions its author named."""
    options = getattr(block, "options", {}).values()
    named = {f"{block.kind}.{o.misconception}" for o in options if getattr(o, "misconception", "")}
    return named | {reason.slug for reason in block.reasons}


@every_row
def test_a_response_is_judged_as_its_row_says(kind, block, row):
    outcome, score, reason, said, checks = answered(kind, block, row)
    by_outcome = {"correct": 1, "incorrect": 0}
    expected = (
        None
        if row["outcome"] in ("unreadable", "needs_review")
        else Fraction(str(row.get("score", by_outcome.get(row["outcome"]))))
    )
    assert (outcome, score, reason) == (row["outcome"], expected, row.get("reason", "")), said
    assert row.get("says", "").casefold() in said.casefold()
    assert "says_not" not in row or row["says_not"] not in said
    assert row.get("checks", {}).items() <= checks.items()


@every_group
def test_a_verdict_is_kept_as_it_is(kind, group):
    for row in group["rows"]:
        verdict = verdict_on(kind, group["block"], row)[1]
        assert verdict is None or unpacked(json.loads(json.dumps(packed(verdict)))) == verdict


@pytest.mark.parametrize(("kind", "block", "row"), [row for row in ROWS if "wrong_line" in row.values[2]])
def test_the_first_wrong_line_is_named(kind, block, row):
    verdict = verdict_on(kind, block, row)[1]
    first = next(check.verdict for check in verdict.checks if check.verdict.outcome is not Outcome.CORRECT)
    assert first.place.line == row["wrong_line"]


@every_group
def test_responses_are_judged_the_same_with_another_key(kind, group):
    part, key = loaded(kind, group["block"]), loaded(kind, group["block"]).key()
    for row in reversed(group["rows"][:2]):
        first, verdict = verdict_on(kind, group["block"], row)
        second = part.read(row["response"])
        assert first == second
        assert isinstance(first, Unreadable) or part.judge(second, key) == verdict


@every_group
def test_every_reason_is_declared(kind, group):
    known = declared(loaded(kind, group["block"]))
    for row in group["rows"]:
        assert row.get("reason", "") in {"", *known}
        verdict = verdict_on(kind, group["block"], row)[1]
        if verdict is not None:
            assert {verdict.reason, *(check.verdict.reason for check in verdict.checks)} <= {"", *known}


@every_group
def test_no_feedback_speaks_python(kind, group):
    words = ("Fraction", "<locals>", "positional", "NoneType", "Traceback")
    for row in group["rows"]:
        said = answered(kind, group["block"], row)[3]
        assert not [word for word in words if word in said]


@every_group
def test_a_group_is_written_as_the_format_says(kind, group):
    assert group.keys() == {"about", "block", "rows"}
    assert "kind" not in group["block"]
    assert group["rows"]
    for row in group["rows"]:
        assert row.keys() <= {
            "response",
            "outcome",
            "score",
            "reason",
            "says",
            "says_not",
            "checks",
            "wrong_line",
        }
        assert isinstance(row["response"], str)
        assert ("score" in row) == (row["outcome"] == "partial")
        assert ("reason" in row) == (row["outcome"] != "correct")


@every_kind
def test_a_kind_is_a_frozen_dataclass_named_after_its_module(kind):
    cls = kind_class(kind)
    assert (cls.__name__, cls.kind, cls.__module__) == (kind.capitalize(), kind, f"grader.kinds.{kind}")
    assert issubclass(cls, Kind)
    assert dataclasses.is_dataclass(cls)
    assert cls.__dataclass_params__.frozen


@every_kind
def test_a_kind_says_what_it_is(kind):
    assert "__doc__" in vars(kind_class(kind))
    assert kind_class(kind).__doc__.strip()
    assert not kind_class(kind).__doc__.startswith(f"{kind.capitalize()}(")


@every_kind
def test_a_kind_declares_its_reasons_each_once_with_cause_and_cure(kind):
    reasons = kind_class(kind).reasons
    assert reasons
    assert len({reason.slug for reason in reasons}) == len(reasons)
    assert all(reason.slug.startswith(f"{kind}.") and reason.cause and reason.cure for reason in reasons)


@every_kind
def test_a_kind_has_its_page_and_its_table(kind):
    assert (ROOT / "docs" / "kinds" / f"{kind}.md").is_file()
    assert (TABLES / f"{kind}.yaml").is_file()


@every_kind
def test_a_text_kind_can_say_that_an_answer_is_unreadable(kind):
    cls = kind_class(kind)
    assert cls.from_code or f"{kind}.unreadable" in {reason.slug for reason in cls.reasons}


def test_every_table_belongs_to_a_kind():
    assert {file.stem for file in TABLES.glob("*.yaml")} <= {*kind_names()}


@pytest.mark.parametrize("kind", TEXT_KINDS)
def test_every_reason_of_a_text_kind_occurs_in_its_table(kind):
    seen = {row.get("reason") for group in groups_of(kind) for row in group["rows"]}
    for group in groups_of(kind):
        for row in group["rows"]:
            verdict = verdict_on(kind, group["block"], row)[1]
            seen |= {check.verdict.reason for check in verdict.checks} if verdict else set()
    assert {reason.slug for reason in kind_class(kind).reasons} <= seen


@every_group
def test_checks_earn_the_score_of_their_part_together(kind, group):
    for row in group["rows"]:
        verdict = verdict_on(kind, group["block"], row)[1]
        if verdict is not None and verdict.checks and verdict.score is not None:
            earned = sum(check.points * check.verdict.score for check in verdict.checks)
            assert earned == verdict.score * sum(check.points for check in verdict.checks), row["response"]
