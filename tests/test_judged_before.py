"""Answers that were judged before: the same verdict, at the place where the answer stands now."""

import pytest

from grader.cache import Cache
from grader.grading.grade import Grader
from grader.output.json import render
from grader.spec.course import load_course
from grader.spec.loading import load_exercises

EXERCISE = """\
title: T
parts:
  size: {kind: size, network: [input 30, linear 4], ask: parameters}
  gradient: {kind: expression, symbols: {x: vector(D), y: vector(D)}, free: [i], answer: "2*(x[i] - y[i])"}
  values: {kind: computation, given: {x: 2}, steps: {y: 3*x, z: y + 1}, ask: [y, z]}
"""
ANSWERS = "# homework\n## size\n30*4\n## gradient\nx_i - y_i +\n## values\ny = 6\nz = oops\n"


@pytest.fixture
def graded(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "homework.yaml").write_text(EXERCISE)
    (tmp_path / "submissions" / "ann").mkdir(parents=True)
    (tmp_path / "cache").mkdir(mode=0o700)

    def grade(answers, cache=True, several=False):
        (tmp_path / "submissions" / "ann" / "answers.md").write_text(answers)
        kept = Cache(str(tmp_path / "cache") if cache else None)
        course = load_course(str(tmp_path), kept)
        exercises = load_exercises(course.root, course.exercises, kept)
        grader = Grader(course, exercises, {}, None, kept, 0, {}, several=several)
        return render(grader.grade(tmp_path / "submissions" / "ann"))

    grade.kept = lambda: len(list((tmp_path / "cache").glob("verdict-*")))
    return grade


def test_the_report_is_the_same_from_the_cache(graded):
    first = graded(ANSWERS)
    assert graded.kept() == 3
    assert graded(ANSWERS) == first == graded(ANSWERS, cache=False)


def test_places_are_where_the_answer_stands_now(graded):
    graded(ANSWERS)
    moved = "\n\n" + ANSWERS.replace("## gradient\n", "## gradient\n\n$")
    assert graded(moved) == graded(moved, cache=False)
    assert graded("\n" + ANSWERS) == graded("\n" + ANSWERS, cache=False)


def test_another_answer_is_judged_anew(graded):
    graded(ANSWERS)
    other = ANSWERS.replace("y = 6", "y = 7")
    assert graded(other) == graded(other, cache=False)
    assert graded.kept() == 4


def test_verdicts_on_a_class_are_not_kept(graded):
    graded(ANSWERS, several=True)
    assert graded.kept() == 0
