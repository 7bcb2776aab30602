"""Points: exact sums, hints and what they cost, all or nothing, caps, late rules."""

import json
import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.cache import Cache
from grader.commands import FULL, POINTS_LOST, WRONG_USE
from grader.errors import SpecError
from grader.grading.attempt import Attempt, Former
from grader.grading.points import exercise_report
from grader.grading.report import Report, for_student
from grader.kinds.hint import Hint, offers
from grader.kinds.number import Number
from grader.output import json as as_json
from grader.output.terminal import Terminal
from grader.spec.course import LateRule, load_course
from grader.spec.exercise import Exercise, Head, Part
from grader.spec.late import duration, lateness, share_of, shown_duration
from grader.spec.loading import check_exercise, load_exercise
from grader.spec.yaml_reader import read_yaml
from grader.verdict import ONE, ZERO, Check, Outcome, Verdict, partial, undecided

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


# Exactness

amounts = st.integers(1, 2000).map(lambda hundredths: hundredths / 100)
shares = st.fractions(0, 1, max_denominator=12)
RULES = (
    LateRule(after="0h", lose="10 %"),
    LateRule(after="24h", lose="33.3 %"),
    LateRule(after="7d", lose="100 %"),
)


@st.composite
def verdicts(draw):
    """Checks whose score is the part's, or a score alone, or one that a person has to give."""
    if draw(st.integers(0, 4)) == 0:
        return undecided(Outcome.NEEDS_REVIEW, "number.value")
    if draw(st.booleans()):
        return partial(draw(shares), "number.value")
    worths = draw(st.lists(st.fractions(Fraction(1, 12), 5, max_denominator=12), min_size=1, max_size=5))
    checks = tuple(
        Check(f"c{n}", worth, partial(draw(shares), "number.value")) for n, worth in enumerate(worths)
    )
    score = sum((check.points * check.verdict.score for check in checks), ZERO) / sum(worths, ZERO)
    return partial(score, "number.value")._replace(checks=checks)


@st.composite
def exercises(draw):
    """An exercise with its verdicts."""
    parts, judged = [], {}
    for name in "abcd"[: draw(st.integers(1, 4))]:
        points = draw(amounts)
        hints = tuple(
            Hint(text=f"hint {n}", attempt=draw(st.integers(1, 3)), cost=draw(st.floats(0, points).map(abs)))
            for n in range(draw(st.integers(0, 3)))
        )
        whole = draw(st.booleans())
        parts.append(Part(name, Number(answer=1.0, points=points, hints=hints, all_or_nothing=whole)))
        judged[name] = draw(verdicts())
    cap = draw(st.none() | amounts)
    return Exercise("q", Head(title="Q", cap=cap), tuple(parts), ""), judged


attempts = st.builds(
    lambda number, late: Attempt(number, None, lateness(RULES, late)),
    st.integers(1, 4),
    st.integers(0, 10 * 86_400),
)


@given(exercises(), amounts, attempts)
def test_points_add_up_exactly(drawn, weight, attempt):
    exercise, judged = drawn
    report = exercise_report(exercise, judged, Fraction(str(weight)), attempt)
    for part in report.parts:
        checks = part.verdict.checks
        if checks and part.points_before is not None:
            assert sum((part.worth(each) * each.verdict.score for each in checks), ZERO) == part.points_before
            assert sum((part.worth(each) for each in checks), ZERO) == part.max_points
        if part.points is not None:
            assert 0 <= part.points <= part.points_before <= part.max_points
    before = sum((part.points or ZERO for part in report.parts), ZERO)
    counted = before if report.cap is None else min(report.cap, before)
    assert report.points_before == before
    assert report.points == counted * (1 - attempt.late.lost)
    assert report.points + report.late_points == counted
    assert 0 <= report.points <= report.points + report.pending <= report.max_points
    whole = Report("s", (report, report), "")
    assert whole.points == 2 * report.points
    shown = json.loads(as_json.render(whole))
    assert shown["points"] == round(float(whole.points), 6)
    assert ("points_before" in shown) == (whole.points_before != whole.points)


@given(exercises(), attempts)
def test_pending_points_are_what_a_person_can_still_give(drawn, attempt):
    exercise, judged = drawn
    report = exercise_report(exercise, judged, ONE, attempt)
    full = Verdict(Outcome.CORRECT, ONE)
    given_in_full = {name: full if each.score is None else each for name, each in judged.items()}
    decided = exercise_report(exercise, given_in_full, ONE, attempt)
    assert decided.pending == 0
    assert decided.points == report.points + report.pending


@given(exercises(), st.integers(1, 4))
def test_a_later_attempt_never_costs_less_and_no_hint_of_a_right_part_is_shown(drawn, number):
    exercise, judged = drawn
    now = exercise_report(exercise, judged, ONE, Attempt(number))
    later = exercise_report(exercise, judged, ONE, Attempt(number + 1))
    assert later.points <= now.points
    assert all(not part.hints for part in now.parts if part.verdict.score == 1)
    assert all(hint.cost == 0 for part in now.parts if part.verdict.score is None for hint in part.hints)


def test_tenths_stay_tenths():
    parts = tuple(Part(name, Number(answer=1.0, points=0.1)) for name in "abcdefghij")
    right = {part.id: Verdict(Outcome.CORRECT, ONE) for part in parts}
    report = exercise_report(
        Exercise("q", Head(title="Q", cap=1.0), parts, ""), right, Fraction("0.1"), Attempt()
    )
    assert (report.points, report.max_points) == (Fraction(1, 10), Fraction(1, 10))


# Durations and shares

DURATIONS = {
    "0h": 0, "90m": 5400, "26h": 93_600, "2d 3h": 183_600, "2d3h": 183_600, " 1h 30m 5s ": 5405, "7d": 604_800, "1 h": 3600,
}  # fmt: skip
NO_DURATIONS = {
    "": "write whole numbers with the units d, h, m and s",
    "5": "a unit is missing: 5h?",
    "-3h": "early is not late",
    "1:30:00": "a colon may part hours and minutes",
    "1.5h": "for 1.5h write 1h 30m",
    "3h 2d": "the largest first",
    "1h 1h": "no duration",
    "1e3h": "no duration",
    "٣h": "no duration",
    "tomorrow": "no duration",
    "9999999h": "no duration",
}


@pytest.mark.parametrize("text", DURATIONS)
def test_a_duration_is_read_and_shown_so_that_it_reads_back(text):
    assert duration(text) == DURATIONS[text]
    assert duration(shown_duration(duration(text))) == duration(text)


@pytest.mark.parametrize("text", NO_DURATIONS)
def test_what_is_no_duration_is_refused_with_a_reason(text):
    with pytest.raises(ValueError, match="is no duration") as caught:
        duration(text)
    assert NO_DURATIONS[text] in str(caught.value)


@pytest.mark.parametrize(
    ("text", "share"), [("10 %", "1/10"), ("50%", "1/2"), ("100 %", "1"), ("33.3 %", "333/1000")]
)
def test_a_share_is_exact(text, share):
    assert share_of(text) == Fraction(share)


@pytest.mark.parametrize("text", ["10", "", "0 %", "101 %", "-5 %", "1e1 %", "a %", "10 points"])
def test_what_is_no_share_is_refused(text):
    with pytest.raises(ValueError, match="%"):
        share_of(text)


LATE = [  # how late, what is lost: a rule holds from right after its time
    ("0s", "0"), ("1s", "1/10"), ("24h", "1/10"), ("24h 1s", "333/1000"), ("7d", "333/1000"), ("30d", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("late", "share"), LATE)
def test_the_last_rule_whose_time_is_over_holds(late, share):
    assert lateness(RULES, duration(late)).lost == Fraction(share)


# What an instructor writes

CODED = {"kind": "function", "function": "f", "arguments": {"x": "normal(N, D)"}, "cases": [{"N": 1, "D": 2}]}

HINTED = """title: T
parts:
  p:
    kind: number
    answer: 1
    points: 2
    hints:
      - {}
"""
WRONG_HINTS = {
    "''": ("8:9", "a hint needs words"),
    "{cost: 1}": ("8:9", "the key 'text' is missing"),
    "{text: a, attempts: 2}": ("8:19", "unknown key 'attempts'; did you mean 'attempt'?"),
    "{text: a, attempt: 0}": ("8:28", "attempts count from 1, found 0"),
    "{text: a, attempt: 1.5}": ("8:28", "expected a whole number"),
    "{text: a, cost: -1}": ("8:25", "a cost is 0 or more points, found -1"),
    "{text: a, cost: 3}": ("8:25", "a hint costs at most the 2 points of the part, found 3"),
    "{text: a, reason: number.sing}": ("8:27", "no reason 'number.sing'; did you mean 'number.sign'?"),
    "{text: a, reason: sign}": ("8:27", "did you mean 'number.sign'?"),
    "{text: a, reason: function}": ("8:27", "a part of this kind has no reason 'function'"),
    "{text: a, reason: [number.sign, nimber]}": ("8:41", "did you mean 'number'?"),
    "a\n      - {text: a, cost: 1}": ("9:16", "this hint stands here twice"),
}


@pytest.mark.parametrize("written", WRONG_HINTS)
def test_a_wrong_hint_is_told_where_and_why(written):
    with pytest.raises(SpecError) as caught:
        check_exercise(HINTED.format(written), "q.yaml", frozenset())
    (problem,) = caught.value.problems
    place, says = WRONG_HINTS[written]
    assert f"{problem.line}:{problem.column}" == place
    assert says in problem.text


@pytest.mark.parametrize(
    "written",
    [
        "Look again.",
        "{text: a, reason: number}",
        "{text: a, reason: [answers.missing, grader], attempt: 1, cost: 2}",
    ],
)
def test_right_hints_load(written):
    check_exercise(HINTED.format(written), "q.yaml", frozenset())


def test_a_misconception_of_an_option_is_a_reason():
    text = (
        "title: T\nparts:\n  p:\n    kind: choice\n    answer: a\n"
        "    options: {a: one, b: {text: two, misconception: linear}}\n"
        "    hints: [{text: It is not linear., reason: choice.linear}]\n"
    )
    check_exercise(text, "q.yaml", frozenset())


@pytest.mark.parametrize(
    ("cap", "says"),
    [("0", "a cap must be above 0, found 0"), ("-1", "above 0"), ("ten", "expected a number"), ("true", "expected a number")],
)  # fmt: skip
def test_a_wrong_cap_is_told(cap, says):
    with pytest.raises(SpecError) as caught:
        check_exercise(HINTED.format("a") + f"cap: {cap}\n", "q.yaml", frozenset())
    assert [(each.line, each.column) for each in caught.value.problems] == [(9, 6)]
    assert says in str(caught.value)


def test_a_cap_that_never_matters_is_a_warning(course):
    for cap, warned in ((3, True), (2, False), (1, False)):
        root = course({"q": HINTED.format("a") + f"cap: {cap}\n"})
        for _ in range(2):  # from the cache too
            warnings = load_exercise(str(root), "q", Cache(str(root / "cache"))).warnings
            assert bool(warnings) == warned
            assert all(
                each.startswith("exercises/q.yaml:9:6: warning: the parts have 2") for each in warnings
            )


WRONG_LATE = {
    "[{after: 1h, lose: 10}]": ("2:21", "expected a text, found the number 10"),
    "[{after: 1h, lose: 10 points}]": ("2:21", "write a percentage"),
    "[{after: 1:30, lose: 10 %}]": ("2:11", "a colon may part"),
    "[{after: 1h}]": ("2:3", "the key 'lose' is missing"),
    "[{after: 1h, lose: 10 %}, {after: 1h, lose: 20 %}]": ("2:36", "1h does not exceed 1h"),
    "[{after: 2d, lose: 10 %}, {after: 24h, lose: 20 %}]": ("2:36", "24h does not exceed 2d"),
    "[{after: 1h, lose: 20 %}, {after: 2h, lose: 10 %}]": ("2:46", "10 % does not exceed 20 %"),
    "{after: 1h, lose: 10 %}": ("2:2", "expected a list"),
}


@pytest.mark.parametrize("written", WRONG_LATE)
def test_wrong_late_rules_are_told_where_and_why(course, written):
    root = course({"q": HINTED.format("a")})
    (root / "course.yaml").write_text(f"late:\n {written}\n")
    with pytest.raises(SpecError) as caught:
        load_course(str(root), Cache(None))
    (problem,) = caught.value.problems
    place, says = WRONG_LATE[written]
    assert (problem.file, f"{problem.line}:{problem.column}") == ("course.yaml", place)
    assert says in problem.text


def test_the_examples_of_the_how_to_load(course):
    page = (Path(__file__).parent.parent / "docs/how-to/points-and-hints.md").read_text()
    hints, late = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    part = {**read_yaml(hints, "page").data["vjp"], **CODED}
    root = course({"q": {"vjp": part}}, {"q.py": "def f(x): return x"})
    (root / "course.yaml").write_text(late)
    assert load_course(str(root), Cache(None)).settings.late == (
        LateRule(after="0h", lose="10 %"),
        LateRule(after="24h", lose="50 %"),
        LateRule(after="7d", lose="100 %"),
    )
    (loaded,) = load_exercise(str(root), "q", Cache(None)).parts
    assert [each.attempt for each in offers(loaded.block.hints)] == [2, 3, 1, 2]


# Hints as they are graded

HINTS = {
    "kind": "number",
    "answer": 0.25,
    "points": 2,
    "hints": [
        "first",
        {"text": "second", "cost": 0.5},
        {"text": "at once", "attempt": 1, "cost": 0.25},
        {"text": "sign", "reason": "number.sign", "cost": 0.75},
        {"text": "sign later", "reason": ["number.sign", "number.factor"], "attempt": 2},
        {"text": "any reason", "reason": "number", "attempt": 4},
    ],
}
SHOWN = [  # the answer, the attempt, hints shown, hints charged, points
    ("-0.25", 1, "at once, sign", "", 0),
    ("-0.25", 2, "first, at once, sign, sign later", "at once", 0),
    ("7", 2, "first, at once", "at once", 0),
    ("7", 3, "first, second, at once", "at once", 0),
    ("7", 4, "first, second, at once, any reason", "second, at once", 0),
    ("0.25", 1, "", "", 2),
    ("0.25", 2, "", "at once", 1.75),
    ("0.25", 9, "", "second, at once", 1.25),
]


def part_of(report):
    return json.loads(as_json.render(report))["exercises"][0]["parts"][0]


def texts(hints):
    return ", ".join(hint["text"] for hint in hints)


@pytest.mark.parametrize(("answer", "number", "shown", "charged", "points"), SHOWN)
def test_hints_come_by_attempt_and_by_reason(course, graded, answer, number, shown, charged, points):
    root = course({"q": {"p": HINTS}}, submission={"answers.md": f"# q\n## p\n{answer}\n"})
    report = graded(root, attempt=Attempt(number))
    part = part_of(report)
    found = (texts(part.get("hints", ())), texts(part.get("charged", ())), part["points"])
    assert found == (shown, charged, points)
    assert json.loads(as_json.render(report)).get("attempt", 1) == number


def test_a_former_report_says_what_is_charged(course, graded):
    root = course({"q": {"p": HINTS}}, submission={"answers.md": "# q\n## p\n1/4\n"})
    (root / "course.yaml").write_text("exercises: {q: {weight: 2}}\n")
    listed = frozenset({"sign", "first", "not in the exercise any more"})
    part = part_of(graded(root, attempt=Attempt(5, Former(4, {("q", "p"): listed}))))
    assert part["charged"] == [{"text": "sign", "cost": 1.5}]
    assert (part["points"], part["points_before"], part["max_points"]) == (2.5, 4, 4)


def test_hints_never_cost_more_than_there_is(course, graded):
    hints = [{"text": each, "attempt": 1, "cost": 2} for each in "abc"]
    root = course({"q": {"p": {**HINTS, "hints": hints}}}, submission={"answers.md": "# q\n## p\n1/4\n"})
    assert graded(root, attempt=Attempt(2)).points == 0


def test_a_part_that_a_person_marks_shows_free_hints_only(course, graded):
    block = {
        "kind": "explanation",
        "rubric": [{"points": 1, "text": "why"}],
        "hints": [{"text": "free", "attempt": 1}, {"text": "dear", "attempt": 1, "cost": 0.5}],
    }
    root = course({"q": {"p": block}}, submission={"answers.md": "# q\n## p\nbecause\n"})
    report = graded(root, attempt=Attempt(2))
    part = part_of(report)
    assert (texts(part["hints"]), texts(part["charged"]), report.pending) == ("free", "dear", Fraction(1, 2))


def test_hints_of_a_hidden_part_are_not_for_students(course, graded):
    open_part = {**HINTS, "hints": []}
    parts = {"p": open_part, "secret": {**HINTS, "hidden": True}}
    root = course({"q": parts}, submission={"answers.md": "# q\n## p\n7\n"})
    report = graded(root, attempt=Attempt(4))
    terminal = Terminal(width=100, colour=False, unicode=True, verbose=True)
    for shown in (as_json.render, terminal.render):
        assert "at once" in shown(report)
        assert "at once" not in shown(for_student(report))


def test_the_reason_of_a_check_opens_a_hint_too(course, graded):
    block = {
        **CODED,
        "rules": {"loops": "forbidden"},
        "hints": [
            {"text": "whole arrays", "reason": "function.loop"},
            {"text": "no", "reason": "function.sign"},
        ],
    }
    source = "def f(x):\n    y = x.copy()\n    for i in range(len(x)):\n        y[i] = 2 * x[i]\n    return y"
    root = course({"q": {"p": block}}, {"q.py": "def f(x): return 2 * x"}, {"q.py": source})
    part = part_of(graded(root))
    assert (texts(part["hints"]), part["outcome"], part["score"]) == ("whole arrays", "partial", 0.8)


# All or nothing, caps

STEPS = {
    "kind": "computation",
    "points": 3,
    "given": {"x": 2},
    "steps": {"y": "x*x", "z": "y*y"},
    "ask": ["y", "z", "dz/dx"],
    "all_or_nothing": True,
}


@pytest.mark.parametrize(
    ("derivative", "outcome", "points", "before"),
    [("32", "correct", 3, None), ("3", "incorrect", 0, 2)],
)
def test_a_part_that_counts_as_a_whole(course, graded, derivative, outcome, points, before):
    answers = f"# q\n## p\ny = 4\nz = 16\ndz/dx = {derivative}\n"
    part = part_of(graded(course({"q": {"p": STEPS}}, submission={"answers.md": answers})))
    found = (part["outcome"], part["score"], part["points"], part.get("points_before"))
    assert found == (outcome, points / 3, points, before)
    assert [check["points"] for check in part["checks"]] == [1, 1, points / 3]


def test_all_or_nothing_leaves_what_a_person_decides(course, graded):
    block = {"kind": "explanation", "rubric": [{"points": 1, "text": "why"}], "all_or_nothing": True}
    report = graded(course({"q": {"p": block}}, submission={"answers.md": "# q\n## p\nbecause\n"}))
    assert (report.points, report.pending, report.full) == (0, 1, True)


def test_points_above_a_cap_do_not_count(course, graded):
    number = {"kind": "number", "answer": 1, "points": 2}
    text = json.dumps({"title": "Q", "cap": 3, "parts": {"a": number, "b": number, "c": number}})
    for answers, points, before in (("## a\n1\n## b\n1\n", 3, 4), ("## a\n1\n", 2, 2), ("", 0, 0)):
        root = course({"q": text}, submission={"answers.md": f"# q\n{answers}"})
        report = graded(root)
        assert (report.points, report.points_before, report.max_points) == (points, before, 3)
        assert report.full == (points == 3)


# The command line


@pytest.fixture
def run(tmp_path):
    def run(*arguments):
        command = [sys.executable, "-m", "grader", *map(str, arguments)]
        variables = {"GRADER_CACHE": str(tmp_path / "cache"), "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


MIXED = {
    "title": "Things",
    "cap": 7,
    "parts": {
        "a": {**HINTS, "hints": ["Half of a half.", {"text": "A quarter.", "cost": 0.5}]},
        "b": {**STEPS, "points": 3},
        "c": {"kind": "explanation", "points": 2, "rubric": [{"points": 2, "text": "says why"}]},
        "d": {"kind": "number", "answer": 3, "points": 6},
    },
}
ANSWERS = "# q\n## a\n-0.25\n## b\ny = 4\nz = 16\ndz/dx = 3\n## c\nbecause\n## d\n3\n"
RULES_TEXT = "late:\n  - {after: 0h, lose: 10 %}\n  - {after: 24h, lose: 50 %}\n"


@pytest.fixture
def mixed(course):
    root = course({"q": json.dumps(MIXED)}, submission={"answers.md": ANSWERS})
    (root / "course.yaml").write_text(RULES_TEXT)
    return root


LATE_REPORT = """\
student  attempt 3                                                        3 of 7 points, 0.5 pending
  1d 2h late: 50 % of the points earned are lost (the rule after 1d).

q  Things                                                                                     3 of 7
  Late: 3 of 6 points lost; pending points lose the same share.
  ✗ a  incorrect                                                                              0 of 2
      read as: −0.25
      The size is right, the sign is not.
      expected: 0.25
      → Follow each minus sign through.
      hint: Half of a half.
      hint: A quarter. (0.5 points from the next attempt on)
  ✗ b  incorrect                                                                              0 of 3
      ✗ dz/dx  computation.value                                                              0 of 1
          read as: 3
          This is not the right number.
          expected: 32
      All or nothing: 2 of 3 would be right, but only the whole part counts.
      → Put the numbers into that step again.
  ? c  needs review                                                                       pending, 2
      read as: because
      A person reads and marks this.
      expected: says why (2)
      → Nothing to do: the points are pending until it is read.
  ✓ d                                                                                         6 of 6

More detail: -v.
"""


def test_the_report_says_what_was_deducted_and_why(mixed, run):
    done = run("submissions/student", "--attempt", "3", "--late", "26h")
    assert done.returncode == POINTS_LOST
    assert done.stderr == ""
    assert done.stdout == LATE_REPORT
    (mixed / "submissions/student/answers.md").write_text(ANSWERS.replace("-0.25", "0.25"))
    shown = run("submissions/student", "--attempt", "4").stdout
    assert "Of 7.5 points 7 count: that is the cap of this exercise." in shown
    assert "0.5 points charged for the hint: A quarter." in shown


def test_json_says_it_in_keys_of_its_own(mixed, run):
    done = run("submissions/student", "--attempt", "3", "--late", "26h", "--format", "json")
    report = json.loads(done.stdout)
    assert report["late"] == {
        "by": "1d 2h",
        "seconds": 93_600,
        "after": "1d",
        "lose": "50 %",
        "lost": 3.0,
        "text": "1d 2h late: 50 % of the points earned are lost (the rule after 1d).",
    }
    assert [report[key] for key in ("points", "points_before", "pending_points", "attempt")] == [3, 6, 0.5, 3]
    exercise = report["exercises"][0]
    assert (exercise["cap"], exercise["late"]) == (7, {"lose": "50 %", "lost": 3.0})
    again = run("submissions/student", "--late", "1d 2h", "--attempt", "3", "--format", "json", "--no-cache")
    assert again.stdout == done.stdout
    plain = json.loads(run("submissions/student", "--format", "json").stdout)
    assert not {"late", "attempt", "points_before"} & plain.keys()
    assert plain["exercises"][0]["parts"][0].keys() & {"hints", "charged", "points_before"} == set()


@pytest.mark.parametrize(
    ("rules", "late", "says", "points"),
    [
        ("", "3h", "3h late: course.yaml has no late rules, so nothing is deducted.", 6),
        (RULES_TEXT, "0h", "Handed in on time: nothing is deducted.", 6),
        (RULES_TEXT, "1s", "1s late: 10 % of the points earned are lost.", 5.4),
        ("late: [{after: 1h, lose: 5 %}]", "1h", "before the first late rule", 6),
    ],
)  # fmt: skip
def test_lateness_is_said_even_where_it_costs_nothing(mixed, run, rules, late, says, points):
    (mixed / "course.yaml").write_text(rules)
    for command in ((), ("check",)):
        assert says in " ".join(run(*command, "submissions/student", "--late", late).stdout.split())
        done = run(*command, "submissions/student", "--late", late, "--format", "json")
        assert json.loads(done.stdout)["points"] == points


def test_the_next_attempt_is_charged_by_the_former_report(mixed, run):
    for number, charged in ((1, 0), (2, 0), (3, 0), (4, 1), (5, 1)):
        options = ("--previous", f"report{number - 1}.json") if number > 1 else ()
        done = run("submissions/student", *options, "--format", "json")
        (mixed / f"report{number}.json").write_text(done.stdout)
        report = json.loads(done.stdout)
        assert report.get("attempt", 1) == number
        assert len(report["exercises"][0]["parts"][0].get("charged", ())) == charged
    skipped = run("submissions/student", "--previous", "report2.json", "--attempt", "7", "--format", "json")
    assert "charged" not in json.loads(skipped.stdout)["exercises"][0]["parts"][0]
    (mixed / "submissions/student/answers.md").write_text(ANSWERS.replace("-0.25", "0.25"))
    for former in ("report1.json", "report2.json", "report3.json"):  # only the third shows what costs
        done = run("submissions/student", "--previous", former, "--format", "json")
        part = json.loads(done.stdout)["exercises"][0]["parts"][0]
        assert part["points"] == (1.5 if former == "report3.json" else 2)


REPORT = {"schema": 1, "submission": "student", "exercises": []}
FORMER = {
    "": "it is no JSON",
    "[]": "it has no keys schema and submission",
    "[" * 50_000: "it is no JSON",
    "\udcff": "it is no text in UTF-8",
    json.dumps(REPORT) + "\n" + json.dumps(REPORT): "it holds several; give the one on this submission",
    json.dumps({**REPORT, "schema": 2}): "is a report of schema 2; this program reads schema 1",
    json.dumps({**REPORT, "submission": "bob"}): "is a report on bob, not on student",
    json.dumps({**REPORT, "attempt": 0}): "its attempt is no whole number from 1 on",
    json.dumps({**REPORT, "exercises": [{"id": "q"}]}): "are not as docs/report.md has them",
    json.dumps({**REPORT, "exercises": [{"id": "q", "parts": [{"id": "p", "hints": [1]}]}]}): "are not as",
}


@pytest.mark.parametrize("text", FORMER, ids=range(len(FORMER)))
def test_a_former_report_that_is_none_is_told(mixed, run, text):
    (mixed / "former.json").write_text(text, encoding="utf-8", errors="surrogateescape")
    done = run("submissions/student", "--previous", "former.json")
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert done.stderr.startswith("--previous former.json ")
    assert FORMER[text] in done.stderr
    assert done.stderr.count("\n") == 1


def test_wrong_attempts_are_told(mixed, run):
    (mixed / "former.json").write_text(json.dumps({**REPORT, "attempt": 3}))
    wrong = {
        ("--attempt", "0"): "0 is not in the range",
        ("--attempt", "two"): "'two' is not a valid integer",
        ("--late", "5"): "--late '5' is no duration (a unit is missing: 5h?)",
        ("--previous", "nothing.json"): "nothing.json cannot be read: No such file or directory",
        ("--previous", "."): "cannot be read",
        (
            "--previous",
            "former.json",
            "--attempt",
            "3",
        ): "--attempt 3 does not come after the one of --previous",
    }
    for options, says in wrong.items():
        for command in ((), ("check",)):
            done = run(*command, "submissions/student", *options)
            assert (done.returncode, done.stdout) == (WRONG_USE, "")
            assert says in done.stderr
    (mixed / "submissions" / "bob").mkdir()
    done = run("submissions", "--previous", "former.json")
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert "--previous is the report on one submission, but 2 are graded" in done.stderr


def test_an_empty_submission_late_at_a_later_attempt_has_nothing_to_lose(mixed, run):
    (mixed / "submissions/student/answers.md").unlink()
    done = run("submissions/student", "--attempt", "4", "--late", "30d", "--format", "json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["points"], report["late"]["lost"]) == (POINTS_LOST, 0, 0)
    assert run("submissions", "--attempt", "4", "--late", "30d").returncode == FULL
