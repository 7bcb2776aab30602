"""What a student is told of a wrong array: which mistake explains it, and the smallest input that shows it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.arrays.declared import case_rows
from grader.arrays.small_cases import small_cases
from grader.output import json as as_json

ROOT = Path(__file__).resolve().parent.parent
CASES = [{"N": 1, "D": 2}, {"N": 4, "D": 3}, {"N": 3, "D": 5}]


@pytest.fixture
def verdict(course, graded):
    """The verdict on a function ``f`` of ``X`` (N, D), or of what ``block`` says."""

    def judge(code, solution, **block):
        block = {
            "kind": "function",
            "function": "f",
            "arguments": {"X": "normal(N, D)"},
            "cases": CASES,
        } | block
        root = course({"x": {"p": block}}, {"x.py": solution}, {"x.py": code})
        return graded(root).exercises[0].parts[0].verdict

    return judge


def reason(verdict):
    return verdict.reason.removeprefix("function.")


def said(verdict):
    return " ".join(
        [*verdict.feedback, *(line for check in verdict.checks for line in check.verdict.feedback)]
    )


def shown(verdict, check="values"):
    found = next(each.verdict.counterexample for each in verdict.checks if each.name == check)
    return found.lines if found else ()


NP = "import numpy as np\n"
SUMS = NP + "def f(X): return X.sum(axis=0)"


@pytest.mark.parametrize(
    ("code", "wanted", "says"),
    [
        ("def f(X): return X.sum(axis=1)", "axis", "wrong axis"),
        ("def f(X): return X", "batch_sum", "sum"),
        ("def f(X): return X.mean(axis=0)", "averaged", "1/N"),
        ("def f(X): return -X.sum(axis=0)", "sign", "sign"),
        ("def f(X):\n    for x in X:\n        s = x\n    return s", "row", "loop"),
        ("def f(X):\n    s = 0\n    for x in X:\n        s = s + x\n        return s", "row", ""),
        ("def f(X):\n    pass", "not_implemented", "not written yet"),
        ("def f(X):\n    raise NotImplementedError", "not_implemented", ""),
        ("def f(X):\n    if len(X):\n        raise NotImplementedError\n    return X", "not_implemented", ""),
        ("SEEN = []\ndef f(X):\n    SEEN.append(1)\n    return X.sum(axis=0) * len(SEEN)", "state", "same input"),
        ("KEPT = {}\ndef f(X): return KEPT.setdefault(0, X.sum(axis=0))", "state", ""),
        ("def f(X): return (X.sum(axis=0) * 100).astype(int) // 100", "integer", ""),
        ("def f(X): return np.round(X.sum(axis=0), 3)", "precision", "decimals"),
        ("def f(X): return X.astype(np.float32).sum(axis=0)", "precision", ""),
        ("def f(X): return X.sum(axis=0) + 1e-5", "eps", ""),
        ("def f(X): return np.zeros(X.shape[1])", "zeros", "zero"),
        ("def f(X): return np.ones(X.shape[1])", "constant", "whatever the input"),
        ("def f(X): return X.sum(axis=0)[::-1]", "index", "reversed"),
        ("def f(X): return X.sum(axis=0) ** 2", "function", "square"),
        ("def f(X): return X.sum()", "axis", ""),
        ("def f(X): return X[0]", "row", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_named(verdict, code, wanted, says):
    found = verdict(NP + code, SUMS)
    assert reason(found) == wanted, said(found)
    assert says in said(found)
    assert found.score == 0


def test_the_line_is_that_of_the_students_file(verdict):
    code = (
        NP
        + "\n\ndef centred(X):\n    m = X.mean(axis=1)\n    return X - m[:, None]\n\n\ndef f(X):\n    return centred(X)\n"
    )
    found = verdict(code, NP + "def f(X): return X - X.mean(axis=0)")
    assert reason(found) == "axis", said(found)


def test_right_only_for_some_cases(verdict):
    guess = (
        NP + "def f(X): return X.sum(axis=0) if len(X) == 1 else np.sin(X).sum(axis=0) * np.cos(3 * X[0]) + 7"
    )
    assert "N = 1" in said(verdict(guess, SUMS))
    square = NP + "def f(X, W): return np.linalg.inv(np.linalg.inv(X)) @ W"
    found = verdict(
        square, NP + "def f(X, W): return X @ W", arguments={"X": "normal(N, D)", "W": "normal(D, 2)"},
        cases=[{"N": 2, "D": 2}, {"N": 3, "D": 3}, {"N": 3, "D": 2}, {"N": 2, "D": 4}],
    )  # fmt: skip
    assert "N = D" in said(found)


def test_right_only_when_the_last_class_occurs(verdict):
    code = NP + "def f(S, y): return np.eye(y.max() + 1)[y] - S"
    found = verdict(
        code, NP + "def f(S, y): return np.eye(S.shape[1])[y] - S", arguments={"S": "normal(N, C)", "y": "labels(N, C)"},
        cases=[{"N": 1, "C": 3}, {"N": 3, "C": 4}],
    )  # fmt: skip
    assert reason(found) == "last_class", said(found)


def test_the_default_key_is_told_only_where_it_overflows(verdict):
    stable = (
        NP
        + "def f(X):\n    E = np.exp(X - X.max(axis=1, keepdims=True))\n    return E / E.sum(axis=1, keepdims=True)"
    )
    plain = NP + "def f(X):\n    E = np.exp(X)\n    return E / E.sum(axis=1, keepdims=True)"
    cases = [
        *CASES,
        {"name": "large", "N": 3, "D": 2, "X": "offsets(N, 1000, -1000, 0) + normal(N, D)", "points": 0.5},
    ]
    found = verdict(plain, stable, cases=cases)
    assert reason(found) == "overflow"
    assert "line 3 of x.py" in said(found)
    assert "overflow encountered in exp" in said(found)


def test_a_class_zero_is_no_mask(verdict):
    classes = NP + "def f(X): return (X.sum(axis=1) > 0).astype(int)"
    found = verdict(NP + "def f(X): return (X[:, 0] > 0.5).astype(int)", classes)
    assert reason(found) == "values", said(found)


def test_an_input_that_is_overwritten_is_named_when_nothing_else_explains(verdict):
    code = NP + "def f(X):\n    X[:] = np.sin(3 * X) + X[::-1]\n    return X.sum(axis=0) * X[0]"
    found = verdict(code, SUMS)
    assert reason(found) == "inputs", said(found)
    assert "may be" in said(found)


def numbers(lines):
    return [
        float(word)
        for line in lines
        for word in line.replace("[", " ").replace("]", " ").split()
        if word[-1] in ".0123456789"
    ]


def test_the_counterexample_can_be_worked_out_by_hand(verdict):
    found = shown(verdict(NP + "def f(X): return np.abs(X).sum(axis=0)", SUMS, cases=[{"N": 30, "D": 20}]))
    inputs = found[: found.index("yours:")]
    assert len(numbers(inputs)) <= 4
    assert all(number == round(number) for number in numbers(inputs))
    assert "expected:" in found


def test_a_mistake_that_needs_several_rows_is_shown_on_few(verdict):
    found = shown(verdict(NP + "def f(X): return X.mean(axis=0)", SUMS))  # the first case has one row
    inputs = found[: found.index("yours:")]
    assert len(numbers(inputs)) <= 4, found
    assert all(number == round(number) for number in numbers(inputs))


def test_what_is_raised_for_several_rows_is_shown_on_few(verdict):
    code = NP + "def f(X): return X / X.sum(axis=1)"
    found = shown(verdict(code, NP + "def f(X): return X / X.sum(axis=1, keepdims=True)"))
    assert len(numbers(found[:4])) <= 6, found


EASY = {
    "normal(N, D)": lambda X: (np.round(X) == X).all(),
    "3 + 2*normal(N, D)": lambda X: (np.round(X) == X).all(),
    "one_hot(N, D)": lambda X: (X.sum(axis=1) == 1).all(),
    "simplex(N, D)": lambda X: np.allclose(X.sum(axis=1), 1),
    "uniform(N, D, low=0.1, high=0.9)": lambda X: (X >= 0.1).all() and (X <= 0.9).all(),
    "uniform(N, D, low=0.5, high=1/0.5)": lambda X: (X >= 0.5).all() and (X <= 2).all(),
    "sigmoid(normal(N, D))": lambda X: (X > 0).all() and (X < 1).all(),
    "mask(N, D, probability=0.8)/0.8": lambda X: np.isin(X, (0, 1.25)).all(),
    "abs(normal(N, D))": lambda X: (X > 0).all() and (np.round(X) == X).all(),
    "constant(N, D, value=0.3)": lambda X: (X == 0.3).all(),
}


@pytest.mark.parametrize("generator", EASY)
def test_small_inputs_are_such_as_their_generator_draws(generator):
    rows = case_rows({"X": generator}, [{"N": 1, "D": 3}, {"N": 5, "D": 2}])
    inputs = [case.inputs[0] for case in small_cases(rows, "float64", "x/p", 0)]
    assert inputs
    assert [X for X in inputs if not EASY[generator](X)] == []
    assert any(len(X) > 1 for X in inputs)


def test_a_difference_in_late_digits_is_shown(verdict):
    found = shown(verdict(NP + "def f(X): return X.sum(axis=0) + 1e-8", SUMS))
    assert found[found.index("yours:") + 1] != found[found.index("expected:") + 1], found


def test_a_ratio_of_sizes_is_not_called_a_size(verdict):
    found = verdict(
        NP + "def f(X): return X.mean(axis=1) * len(X)", NP + "def f(X): return X.sum(axis=1)",
        cases=[{"N": 4, "D": 3}],
    )  # fmt: skip
    assert "a size that is 1.3" not in said(found), said(found)


def test_the_gradient_of_another_argument(verdict):
    forward = NP + "def bilinear(A, B): return A * B"
    found = verdict(
        "def f(A, B, S): return S * A", forward, arguments={"A": "normal(N, D)", "B": "normal(N, D)", "S": "normal(N, D)"},
        vjp_of={"function": "bilinear", "with_respect_to": ["A"], "upstream": "S"},
    )  # fmt: skip
    assert reason(found) == "other_output", said(found)
    assert "another argument, B" in said(found)


def test_what_is_raised_is_shown_on_a_small_input(verdict):
    found = shown(verdict(NP + "def f(X): return X @ X", SUMS, cases=[{"N": 30, "D": 20}]))
    assert any("ValueError" in line for line in found)
    assert len(numbers(found[:3])) <= 6


def test_a_hidden_case_is_never_the_counterexample(course, graded):
    block = {"kind": "function", "function": "f", "arguments": {"X": "normal(N)"},
             "cases": [{"N": 2}, {"name": "secret", "N": 3, "X": "4321 + normal(N)", "hidden": True}]}  # fmt: skip
    code = NP + "def f(X): return 2 * X if X.max() < 1000 else X"
    root = course({"x": {"p": block}}, {"x.py": "def f(X): return 2 * X"}, {"x.py": code})
    report = graded(root)
    (check,) = report.exercises[0].parts[0].verdict.checks
    assert check.verdict.score == 0
    assert check.verdict.counterexample is None or check.verdict.counterexample.hidden
    from grader.grading.report import for_student

    assert "432" not in as_json.render(for_student(report))


def test_a_hidden_failure_gets_a_fresh_example(course, graded):
    block = {
        "kind": "function",
        "function": "f",
        "arguments": {"X": "normal(N)"},
        "cases": [{"N": 3, "hidden": True}, {"N": 2}],
    }
    code = NP + "def f(X): return 2 * X if len(X) == 2 and abs(X[0]) != 1 else X"
    root = course({"x": {"p": block}}, {"x.py": "def f(X): return 2 * X"}, {"x.py": code})
    found = graded(root).exercises[0].parts[0].verdict
    assert found.checks, found
    counterexample = found.checks[0].verdict.counterexample
    assert not counterexample.hidden
    assert "expected:" in counterexample.lines


def test_a_change_that_never_ends_ends(verdict):
    code = NP + "def f(X):\n    n = 0\n    while n < 3:\n        n += 1\n    return np.sin(X).sum(axis=0) * n"
    found = verdict(code, SUMS)
    assert found.score == 0
    assert found.checks[0].verdict.counterexample


def test_what_ends_a_loop_is_not_changed_when_a_change_is_looked_for(verdict):
    code = (
        NP + "def f(X):\n    r = []\n    i = 0\n    while i < len(X):\n"
        "        r.append(np.exp(X[i]).sum() * X[i, 1])\n        i += 1\n    return np.array(r)"
    )
    found = verdict(code, NP + "def f(X): return np.exp(X).sum(axis=1) * X[:, 0]")
    assert "Line 6" in said(found), said(found)


def test_a_long_function_of_many_names_is_looked_into(verdict):
    code = NP + "def f(X):\n" + "".join(f" a{n}=X*{n}+X[0]\n" for n in range(900))
    found = verdict(code + " return np.sin(X).sum(axis=0) * X[0]", SUMS)
    assert found.remarks == ()  # it was not given up
    assert found.checks[0].verdict.counterexample


def test_the_same_submission_gives_the_same_bytes(course, graded):
    block = {"kind": "function", "function": "f", "arguments": {"X": "normal(N, D)"}, "cases": CASES}
    root = course(
        {"x": {"p": block}},
        {"x.py": SUMS},
        {"x.py": NP + "def f(X): return np.sort(X.sum(axis=0) * 3 - X[0])"},
    )
    assert as_json.render(graded(root)) == as_json.render(graded(root))


def test_nothing_of_this_is_loaded_for_right_answers(course):
    block = {"kind": "function", "function": "f", "arguments": {"X": "normal(N, D)"}, "cases": CASES}
    root = course({"x": {"p": block}}, {"x.py": SUMS}, {"x.py": SUMS})
    code = (
        "import os, sys\nfrom grader.__main__ import main\n"
        "end = os._exit\nos._exit = lambda code: (print(' '.join(sys.modules)), sys.stdout.flush(), end(code))\n"
        f"sys.argv = ['grade', {str(root / 'submissions' / 'student')!r}]\nmain()"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert told.returncode == 0, told.stdout + told.stderr
    loaded = set(told.stdout.split())
    assert "grader.grading.code" in loaded
    assert {
        name
        for name in loaded
        if name.startswith(("grader.mutants", "grader.arrays.diagnosis", "grader.grading.failures"))
    } == set()
