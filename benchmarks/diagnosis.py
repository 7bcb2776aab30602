"""What looking into a failure costs: wrong implementations graded with and without it, in turn, in one process.

For every third row of tests/implementations/wrong.yaml the best of three runs of each: the student's file
is read, run in the sandbox and judged, warm (inputs, keys and the outputs of known mistakes are cached).
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.update({f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")})

import yaml

import grader.grading.code as code
from grader.cache import Cache
from grader.grading.grade import Grader
from grader.sandbox.sandbox import Sandbox
from grader.spec.course import load_course
from grader.spec.loading import load_exercises
from grader.verdict import Verdict

ROOT = Path(__file__).resolve().parent.parent
EVERY, TIMES = 3, 3

start = code.start_code


def without(*given: Any, **named: Any) -> code.CodeGrading:
    """Grading that stops at the verdict."""
    return start(*given, **named)._replace(failures=_nothing)


def _nothing(_: Sequence[code.Failing]) -> dict[str, Verdict]:
    return {}


def seconds(grader: Grader, folder: str, way: Callable[..., code.CodeGrading]) -> float:
    """One run."""
    with patch.object(code, "start_code", way):
        begun = time.perf_counter()
        grader.grade(folder)
        return time.perf_counter() - begun


def main() -> None:
    """Print the ratios."""
    sandbox = Sandbox()
    rows = yaml.safe_load((ROOT / "tests" / "implementations" / "wrong.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        os.mkdir(os.path.join(scratch, "cache"), 0o700)
        cache = Cache(os.path.join(scratch, "cache"))
        course = load_course(str(ROOT), cache)
        exercises = {each.id: each for each in load_exercises(course.root, course.exercises, cache)}
        pairs = []
        for number, row in enumerate(rows[::EVERY]):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            (folder / f"{row['exercise']}.py").write_text(row["code"], encoding="utf-8")
            exercise = exercises[row["exercise"]]
            exercise = exercise._replace(parts=tuple(p for p in exercise.parts if p.id == row["part"]))
            grader = Grader(course, (exercise,), {}, sandbox, cache, course.settings.seed, {})
            grader.grade(str(folder))  # fills the cache
            bare, full = (
                min(seconds(grader, str(folder), way) for _ in range(TIMES)) for way in (without, start)
            )
            pairs.append((bare, full))
    ratios = sorted(full / bare for bare, full in pairs)
    total = sum(full for _, full in pairs) / sum(bare for bare, _ in pairs)
    print(f"{len(pairs)} wrong implementations, with the look into the failure against without:")
    print(f"  median {statistics.median(ratios):.2f}, all together {total:.2f}, largest {ratios[-1]:.2f}")
    bare_ms, full_ms = (1000 * statistics.mean(pair[side] for pair in pairs) for side in (0, 1))
    print(f"  mean {full_ms:.1f} ms against {bare_ms:.1f} ms a part")
    sandbox.close()


if __name__ == "__main__":
    main()
