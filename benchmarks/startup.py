"""How long ``grade`` takes, as ratios to a bare interpreter, measured in one run.

    python benchmarks/startup.py            # prints a table
    python benchmarks/startup.py --rounds 40

Each command runs in turn, A B A B ..., as a whole process with its output thrown away and one BLAS thread;
the ratio is taken pair by pair and its median printed, so that a machine that slows down in between does
not matter. The first run of ``grade`` starts with an empty cache; the warm ones find checked exercises,
inputs, keys and the verdicts on answers in text in it, and no verdict on code, because those are never kept.
What is allowed for the warm run is 4 times ``import numpy`` and 3 ms for each part that asks for a formula.
Bytecode is written, as it is where pip installs something, whatever the shell that runs this says.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRADE = str(Path(sys.executable).parent / "grade")
THREADS = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}


def seconds(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    spent = time.perf_counter() - started
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr.decode()}")
    return spent


def compare(
    name: str, command: list[str], base: list[str], environment: dict[str, str], rounds: int
) -> tuple[float, float]:
    """Print a row, and give both medians in seconds."""
    pairs = [(seconds(command, environment), seconds(base, environment)) for _ in range(rounds)]
    ratios = [ours / theirs for ours, theirs in pairs]
    print(
        f"{name:<58} {statistics.median(ratios):5.2f}   ({min(ratios):.2f} to {max(ratios):.2f};"
        f" {1000 * statistics.median(ours for ours, _ in pairs):.0f} ms against"
        f" {1000 * statistics.median(theirs for _, theirs in pairs):.0f} ms)"
    )
    return statistics.median(ours for ours, _ in pairs), statistics.median(theirs for _, theirs in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, **THREADS, "GRADER_CACHE": f"{cache}/grader"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        numpy = [sys.executable, "-c", "import numpy"]
        click = [sys.executable, "-c", "import click"]
        alice = [GRADE, "submissions/alice"]
        seconds(numpy, environment)
        print("ratio of medians, pair by pair (lowest to highest; medians)")
        print(
            f"{'first run, empty cache / import numpy':<58} {seconds(alice, environment) / seconds(numpy, environment):5.2f}"
        )
        seconds(alice, environment)
        took, import_numpy = compare(
            "grade submissions/alice, warm / import numpy", alice, numpy, environment, rounds
        )
        formulas = sum(
            file.read_text().count("kind: expression") for file in (ROOT / "exercises").glob("*.yaml")
        )
        allowed = 4 * import_numpy + 0.003 * formulas
        print(
            f"{f'  of what is allowed, with {formulas} parts that ask for a formula':<58} {took / allowed:5.2f}"
        )
        anew = ["bash", "-c", f"rm -f {cache}/grader/verdict-*; exec {' '.join(alice)}"]
        compare(
            "the same, answers in text judged anew / import numpy",
            anew,
            numpy,
            environment,
            max(2, rounds // 5),
        )
        compare("grade --help / import click", [GRADE, "--help"], click, environment, rounds)


if __name__ == "__main__":
    main()
