"""Every row of tests/loops.yaml: loops that hide are convicted, look-alikes are not."""

from pathlib import Path

import pytest
import yaml

ROWS = yaml.safe_load((Path(__file__).parent / "loops.yaml").read_text(encoding="utf-8"))
BLOCK = {
    "kind": "function",
    "function": "f",
    "arguments": {"X": "normal(N, D)", "y": "labels(N, D)"},
    "cases": [{"N": 3, "D": 2}, {"N": 5, "D": 4}],
    "rules": {"loops": "forbidden"},
}
ALL = [pytest.param(row, id=row["about"]) for row in ROWS]


@pytest.mark.parametrize("row", ALL)
def test_row(course, graded, row):
    files = {"x.py": row["code"], **row.get("files", {})}
    root = course({"x": {"p": BLOCK}}, {"x.py": "def f(X, y): return X * 2"}, files)
    verdict = graded(root).exercises[0].parts[0].verdict
    checks = {check.name: check.verdict for check in verdict.checks}
    loops = checks["loops"]
    if row.get("refused"):  # by the sandbox, since it needs threads or sockets
        assert checks["values"].outcome.value == "forbidden", checks["values"]
        assert loops.outcome.value != "correct", loops
        return
    assert checks["values"].outcome.value == "correct", checks["values"]
    if not row["convicted"]:
        assert loops.outcome.value == "correct", loops.feedback
    else:
        assert loops.outcome.value == "incorrect", loops
        told = "\n".join(loops.feedback)
        if row["by"] == "source":
            assert f"line {row['line']}" in told
            assert row.get("file", "x.py") in told
        else:  # counting names the busiest line, inside of what is run again and again
            line = loops.place.line
            assert not line or abs(line - row["line"]) <= 4 or "compile" in row["code"]


def test_enough_rows_of_both_sorts():
    assert sum(row["convicted"] for row in ROWS) >= 40
    assert sum(not row["convicted"] for row in ROWS) >= 40


def test_a_source_that_could_stop_the_counting_is_looked_at_by_a_person(course, graded):
    for line in (
        "import gc",
        "import sys; sys.settrace(None)",
        "from ctypes import CDLL",
        "stop = getattr(__import__('sys'), 'setprofile')",
    ):
        source = f"{line}\ndef f(X, y): return X * 2"
        verdict = (
            graded(course({"x": {"p": BLOCK}}, {"x.py": "def f(X, y): return X * 2"}, {"x.py": source}))
            .exercises[0]
            .parts[0]
            .verdict
        )
        assert (verdict.outcome.value, verdict.reason) == ("needs_review", "function.uncounted"), line
        assert {check.name: check.verdict.outcome.value for check in verdict.checks}["values"] == "correct"


def test_a_loop_that_does_not_grow_with_the_size_named_is_allowed(course, graded):
    over_columns = (
        "import numpy as np\ndef f(X, y): return np.stack([X[:, j] * 2 for j in range(X.shape[1])], axis=1)"
    )
    over_rows = "import numpy as np\ndef f(X, y): return np.stack([row * 2 for row in X])"
    in_c = "import numpy as np\ndef f(X, y): return np.array(list(map(np.add, X, X)))"
    for source, outcome in ((over_columns, "correct"), (over_rows, "incorrect"), (in_c, "incorrect")):
        block = {**BLOCK, "rules": {"vectorised_over": ["N"]}}
        root = course({"x": {"p": block}}, {"x.py": "def f(X, y): return X * 2"}, {"x.py": source})
        checks = graded(root).exercises[0].parts[0].verdict.checks
        assert {check.name: check.verdict.outcome.value for check in checks}["vectorised_over"] == outcome, (
            source
        )


def test_operations_are_counted_where_the_reference_makes_an_argument(course, graded):
    """The student's file defines no function that makes it."""
    made = {"from": "reference", "call": "forward", "arguments": {"x": "normal(N, D)"}, "output": 1}
    block = {**BLOCK, "arguments": {"X": "normal(N, D)", "cache": made}}
    solution = "def forward(x): return x * 2, x\ndef f(X, cache): return X * cache"
    root = course({"x": {"p": block}}, {"x.py": solution}, {"x.py": "def f(X, cache): return cache * X"})
    assert graded(root).exercises[0].parts[0].verdict.outcome.value == "correct"


def test_files_of_other_exercises_are_no_part_of_what_is_imported(course, graded):
    block = {"kind": "function", "function": "f", "arguments": {"x": "normal(N)"}, "cases": [{"N": 2}],
             "rules": {"imports": {"names": ["numpy"]}, "forbidden_calls": {"names": ["np.linalg.inv"]}}}  # fmt: skip
    used = "import os\nimport numpy as np\ndef g(x): return np.linalg.inv(x)\ndef h(x): return x"
    own = "def f(x): return x"
    root = course({"x": {"p": block}}, {"x.py": own}, {"x.py": own, "other.py": used})
    assert graded(root).full
    for source in (
        "import other\ndef f(x): return other.h(x)",
        "from other import h as f",
        "import importlib\ndef f(x): return x",
    ):
        root = course({"x": {"p": block}}, {"x.py": own}, {"x.py": source, "other.py": used})
        assert not graded(root).full, source
