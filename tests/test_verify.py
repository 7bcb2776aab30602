"""`grade verify`: what is sound is told sound, and every way to be weak is told with a case that mends it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "verify"
WEAK = yaml.safe_load((ROOT / "tests" / "verify" / "weak.yaml").read_text(encoding="utf-8"))
MEAN = "def mean(x):\n    return x.mean()\n"
PART = {"kind": "function", "prompt": "Write `mean(x)`.", "function": "mean", "arguments": {"x": "normal(N)"},
        "cases": [{"N": 1}, {"N": 4}]}  # fmt: skip


@pytest.fixture
def verify(tmp_path):
    """Runs the command in a folder, with a cache that lasts for one test."""

    def run(*arguments, folder):
        environment = {
            **os.environ,
            "COLUMNS": "100",
            "PYTHONIOENCODING": "utf-8",
            "GRADER_CACHE": str(tmp_path / "cache"),
        }
        command = [sys.executable, "-m", "grader", "verify", *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    return run


def parts(done):
    found = json.loads(done.stdout)
    assert found["schema"] == 1
    return {part["id"]: part for exercise in found["exercises"] for part in exercise["parts"]}


def weak_proofs(part):
    return {proof["name"]: proof["weaknesses"] for proof in part["proofs"] if proof["weaknesses"]}


@pytest.mark.parametrize("row", [pytest.param(row, id=row["about"]) for row in WEAK])
def test_every_way_to_be_weak_is_told(row, course, verify):
    part = {"kind": "function", "prompt": f"Write `{row['part']['function']}`.", **row["part"]}
    root = course({"weak": {"part": part}}, {"weak.py": row["solution"]})
    done = verify("--format", "json", folder=root)
    found = parts(done)["part"]
    weak = weak_proofs(found)
    assert set(weak) == set(row.get("weak", {})), weak
    for proof, wanted in row.get("weak", {}).items():
        said = json.dumps(weak[proof], ensure_ascii=False)
        assert not [text for text in wanted if text not in said], said
    assert found["sound"] is not bool(weak)
    assert done.returncode == bool(weak), done.stderr


def test_what_is_weak_is_shown_with_its_place_the_line_and_a_case_that_would_see_it(course, verify):
    part = {**PART, "arguments": {"X": "normal(N, D)"}, "cases": [{"N": 1, "D": 1}, {"N": 3, "D": 3}]}
    root = course(
        {"square": {"p": part}}, {"square.py": "def mean(X):\n    return X.sum(axis=1) / X.shape[1]\n"}
    )
    done = verify("--no-cache", folder=root)
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert "solutions/square.py:2: p, mutants: a mistake in mean passes every case (" in said
    assert "      return X.sum(axis=1) / X.shape[1]\n      return X.sum(axis=1) / X.shape[0]\n" in done.stdout
    assert "    → no case has N ≠ D: add {N: 2, D: 3}\n" in done.stdout
    totals = re.search(r"0 sound, 1 weak; (\d+) of (\d+) mutants seen \(9\d %\)", done.stdout)
    assert int(totals[1]) == int(totals[2]) - 1


def test_the_suggested_case_makes_the_exercise_sound(course, verify):
    part = {
        **PART,
        "arguments": {"X": "normal(N, D)"},
        "cases": [{"N": 1, "D": 1}, {"N": 3, "D": 3}, {"N": 2, "D": 3}],
    }
    root = course(
        {"square": {"p": part}}, {"square.py": "def mean(X):\n    return X.sum(axis=1) / X.shape[1]\n"}
    )
    done = verify(folder=root)
    assert (done.returncode, "mutants seen (100 %)" in done.stdout) == (0, True)


def test_the_suggested_case_has_a_name_where_its_sizes_are_those_of_another(course, verify):
    arguments = {"x": "normal(N)", "g": "ones(N)"}
    solution = "def back(x, g):\n    return x * g\n"
    cases = [{"N": 1}, {"N": 2}]
    part = {**PART, "function": "back", "arguments": arguments, "cases": cases}
    done = verify(folder=course({"ones": {"p": part}}, {"ones.py": solution}))
    suggested = re.search(r"no case has other values there: add (\{.*?\})", " ".join(done.stdout.split()))[1]
    case = yaml.safe_load(suggested)
    assert case == {"name": "other values", "N": 2, "g": "uniform(N, low=0.1, high=0.9)"}
    part["cases"] = [*cases, case]
    done = verify(folder=course({"ones": {"p": part}}, {"ones.py": solution}))
    assert (done.returncode, "mutants seen (100 %)" in done.stdout) == (0, True), done.stderr


def test_of_many_weaknesses_that_one_case_mends_a_few_are_shown(course, verify):
    part = {**PART, "function": "shift", "arguments": {"x": "zeros(N)"}, "cases": [{"N": 2}]}
    root = course({"still": {"p": part}}, {"still.py": "def shift(x):\n    return 3 * x\n"})
    done, every = verify(folder=root).stdout, verify("-v", folder=root).stdout
    junk = [text.count("p, junk: ") for text in (done, every)]
    assert junk == [4, junk[1]]
    assert f"  p, junk: {junk[1] - 3} more that the same mends (-v shows them)\n" in done
    assert "more that the same" not in every


WITH_EXAMPLES = """\
title: Examples
parts:
  number:
    kind: number
    prompt: Which?
    answer: 3
    examples:
      correct: ["3"]
      incorrect:
        - "4"
        - "3.0"
  mean:
    kind: function
    prompt: Write `mean(x)`.
    function: mean
    arguments: {x: normal(N)}
    cases: [{N: 1}, {N: 4}]
    examples:
      correct:
        - |
          def mean(x):
              return x.sum() / len(x)
        - |
          def mean(x):
              return x.sum()
"""


def test_an_example_is_told_at_its_own_line(course, verify):
    said = verify(folder=course({"q": WITH_EXAMPLES}, {"q.py": MEAN})).stdout
    assert re.findall(r"exercises/q.yaml:(\d+): (\w+), examples: ", said) == [
        ("11", "number"),
        ("23", "mean"),
    ]


def test_a_folder_among_the_examples_is_passed_over(course, verify):
    root = course({"e": {"p": PART}}, {"e.py": MEAN})
    (root / "exercises" / "e" / "correct" / "older.py").mkdir(parents=True)
    assert verify(folder=root).returncode == 0


def test_numbers_see_a_derived_key_that_is_no_derivative(course, verify):
    """A reference function that hides a step from the derivative: whole numbers have none."""
    part = {"kind": "function", "prompt": "Write `slope(x)`.", "function": "slope", "gradient_of": "total",
            "arguments": {"x": "normal(N)"}, "cases": [{"N": 1}, {"N": 3}]}  # fmt: skip
    solution = (
        "import numpy as np\n\n\ndef total(x):\n    if x.dtype == object:\n        return (2 * x * x).sum()\n"
        "    return (x * x).sum()\n"
    )
    root = course({"q": {"p": part}}, {"q.py": solution})
    done = verify(folder=root)
    assert done.returncode == 1
    text = "result, derived from total, is not its derivative by x as numbers give it"
    assert f"solutions/q.py:4: p, reference: {text}" in " ".join(done.stdout.split())


def test_what_did_not_change_is_not_proved_again(course, verify):
    root = course({"one": {"p": PART}, "two": {"p": PART}}, {"one.py": MEAN, "two.py": MEAN})
    assert "unchanged" not in verify(folder=root).stdout
    again = verify(folder=root)
    assert again.stdout.count("ok, unchanged") == 2
    assert "2 unchanged" in again.stdout
    assert "unchanged" not in verify("--no-cache", folder=root).stdout
    (root / "exercises" / "two.yaml").write_text(json.dumps({"title": "new", "parts": {"p": PART}}))
    assert verify(folder=root).stdout.count("ok, unchanged") == 1
    (root / "exercises" / "one" / "correct").mkdir(parents=True)
    (root / "exercises" / "one" / "correct" / "sum.py").write_text(
        "def mean(x):\n    return x.sum() / len(x)\n"
    )
    changed = verify(folder=root).stdout
    assert changed.count("ok, unchanged") == 1
    assert "examples" in changed


def test_json_is_the_same_whether_it_was_proved_now_or_before(course, verify):
    root = course({"q": {"p": {**PART, "cases": [{"N": 1}]}}}, {"q.py": MEAN})
    first, second, fresh = (
        verify("--format", "json", *more, folder=root) for more in ((), (), ("--no-cache",))
    )
    assert first.stdout == second.stdout == fresh.stdout
    assert str(root) not in first.stdout
    assert first.returncode == 1


EXAMPLES = {
    "correct/loop.py": ("def mean(x):\n    return sum(x) / len(x)\n", ""),
    "correct/summed.py": ("def mean(x):\n    return x.sum()\n", "a correct example is incorrect"),
    "incorrect/summed.py": ("def mean(x):\n    return x.sum()\n", ""),
    "incorrect/right.py": (
        "def mean(x):\n    return x.mean()\n",
        "an incorrect example earns full points in p",
    ),
    "incorrect/named.py": ("# loses: p (function.sign)\ndef mean(x):\n    return -x.mean()\n", ""),
    "incorrect/misnamed.py": (
        "# loses: p (function.transposed)\ndef mean(x):\n    return -x.mean()\n",
        "an incorrect example must lose points for function.transposed, and is incorrect (function.sign)",
    ),
    "incorrect/elsewhere.py": (
        "# loses: q\ndef mean(x):\n    return -x.mean()\n",
        "loses: names 'q', no part whose function it defines (parts: p)",
    ),
    "correct/nothing.py": (
        "def average(x):\n    return x.mean()\n",
        "defines no function that is asked for (mean)",
    ),
    "incorrect/broken.py": ("def mean(x:\n", ""),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_beside_an_exercise_get_their_outcome(name, course, verify):
    text, weak = EXAMPLES[name]
    root = course({"e": {"p": PART}}, {"e.py": MEAN})
    file = root / "exercises" / "e" / name
    file.parent.mkdir(parents=True)
    file.write_text(text)
    done = verify("--format", "json", folder=root)
    found = weak_proofs(parts(done)["p"])
    assert set(found) == ({"examples"} if weak else set())
    if weak:
        assert weak in found["examples"][0]["text"]
        assert found["examples"][0]["place"] == f"exercises/e/{name}:1"


WRONG_USE = {
    "an exercise that is not there": (["one"], "there is no exercise 'one'; did you mean 'ones'?"),
    "a part that is not there": (["ones", "--part", "q"], "there is no part 'q'"),
    "a course that is none": (["--course", "exercises"], "is no course: it has no folder exercises/"),
}


@pytest.mark.parametrize("about", WRONG_USE)
def test_wrong_use_is_told(about, course, verify):
    arguments, told = WRONG_USE[about]
    root = course({"ones": {"p": PART}}, {"ones.py": MEAN})
    done = verify(*arguments, folder=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_solution_that_is_not_there_is_told_where_it_belongs(course, verify):
    done = verify(folder=course({"q": {"p": PART}}))
    assert done.returncode == 2
    assert (
        "no solution defines 'mean': write it into the file in solutions/ that is named as this one"
        in done.stderr
    )


def test_what_is_not_there_to_be_tried_is_weak_in_the_table(course, verify):
    part = {"kind": "explanation", "prompt": "Why?", "rubric": [{"points": 1, "text": "says why"}]}
    (row,) = re.findall(r"^  why .*", verify(folder=course({"q": {"why": part}})).stdout, re.MULTILINE)
    assert row.split()[:3] == ["why", "explanation", "weak"]


def test_outside_of_a_course_it_says_so(tmp_path, verify):
    done = verify(folder=tmp_path)
    assert done.returncode == 2
    assert f"no course found at or above {tmp_path}" in done.stderr


def test_it_works_from_within_a_course_and_for_one_part(course, verify):
    root = course({"q": {"p": PART, "other": PART}}, {"q.py": MEAN})
    done = verify("q", "--part", "other", "--format", "json", folder=root / "solutions")
    assert done.returncode == 0
    assert list(parts(done)) == ["other"]


def test_a_symbol_that_is_not_declared_is_told_at_its_line(course, verify):
    text = "title: t\nparts:\n  p:\n    kind: expression\n    symbols: {x: real}\n    answer: x + z\n"
    root = course({"q": text})
    done = verify(folder=root)
    assert done.returncode == 2
    assert done.stderr.startswith("exercises/q.yaml:6:17: ")


def test_a_solution_that_cannot_be_read_is_told_at_its_line(course, verify):
    root = course({"q": {"p": PART}}, {"q.py": "def mean(x):\n    return (x\n"})
    done = verify(folder=root)
    assert done.returncode == 2
    assert done.stderr.startswith("solutions/q.py:2:")


def test_the_shipped_exercise_looks_as_it_did(verify):
    done = verify("softmax", folder=ROOT)
    file = GOLDEN / "softmax.txt"
    if os.environ.get("GRADER_WRITE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == file.read_text(encoding="utf-8")
    assert done.returncode == 0


def test_the_shipped_course_is_sound(verify):
    done = verify("--format", "json", folder=ROOT)
    assert done.returncode == 0, done.stdout
    for exercise in json.loads(done.stdout)["exercises"]:
        for part in exercise["parts"]:
            names = {proof["name"] for proof in part["proofs"]}
            where = f"{exercise['id']}/{part['id']}"
            assert part["sound"], where
            assert {"examples", "junk"} <= names or part["kind"] == "function", where
            if part["kind"] != "explanation":
                assert part["score"] == 1, where
                assert {"junk", "rewrites", "mutants"} <= names, where


SOUND = {
    "a gradient of one's own loss, under two conventions": (
        {"function": "grad", "gradient_of_own": "loss", "conventions": ["whole", "half"],
         "arguments": {"w": "normal(N)", "reg": 0.1}, "cases": [{"N": 1}, {"N": 4}]},
        "def whole(w, reg):\n    return (w**4).sum() + reg * (w * w).sum()\n\n\n"
        "def half(w, reg):\n    return (w**4).sum() + 0.5 * reg * (w * w).sum()\n\n\n"
        "def loss(w, reg):\n    return half(w, reg)\n\n\ndef grad(w, reg):\n    return 4 * w**3 + reg * w\n",
    ),
    "the same with no function written by hand": (
        {"function": "grad", "gradient_of_own": "loss", "conventions": ["whole"],
         "arguments": {"w": "normal(N)", "reg": 0.1}, "cases": [{"N": 1}, {"N": 4}]},
        "def whole(w, reg):\n    return (w**4).sum() + reg * (w * w).sum()\n",
    ),
    "a Jacobian for each row, derived": (
        {"function": "jacobian", "jacobian_of": {"function": "softmax", "batch": "N"},
         "arguments": {"Z": "normal(N, D)"}, "cases": [{"N": 1, "D": 2}, {"N": 3, "D": 2}, {"N": 2, "D": 3}]},
        "import numpy as np\n\n\ndef softmax(Z):\n    E = np.exp(Z)\n    return E / E.sum(axis=1, keepdims=True)\n",
    ),
    "a reference of another name, a cache that it makes, other dtypes and layouts": (
        {"function": "backward", "reference": "relu_backward", "dtypes": ["float64", "float32"],
         "layouts": ["plain", "strided"], "rules": {"loops": "forbidden", "inputs": "unchanged"},
         "arguments": {"dout": "normal(N, D)", "cache": {"from": "reference", "call": "relu", "output": 1,
                                                          "arguments": {"x": "normal(N, D)"}}},
         "cases": [{"N": 1, "D": 2}, {"N": 3, "D": 2}]},
        "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0), x\n\n\n"
        "def relu_backward(dout, cache):\n    return dout * (cache > 0)\n",
    ),
    "a cache that the student's own function makes": (
        {"function": "backward", "arguments": {"dout": "normal(N)", "cache": {
            "from": "own", "call": "forward", "arguments": {"x": "normal(N)"}}}, "cases": [{"N": 1}, {"N": 3}]},
        "def forward(x):\n    return x * x, x\n\n\ndef backward(dout, cache):\n    return 2 * dout * cache[1]\n",
    ),
    "a loop that never ends once its step is gone": (
        {"function": "total", "arguments": {"x": "normal(N)"}, "cases": [{"N": 1}, {"N": 4}]},
        "def total(x):\n    found, i = 0.0, 0\n    while i < len(x):\n        found += x[i] ** 3\n        i += 1\n    return found\n",
    ),
    "results that would not fit into one job together": (
        {"function": "cubes", "arguments": {"x": "normal(N, D)"}, "cases": [{"N": 1, "D": 2}, {"N": 300, "D": 400}]},
        "def cubes(x):\n    return x**3\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("about", SOUND)
def test_sound_parts_of_every_sort_are_told_sound(about, course, verify):
    block, solution = SOUND[about]
    part = {"kind": "function", "prompt": f"Write `{block['function']}`.", **block}
    done = verify("--format", "json", folder=course({"q": {"p": part}}, {"q.py": solution}))
    found = parts(done)["p"]
    assert weak_proofs(found) == {}
    assert found["score"] == 1.0
    assert done.returncode == 0, done.stderr


def test_the_page_on_proofs_shows_what_is_printed(course, verify):
    file = ROOT / "docs" / "how-to" / "prove-an-exercise.md"
    page = file.read_text(encoding="utf-8")
    exercise, solution, printed = (
        re.search(rf"```{kind}\n(.*?)```", page, re.DOTALL)[1] for kind in ("yaml", "python", "text")
    )
    done = verify(folder=course({"rows": exercise}, {"rows.py": solution}))
    if os.environ.get("GRADER_WRITE_GOLDEN"):
        file.write_text(page.replace(printed, done.stdout), encoding="utf-8")
    else:
        assert done.stdout == printed


def test_a_person_who_watches_sees_how_far_it_is(course):
    root = course({"q": {"p": PART, "other": PART}}, {"q.py": MEAN})
    watched, terminal = os.openpty()
    command = [sys.executable, "-m", "grader", "verify", "--no-cache"]
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, stderr=terminal, check=False)
    os.close(terminal)
    shown = os.read(watched, 10_000).decode()
    os.close(watched)
    assert done.returncode == 0
    assert "[....................] 0 of 2 parts, now q/p" in shown
    assert "[##########..........] 1 of 2 parts, now q/other" in shown
    assert shown.endswith("\r\x1b[K")


def test_a_misspelt_folder_of_examples_is_told(course, verify):
    block = {
        "kind": "function",
        "function": "mean",
        "arguments": {"x": "normal(N)"},
        "cases": [{"N": 1}, {"N": 3}],
    }
    root = course({"x": {"p": block}}, {"x.py": MEAN})
    (root / "exercises" / "x" / "corect").mkdir(parents=True)
    done = verify(folder=root)
    assert done.returncode == 2
    assert (
        "exercises/x/corect:1:1: a folder 'corect' holds no examples; did you mean 'correct'?" in done.stderr
    )
