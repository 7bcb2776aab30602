"""Right and wrong implementations of function parts, written as differently as students write them.

One table for the shipped course, and one for a course of layers and losses as in programming assignments. A wrong row names
the diagnoses that a teacher who reads the code would write, the best one first.
"""

from pathlib import Path

import pytest
import yaml

from grader.cache import Cache
from grader.grading.grade import Grader
from grader.spec.course import load_course
from grader.spec.loading import load_exercises

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "tests" / "implementations"
COURSES = {"shipped": (ROOT, TABLES), "further": (TABLES / "further", TABLES / "further")}
NAMED = 0.8
"""The share of mistakes that has to be named as a teacher would."""


def table(course, kind):
    return yaml.safe_load((COURSES[course][1] / f"{kind}.yaml").read_text(encoding="utf-8"))


WRONG = {course: table(course, "wrong") for course in COURSES}
RIGHT = {course: table(course, "right") for course in COURSES}


def title(row):
    return f"{row['exercise']}/{row['part']}: {row['about']}"


def rows(tables):
    return [pytest.param(course, row, id=title(row)) for course, rows in tables.items() for row in rows]


def loaded(root, cache):
    course = load_course(str(root), cache)
    return course, load_exercises(course.root, course.exercises, cache)


@pytest.fixture(scope="module")
def graded_row(sandbox, tmp_path_factory):
    """Grades one row, once."""
    cache = Cache(str(tmp_path_factory.mktemp("cache")))
    courses, verdicts = {name: loaded(root, cache) for name, (root, _) in COURSES.items()}, {}

    def grade(name, row):
        course, exercises = courses[name]
        exercise = next(exercise for exercise in exercises if exercise.id == row["exercise"])
        folder = tmp_path_factory.mktemp("submission")
        for file, text in {f"{row['exercise']}.py": row["code"], **row.get("files", {})}.items():
            (folder / file).write_text(text, encoding="utf-8")
        chosen = exercise._replace(parts=tuple(part for part in exercise.parts if part.id == row["part"]))
        report = Grader(course, (chosen,), {}, sandbox, cache, course.settings.seed, {}).grade(folder)
        return report.exercises[0].parts[0].verdict

    def verdict(name, row):
        key = name, title(row)
        if key not in verdicts:
            verdicts[key] = grade(name, row)
        return verdicts[key]

    return verdict


def values(verdict):
    return next((check.verdict for check in verdict.checks if check.name == "values"), verdict)


def said(verdict):
    checks = [(check.name, check.verdict.feedback) for check in verdict.checks]
    return f"{verdict.feedback} {checks}"


def test_the_tables_are_as_large_as_they_have_to_be():
    assert all(len(rows) >= 120 for rows in WRONG.values())
    assert all(len(rows) >= 60 for rows in RIGHT.values())


def test_the_references_of_the_further_course_earn_full_points(sandbox):
    cache = Cache(None)
    course, exercises = loaded(COURSES["further"][0], cache)
    report = Grader(course, exercises, {}, sandbox, cache, course.settings.seed, {}).grade(
        course.root + "/solutions"
    )
    lost = {(e.id, p.id): said(p.verdict) for e in report.exercises for p in e.parts if p.verdict.score != 1}
    assert lost == {}


@pytest.mark.parametrize(("course", "row"), rows(RIGHT))
def test_a_right_implementation_is_accepted(graded_row, course, row):
    verdict = graded_row(course, row)
    lost = {check.name for check in verdict.checks if check.verdict.score != 1}
    assert verdict.checks, said(verdict)
    assert lost == set(row.get("loses", [])), said(verdict)


@pytest.mark.parametrize(("course", "row"), rows(WRONG))
def test_a_wrong_implementation_is_not(graded_row, course, row):
    verdict = graded_row(course, row)
    judged = values(verdict)
    assert judged.score == (0.5 if row.get("half") else 0), said(verdict)
    assert row.get("reason", judged.reason) == judged.reason, said(verdict)


@pytest.mark.parametrize("course", COURSES)
def test_the_mistake_is_named_as_a_teacher_would(graded_row, course):
    misses = []
    for row in WRONG[course]:
        reason = values(graded_row(course, row)).reason.removeprefix("function.")
        if reason not in row["diagnosis"]:
            misses.append(f"{title(row)}: told {reason}, a teacher says {' or '.join(row['diagnosis'])}")
    named = 1 - len(misses) / len(WRONG[course])
    assert named >= NAMED, f"{named:.1%} are named; the others:\n" + "\n".join(misses)
