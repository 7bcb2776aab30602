"""Right and wrong implementations of the shipped function parts, written as differently as students write them."""

from pathlib import Path

import pytest
import yaml

from grader.cache import Cache
from grader.grading.grade import Grader
from grader.spec.course import load_course
from grader.spec.loading import load_exercises

ROOT = Path(__file__).resolve().parent.parent


def rows(kind):
    table = yaml.safe_load((ROOT / "tests" / "implementations" / f"{kind}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=f"{row['exercise']}/{row['part']}: {row['about']}") for row in table]


@pytest.fixture(scope="module")
def shipped(sandbox, tmp_path_factory):
    cache = Cache(str(tmp_path_factory.mktemp("cache")))
    course = load_course(str(ROOT), cache)
    exercises = {exercise.id: exercise for exercise in load_exercises(course.root, course.exercises, cache)}

    def verdict(row, folder):
        for name, text in {f"{row['exercise']}.py": row["code"], **row.get("files", {})}.items():
            (folder / name).write_text(text, encoding="utf-8")
        exercise = exercises[row["exercise"]]
        chosen = exercise._replace(parts=tuple(part for part in exercise.parts if part.id == row["part"]))
        report = Grader(course, (chosen,), {}, sandbox, cache, course.settings.seed, {}).grade(folder)
        return report.exercises[0].parts[0].verdict

    return verdict


def said(verdict):
    checks = [(check.name, check.verdict.feedback) for check in verdict.checks]
    return f"{verdict.feedback} {checks}"


@pytest.mark.parametrize("row", rows("right"))
def test_a_right_implementation_is_accepted(shipped, tmp_path, row):
    verdict = shipped(row, tmp_path)
    lost = {check.name for check in verdict.checks if check.verdict.score != 1}
    assert verdict.checks, said(verdict)
    assert lost == set(row.get("loses", [])), said(verdict)


@pytest.mark.parametrize("row", rows("wrong"))
def test_a_wrong_implementation_is_not(shipped, tmp_path, row):
    verdict = shipped(row, tmp_path)
    values = next((check.verdict for check in verdict.checks if check.name == "values"), verdict)
    assert values.score == (0.5 if row.get("half") else 0), said(verdict)
    assert row.get("reason", values.reason) == values.reason, said(verdict)
