"""Every row of tests/kinds/function.yaml, through the real sandbox."""

from pathlib import Path

import pytest
import yaml

TABLE = yaml.safe_load((Path(__file__).parent / "kinds" / "function.yaml").read_text())
ROWS = [
    pytest.param(group, row, id=f"{group['block']['function']}: {row.get('about', 'plain')}")
    for group in TABLE
    for row in group["rows"]
]


def said(verdict):
    checks = [check.verdict for check in verdict.checks]
    return "\n".join(text for each in (verdict, *checks) for text in (*each.feedback, *each.remarks))


@pytest.mark.parametrize(("group", "row"), ROWS)
def test_row(course, graded, group, row):
    block = {"kind": "function", **group["block"]}
    root = course({"x": {"p": block}}, {"x.py": group["solution"]}, {"x.py": row["code"]})
    report = graded(root)
    verdict = report.exercises[0].parts[0].verdict
    score = {"correct": 1, "incorrect": 0, "unreadable": None}.get(row["outcome"], row.get("score"))
    shown = said(verdict)
    assert (verdict.outcome.value, verdict.reason) == (row["outcome"], row.get("reason", "")), shown
    assert (None if verdict.score is None else float(verdict.score)) == score, shown
    assert row.get("says", "") in shown
    outcomes = {check.name: check.verdict.outcome.value for check in verdict.checks}
    assert row.get("checks", {}).items() <= outcomes.items()


def test_the_reference_earns_full_points_under_other_seeds(course, graded):
    for group in TABLE:
        if f"def {group['block']['function']}(" not in group["solution"]:
            continue  # its key is derived, or follows conventions
        block = {"kind": "function", **group["block"]}
        root = course({"x": {"p": block}}, {"x.py": group["solution"]}, {"x.py": group["solution"]})
        for seed in (0, 1, 2):
            assert graded(root, seed=seed).full


def test_a_loop_in_another_file_of_the_submission_is_seen(course, graded):
    block = {"kind": "function", "function": "f", "arguments": {"x": "normal(N)"}, "cases": [{"N": 3}]}
    block["rules"] = {"loops": "forbidden"}
    imports = ("from rows import work as w\ndef f(x): return w(x)", "import rows\ndef f(x): return rows.work(x)",
               "from rows import *\ndef f(x): return work(x)")  # fmt: skip
    rows = "import numpy as np\ndef work(x): return np.array([a for a in x])\ndef innocent(x): return x"
    for source in imports:
        root = course({"x": {"p": block}}, {"x.py": "def f(x): return x"}, {"x.py": source, "rows.py": rows})
        verdict = graded(root).exercises[0].parts[0].verdict
        assert (verdict.reason, float(verdict.score)) == ("function.loop", 0.8), source
        assert "rows.py, line 2" in said(verdict)
    innocent = "import rows\ndef f(x): return rows.innocent(x)"
    root = course({"x": {"p": block}}, {"x.py": "def f(x): return x"}, {"x.py": innocent, "rows.py": rows})
    assert graded(root).full


def test_a_cache_is_made_as_the_part_that_asks_for_it_says(course, graded):
    forward = {"kind": "function", "function": "forward", "arguments": {"x": "normal(N, D)"}, "returns": ["out", "cache"],
               "cases": [{"N": 1, "D": 2}]}  # fmt: skip
    backward = {"kind": "function", "function": "backward", "cases": [{"N": 1, "D": 2}, {"N": 3, "D": 4}],
                "arguments": {"dout": "normal(N, D)", "cache": {"from": "own", "call": "forward", "output": "cache"}},
                "vjp_of": {"function": "relu", "with_respect_to": ["x"], "upstream": "dout"}}  # fmt: skip
    solution = "import numpy as np\ndef relu(x): return np.maximum(x, 0)\ndef forward(x): return relu(x), x"
    student = "import numpy as np\ndef forward(x): return np.maximum(x, 0), x\ndef backward(dout, cache): return dout * (cache > 0)"
    for origin in ("own", "reference"):
        backward["arguments"]["cache"]["from"] = origin
        assert graded(
            course({"x": {"f": forward, "b": backward}}, {"x.py": solution}, {"x.py": student})
        ).full


def test_an_answer_kept_for_a_shape_is_found_even_if_every_case_has_points(course, graded):
    block = {"kind": "function", "function": "f", "points": 2, "arguments": {"x": "normal(N)"},
             "cases": [{"N": 2, "points": 1}, {"N": 3, "points": 1}]}  # fmt: skip
    kept = "KEPT = {}\ndef f(x): return KEPT.setdefault(x.shape, 2 * x)"
    root = course({"x": {"p": block}}, {"x.py": "def f(x): return 2 * x"}, {"x.py": kept})
    verdict = graded(root).exercises[0].parts[0].verdict
    assert [check.verdict.outcome.value for check in verdict.checks] == ["incorrect", "correct"]


def test_a_wrong_shape_in_few_digits_is_a_wrong_shape(course, graded):
    block = {
        "kind": "function",
        "function": "f",
        "arguments": {"x": "normal(N, D)"},
        "cases": [{"N": 1, "D": 2}],
    }
    wrong = "import numpy as np\ndef f(x): return np.zeros((2, 7), np.float32)"
    root = course({"x": {"p": block}}, {"x.py": "def f(x): return 2 * x"}, {"x.py": wrong})
    verdict = graded(root).exercises[0].parts[0].verdict
    assert (verdict.outcome.value, verdict.reason) == ("incorrect", "function.shape")


@pytest.mark.parametrize("key", ["x:²", "\\x1b]0;owned\\x07:3", "x.py:-1", "nothing"])
def test_forged_counts_are_no_counts(course, graded, key):
    block = {"kind": "function", "function": "f", "arguments": {"x": "normal(N, D)"},
             "cases": [{"N": 3, "D": 2}], "rules": {"vectorised_over": ["N"]}}  # fmt: skip
    forging = f"""
import sys
run = sys.modules["grader.sandbox.child"]._Run
answer = run.answer
def forged(self, call, module, driver):
    if call["counted"]:
        self.operations = lambda *_: {{"{key}": 5}}
    return answer(self, call, module, driver)
run.answer = forged
def f(x): return 2 * x
"""
    root = course({"x": {"p": block}}, {"x.py": "def f(x): return 2 * x"}, {"x.py": forging})
    verdict = graded(root).exercises[0].parts[0].verdict
    assert verdict.outcome.value == "needs_review"
    assert all(text.isprintable() for check in verdict.checks for text in check.verdict.feedback)
