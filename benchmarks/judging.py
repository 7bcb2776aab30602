"""What judging adds to the bare calls of a student's function, as ratios measured in one run.

    python benchmarks/judging.py            # prints a table
    python benchmarks/judging.py --rounds 100

The part is softmax/vjp of the shipped course with alice's function; its key and tolerances are cached. Each line
is measured in turn with the bare calls: one child that imports the file and runs every case.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.update({f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")})

from grader.cache import Cache
from grader.grading.grade import Grader
from grader.grading.prepared import prepare
from grader.grading.solutions import Solutions
from grader.kinds.function import CodeRun
from grader.sandbox.job import Call, Job
from grader.sandbox.sandbox import Sandbox
from grader.source import parse_source
from grader.spec.course import load_course
from grader.spec.loading import load_exercises

ROOT = Path(__file__).resolve().parent.parent


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def compare(name: str, work: Callable[[], object], base: Callable[[], object], rounds: int) -> None:
    pairs = [(milliseconds(work), milliseconds(base)) for _ in range(rounds)]
    ratios = [ours / theirs for ours, theirs in pairs]
    print(
        f"{name:<62} {statistics.median(ratios):5.2f}   ({statistics.median(ours for ours, _ in pairs):.2f} ms"
        f" against {statistics.median(theirs for _, theirs in pairs):.2f} ms)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    sandbox = Sandbox()
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(folder)
        course = load_course(str(ROOT), cache)
        exercise = next(each for each in load_exercises(course.root, ("softmax",), cache))
        part = next(each for each in exercise.parts if each.id == "vjp")
        chosen = exercise._replace(parts=(part,))
        solutions = Solutions.read(str(ROOT / "solutions"))
        seed = course.settings.seed
        prepared = prepare(exercise, part, solutions, seed, sandbox, cache)
        source = {"softmax.py": (ROOT / "submissions/alice/softmax.py").read_text()}
        parsed = {"softmax": parse_source(source["softmax.py"], "softmax.py")}
        calls = tuple(Call(part.block.function, case.inputs, "vjp") for case in prepared.cases)
        counted = tuple(
            Call(part.block.function, inputs, "count", counted=True)
            for growth in prepared.growths
            for inputs in (growth.small, growth.large)
        )

        def bare() -> object:
            return sandbox.run(Job(source, "softmax", calls))

        results = bare().results  # type: ignore[attr-defined]

        def with_counting() -> object:
            return sandbox.run(Job(source, "softmax", (*calls, *counted)))

        def with_judging() -> object:
            bare()
            response = part.block.read(CodeRun(prepared.cases, results, "softmax", parsed))
            return part.block.judge(response, prepared.key)

        def everything() -> object:
            grader = Grader(course, (chosen,), {}, sandbox, cache, seed)
            return grader.grade(str(ROOT / "submissions" / "alice"), renew=False)

        def fresh_key() -> object:
            return prepare(exercise, part, solutions, seed, sandbox, Cache(None))

        print(f"ratio to the bare calls, pair by pair ({len(calls)} cases; medians of {rounds} rounds)")
        compare("and counting operations while each size grows", with_counting, bare, rounds)
        compare("and comparing by tolerance, loops from the source", with_judging, bare, rounds)
        compare("the whole part: reading, running, counting, judging", everything, bare, rounds)
        compare("the key with its tolerances, not cached", fresh_key, bare, max(5, rounds // 5))
    sandbox.close()


if __name__ == "__main__":
    main()
