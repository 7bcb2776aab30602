import json
import os
from pathlib import Path

import pytest

os.environ["OPENBLAS_NUM_THREADS"] = "1"

from grader.cache import Cache
from grader.grading.grade import Grader
from grader.sandbox.sandbox import Sandbox
from grader.spec.course import load_course
from grader.spec.loading import load_exercises

ROOT = Path(__file__).resolve().parent.parent
LONGEST = [
    "test_verify",
    "test_kinds",
    "test_formulas",
    "test_implementations",
    "test_rewriting",
    "test_golden",
]
"""Files that take longest, first: whoever shares the files out to several processes does not wait for them at the end."""


def pytest_collection_modifyitems(items):
    rank = {name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="session")
def sandbox():
    box = Sandbox()
    yield box
    box.close()


@pytest.fixture
def course(tmp_path):
    """Writes a course: exercises as blocks by part, solutions and a submission as texts by file name."""

    def write(exercises, solutions=None, submission=None):
        for folder in ("exercises", "solutions", "submissions/student"):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for name, parts in exercises.items():
            text = parts if isinstance(parts, str) else json.dumps({"title": name, "parts": parts})
            (tmp_path / "exercises" / f"{name}.yaml").write_text(text)
        for folder, files in (("solutions", solutions or {}), ("submissions/student", submission or {})):
            for name, text in files.items():
                (tmp_path / folder / name).write_text(text)
        return tmp_path

    return write


@pytest.fixture
def graded(sandbox):
    """Grades a submission of a course, as the command does."""

    def grade(root, submission="student", cache=None, seed=None, **options):
        cache = cache or Cache(None)
        settings = load_course(root, cache)
        exercises = load_exercises(root, settings.exercises, cache)
        chosen = settings.settings.seed if seed is None else seed
        return Grader(settings, exercises, {}, sandbox, cache, chosen, {}, **options).grade(
            str(root / "submissions" / submission)
        )

    return grade
