"""Equal ways to write a function: the grader accepts every one, and they give the same values."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.cache import Cache
from grader.grading.grade import Grader
from grader.kinds.function import Function
from grader.rewrites.axes import dimensions
from grader.rewrites.rewriting import MANY, rewrites
from grader.spec.course import load_course
from grader.spec.loading import load_exercises

ROOT = Path(__file__).resolve().parent.parent
TABLE = yaml.safe_load((ROOT / "tests" / "verify" / "rewrites.yaml").read_text(encoding="utf-8"))
SHIPPED = [
    pytest.param(file.stem, name, id=f"{file.stem}/{name}")
    for file in sorted((ROOT / "exercises").glob("*.yaml"))
    for name, block in yaml.safe_load(file.read_text(encoding="utf-8"))["parts"].items()
    if block["kind"] == "function" and block.get("reference", block["function"]) == block["function"]
]
"""Parts whose solution is written under the name that students use, too."""


@pytest.fixture
def rejected(sandbox, tmp_path):
    """Grades every rewrite of the reference of a part; what did not get full points."""

    def tried(root, exercise_id, part_id):
        cache = Cache(str(tmp_path / "cache"))
        course = load_course(str(root), cache)
        (exercise,) = load_exercises(course.root, (exercise_id,), cache)
        (part,) = (part for part in exercise.parts if part.id == part_id)
        assert isinstance(part.block, Function)
        grader = Grader(
            course, (exercise._replace(parts=(part,)),), {}, sandbox, cache, course.settings.seed, {}
        )
        text = (Path(root) / "solutions" / f"{exercise_id}.py").read_text(encoding="utf-8")
        cases = [case.inputs for case in part.block.draw(f"{exercise_id}/{part_id}", 0)]
        known = dimensions(tuple(part.block.arguments), cases)
        large = any("offsets" in str(case) for case in part.block.cases)
        folder = tmp_path / "rewritten"
        folder.mkdir()
        lost, made = [], []
        for each in rewrites(text, part.block.function, dimensions=known, unstable=not large):
            (folder / f"{exercise_id}.py").write_text(each.text, encoding="utf-8")
            verdict = grader.grade(folder).exercises[0].parts[0].verdict
            made.append(each)
            if verdict.score != 1:
                lost.append((each.rewrite, each.after, verdict.reason, verdict.feedback))
        return made, lost

    return tried


@pytest.mark.parametrize(("exercise", "part"), SHIPPED)
def test_no_rewrite_of_a_shipped_solution_is_rejected(rejected, exercise, part):
    made, lost = rejected(ROOT, exercise, part)
    assert len(made) > 5
    assert lost == []


@pytest.mark.parametrize("row", TABLE["accepted"], ids=lambda row: row["about"])
def test_no_rewrite_of_a_snippet_is_rejected(course, rejected, row):
    part = {"kind": "function", "points": 1, "function": "f"} | {
        key: row[key] for key in ("arguments", "cases", "returns") if key in row
    }
    root = course({"task": {"p": part}}, {"task.py": row["code"]})
    made, lost = rejected(root, "task", "p")
    assert lost == []
    assert set(row["rewrites"]) <= {each.rewrite for each in made}


@pytest.mark.parametrize("row", TABLE["written"], ids=lambda row: row["code"])
def test_what_an_expression_becomes(row):
    text = f"import numpy as np\ndef f(X, W, b, z, n): return {row['code']}\n"
    found = [
        each.after.removeprefix("def f(X, W, b, z, n): return ")
        for each in rewrites(text, "f", dimensions=row.get("dimensions", {}), unstable=True)
        if each.rewrite != MANY
    ]
    for code in row.get("as", []):
        assert code in found
    for code in row.get("never", []):
        assert code not in found
    if row.get("alone"):
        assert found == ["def f(X, W, b, z, n): result = " + row["code"] + "; return result"]


def test_places_are_told_and_no_line_moves():
    text = '"""σ."""\nimport numpy as np\n\n\ndef f(x):\n    # here\n    y = (x *\n         2)\n    return y - 1\n'
    found = {each.rewrite: each for each in reversed(list(rewrites(text, "f")))}
    assert found["order of factors"][2:] == (7, "y = (x *", "y = ((2 * x")
    assert found["difference turned round"][2:] == (9, "return y - 1", "return -(1 - y)")
    assert all(each.text.count("\n") == text.count("\n") for each in found.values())
    assert all(each.text != text for each in found.values())


def test_what_is_reached_is_rewritten_and_nothing_else():
    text = "def g(x):\n    return x * 2\n\n\ndef h(x):\n    return x * 3\n\n\ndef f(x):\n    return g(x)\n"
    assert {each.line for each in rewrites(text, "f")} == {2, 10}
    assert list(rewrites(text, "none")) == []
    assert list(rewrites("def f(:", "f")) == []


def test_numpy_is_imported_where_a_rewrite_needs_it():
    text = "def f(X, W):\n    return X @ W\n"
    found = [each.text for each in rewrites(text, "f", dimensions={"X": 2, "W": 2})]
    assert "def f(X, W):\n    import numpy as np; return np.matmul(X, W)\n" in found


@pytest.mark.parametrize("numpy", ["np", "numpy"])
def test_no_rewrite_brings_in_a_forbidden_call(numpy):
    text = f"import numpy as {numpy}\ndef f(X, W):\n    return X @ W\n"
    known = {"X": 2, "W": 2}
    every = [each.text for each in rewrites(text, "f", dimensions=known)]
    kept = [each.text for each in rewrites(text, "f", dimensions=known, without=["np.einsum"])]
    assert set(every) - set(kept) == {each for each in every if "einsum" in each} != set()


ARRAYS = st.recursive(
    st.sampled_from(["X", "Y", "0.5", "2"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"({t[0]} / (1 + {t[1]} ** 2))"),
        st.tuples(st.sampled_from(["np.tanh", "np.sign", "-", "np.square"]), inner).map(
            lambda t: f"{t[0]}({t[1]})"
        ),
        inner.map(lambda e: f"np.maximum(X + {e}, 0)"),
        inner.map(lambda e: f"(Y * (X > {e}))"),
        inner.map(lambda e: f"(X + {e} - b)"),
        inner.map(lambda e: f"(1 / (1 + np.exp(-np.tanh({e}))))"),
        st.tuples(inner, st.sampled_from(["sum", "mean", "max"]), st.integers(-2, 1)).map(
            lambda t: f"(X - (X + {t[0]}).{t[1]}(axis={t[2]}, keepdims=True))"
        ),
        inner.map(lambda e: f"(np.exp(X + {e}) / np.exp(X + {e}).sum(axis=1, keepdims=True))"),
    ),
    max_leaves=4,
)
RESULTS = st.one_of(
    ARRAYS,
    st.tuples(ARRAYS, ARRAYS).map(lambda t: f"(X + {t[0]}).T @ (Y - {t[1]})"),
    st.tuples(ARRAYS, ARRAYS, st.integers(-2, 1)).map(lambda t: f"((X + {t[0]}) * (Y - {t[1]})).sum(axis={t[2]})"),
    ARRAYS.map(lambda e: f"-np.mean(np.log(1 + (X * {e}) ** 2))"),
    ARRAYS.map(lambda e: f"np.dot(X + {e}, b)"),
)  # fmt: skip


def value(text, inputs):
    space = {}
    exec(text, space)
    with np.errstate(all="ignore"):
        return np.asarray(space["f"](*(array.copy() for array in inputs)), dtype=float)


@settings(max_examples=60, deadline=None)
@example("((Y * (X > np.maximum(X + Y, 0))) + (Y * (X > np.maximum(X + Y, 0))))", 0)
@example("((Y * (X > 0)) - (Y * (X > 1)))", 0)
@example("X + (X > 0) + (Y > 0)", 0)
@example("((X > 0) + (Y > 0)) * X + X * ((X > 0) + (Y > 0)) + ((X > 0) + (Y > 0)) / 2", 0)
@example("X - (X > 0) - (Y > 0)", 0)
@given(RESULTS, st.integers(0, 2**32 - 1))
def test_rewrites_give_the_same_values(code, seed):
    text = f"import numpy as np\ndef f(X, Y, b):\n    Z = {code}\n    return 1 - Z\n"
    random = np.random.default_rng(seed)
    inputs = [random.normal(size=(3, 4)), random.normal(size=(3, 4)), random.normal(size=4)]
    expected = value(text, inputs)
    scale = max(1, np.abs(expected).max())
    for each in rewrites(text, "f", dimensions={"X": 2, "Y": 2, "b": 1}):
        found = value(each.text, inputs)
        assert found.shape == expected.shape, each
        assert np.abs(found - expected).max() <= 1e-12 * scale, each
