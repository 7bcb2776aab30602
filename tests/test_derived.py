"""Derived keys: exact through everything forward functions do, or an obstacle with its line."""

import types
from pathlib import Path

import numpy as np
import pytest

from grader.arrays.derive import bounds, gradients
from grader.arrays.tolerance import Scale, from_bound

FORWARD = {
    "softmax": "E = np.exp(Z - Z.max(axis=1, keepdims=True))\nreturn E / E.sum(axis=1, keepdims=True)",
    "where": "return np.tanh(np.where(Z > 0, Z, 0))",
    "maximum, log1p, expm1": "return np.log1p(np.maximum(Z, 0) ** 2) + np.expm1(Z * 0.1)",
    "einsum": "return np.einsum('ij,kj->ik', Z, Z)",
    "matmul": "return (Z @ Z.T) / 3",
    "mask and in place": "H = Z * 2\nH[Z < 0] = 0\nH *= Z\nreturn np.sqrt(H + 1)",
    "var": "return (Z - Z.mean(axis=0)) / np.sqrt(Z.var(axis=0) + 1e-5)",
    "std and norm": "return Z / Z.std(0) + np.linalg.norm(Z) + np.linalg.norm(Z, axis=1, keepdims=True)",
    "into zeros": "out = np.zeros(Z.shape)\nfor i in range(len(Z)):\n    out[i] = np.exp(Z[i]) / np.sum(np.exp(Z[i]))\nreturn out",
    "into zeros_like": "out = np.zeros_like(Z)\nout[:, 0] = Z[:, 1] * Z[:, 0]\nreturn np.exp(out)",
    "into empty, by mask": "out = np.empty_like(Z)\np = Z >= 0\nout[p] = 1 / (1 + np.exp(-Z[p]))\ne = np.exp(Z[~p])\nout[~p] = e / (1 + e)\nreturn out",
    "one-hot -=": "P = np.exp(Z) / np.exp(Z).sum(1, keepdims=True)\nP[np.arange(len(Z)), [0] * len(Z)] -= 1\nreturn P / len(Z)",
    "one number": "P = np.exp(Z) / np.exp(Z).sum(1, keepdims=True)\nreturn -np.log(P[np.arange(len(Z)), [0] * len(Z)]).mean()",
    "logaddexp": "return np.logaddexp(0, Z)",
    "abs, clip, powers": "return np.abs(Z) + np.clip(Z, -1, 1) + np.abs(Z) ** 1.5 + 2.0**Z + np.square(Z) + Z**3 + np.power(Z, 2)",
    "stack and concatenate": "return np.stack([np.concatenate([row, row * 2]) for row in Z])",
    "sort, cumsum, prod": "return np.sort(Z, axis=1) + np.cumsum(Z, axis=1) * np.prod(Z)",
    "dot, trace, outer": "return np.dot(Z, Z.T) + np.trace(Z[:, :2]) + np.outer(Z[:, 0], Z[:, 1]) + np.sum(Z)",
    "gelu": "return 0.5 * Z * (1 + np.tanh(np.sqrt(2 / np.pi) * (Z + 0.044715 * Z**3)))",
    "tensordot, transpose": "return np.tensordot(Z, Z, axes=([1], [1])).transpose().reshape(-1)",
    "pad and roll": "return np.pad(Z, 1)[1:, 1:] * np.roll(np.pad(Z, 1), 1, axis=0)[1:, 1:]",
    "min, flip, diff": "return Z - Z.min(axis=0) + np.flip(Z, 0) + np.minimum(Z, 0.3) + np.diff(Z, axis=1).sum()",
    "isnan and sign": "assert not np.isnan(Z).any()\nreturn np.sign(Z) * Z",
    "trigonometric": "return np.sin(Z) * np.cos(Z) + np.tan(Z / 9) + np.sinh(Z) / np.cosh(Z) + np.arctan(Z)",
    "logarithms": "A = np.abs(Z) + 1\nreturn np.log(A) + np.log2(A) + np.log10(A) + np.exp2(Z) + 1 / A",
    "a layer": "W = np.arange(6.0).reshape(3, 2)\nreturn np.maximum(0, Z @ W + np.ones(2))",
}  # fmt: skip


def module_with(body):
    found = types.ModuleType("solution")
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    exec(f"import numpy as np\nimport math\ndef f(Z):\n{lines}", vars(found))
    return found


TOLD = {"function": "f", "names": [], "dtype": "float64", "exact": [False]}


def task(form, batch=False, upstream=0, dtype="float64"):
    return {"form": form, "function": "f", "positions": [0], "batch": batch, "upstream": upstream,
            "names": [], "dtype": dtype, "exact": [False]}  # fmt: skip


def central(function, Z, upstream):
    """Derivatives by Richardson-extrapolated central differences."""
    found = np.zeros_like(Z)
    for index in np.ndindex(Z.shape):
        slopes = []
        for step in (1e-3, 5e-4):
            ahead, behind = Z.copy(), Z.copy()
            ahead[index] += step
            behind[index] -= step
            slopes.append(((function(ahead) - function(behind)) / (2 * step) * upstream).sum())
        found[index] = (4 * slopes[1] - slopes[0]) / 3
    return found


@pytest.mark.parametrize("name", FORWARD)
def test_a_vector_jacobian_product_is_exact(name):
    solution = module_with(FORWARD[name])
    random = np.random.default_rng(1)
    Z = random.normal(size=(4, 3))
    Z += np.copysign(0.05, Z)
    out = np.asarray(solution.f(Z.copy()))
    upstream = random.normal(size=out.shape)
    value, flipped, error = gradients(solution, task("vjp", upstream=1), Z.copy(), upstream)
    expected = central(lambda x: np.asarray(solution.f(x.copy())), Z, upstream)
    assert np.allclose(value, expected, rtol=1e-6, atol=1e-7)
    assert np.array_equal(value, flipped)
    assert (error < 1e-11).all()


@pytest.mark.parametrize("name", FORWARD)
def test_the_error_bound_holds_and_the_values_are_those_of_the_function(name):
    solution = module_with(FORWARD[name])
    Z = np.random.default_rng(2).normal(size=(3, 3))
    out = np.asarray(solution.f(Z.copy()))
    value, error = bounds(solution, TOLD, Z.copy())
    assert np.allclose(value, out, rtol=1e-14, atol=1e-14)
    assert (np.abs(value - out) <= 4 * error + 1e-300).all()


@pytest.mark.parametrize("offset", [0.0, 1e3, -1e3])
def test_the_softmax_key_is_right_to_rounding_at_any_logits(offset):
    Z = np.random.default_rng(3).normal(size=(5, 4)) + offset
    g = np.random.default_rng(4).normal(size=(5, 4))
    value = gradients(module_with(FORWARD["softmax"]), task("vjp", upstream=1), Z, g)[0]
    long = Z.astype(np.longdouble)
    E = np.exp(long - long.max(axis=1, keepdims=True))
    Y = E / E.sum(axis=1, keepdims=True)
    exact = Y * (g - (g * Y).sum(axis=1, keepdims=True))
    assert float(np.abs(value - exact).max() / np.abs(exact).max()) < 1e-15


def test_a_jacobian_has_outputs_first_and_rows_of_their_own():
    Z = np.random.default_rng(5).normal(size=(2, 3))
    solution = module_with(FORWARD["softmax"])
    Y = solution.f(Z)
    rows = np.einsum("ni,ij->nij", Y, np.eye(3)) - np.einsum("ni,nj->nij", Y, Y)
    assert np.allclose(gradients(solution, task("jacobian", batch=True), Z)[0], rows, atol=1e-15)
    whole = gradients(solution, task("jacobian"), Z)[0]
    assert whole.shape == (2, 3, 2, 3)
    assert np.allclose(whole[0, :, 0, :], rows[0], atol=1e-15)
    assert not whole[0, :, 1, :].any()


FORMS = {
    "sigmoid derivative": ("s = 1 / (1 + np.exp(-Z))\nreturn s * (1 - s)", "e = np.exp(-Z)\nreturn e / (1 + e) ** 2",
                           "return 1 / (2 + np.exp(Z) + np.exp(-Z))", "return 0.25 / np.cosh(Z / 2) ** 2"),
    "tanh derivative": ("return 1 - np.tanh(Z) ** 2", "return 1 / np.cosh(Z) ** 2",
                        "return (1 - np.tanh(Z)) * (1 + np.tanh(Z))", "return 4 / (np.exp(Z) + np.exp(-Z)) ** 2"),
    "log softmax": ("m = Z.max(1, keepdims=True)\nreturn Z - m - np.log(np.exp(Z - m).sum(1, keepdims=True))",
                    "return Z - np.log(np.exp(Z).sum(1, keepdims=True))",
                    "E = np.exp(Z - Z.max(1, keepdims=True))\nreturn np.log(E / E.sum(1, keepdims=True))"),
    "softmax": (FORWARD["softmax"], "return np.exp(Z - np.log(np.exp(Z).sum(1, keepdims=True)))",
                "return 1 / np.exp(Z[:, None, :] - Z[:, :, None]).sum(2)"),
    "variance": ("return ((Z - Z.mean(0)) ** 2).mean(0)", "return (Z**2).mean(0) - Z.mean(0) ** 2", "return Z.var(0)",
                 "return ((Z[:, None] - Z[None]) ** 2).mean((0, 1)) / 2"),
}  # fmt: skip
WRONG = {
    "sigmoid derivative": ("s = 1 / (1 + np.exp(-Z))\nreturn -s * (1 - s)", "return np.zeros_like(Z)",
                           "Z = Z.astype(np.float16)\ns = 1 / (1 + np.exp(-Z))\nreturn (s * (1 - s)).astype(float)"),
    "tanh derivative": ("return np.tanh(Z) ** 2 - 1", "return np.zeros_like(Z)", "return 1 - np.tanh(Z)"),
    "log softmax": ("return np.zeros_like(Z)", "E = np.exp(Z)\nreturn np.log(E / (E.sum(1, keepdims=True) + 1e-6))"),
    "softmax": ("E = np.exp(Z - Z.max(1, keepdims=True))\nreturn E / (E.sum(1, keepdims=True) + 1e-6)",
                "E = np.exp((Z - Z.max(1, keepdims=True)).astype(np.float16)).astype(float)\nreturn E / E.sum(1, keepdims=True)",
                "return np.zeros_like(Z)"),
    "variance": ("return Z.var(0, ddof=1)", "return Z.std(0)", "return Z.var(0) * len(Z)"),
}  # fmt: skip
INPUTS = {
    "usual": np.random.default_rng(6).normal(size=(6, 4)),
    "up to 10": np.linspace(-10, 10, 24).reshape(6, 4),
    "small offset": np.random.default_rng(7).normal(size=(6, 4)) + 3,
}


def judged(reference, answer, Z):
    solution = module_with(reference)
    expected = np.asarray(solution.f(Z.copy()))
    flipped, error = bounds(solution, TOLD, Z.copy())
    room = from_bound(expected, error, flipped, Scale("float64", float(np.abs(Z).max()))).room
    return bool((np.abs(module_with(answer).f(Z.copy()) - expected) <= room).all())


@pytest.mark.parametrize("inputs", INPUTS)
@pytest.mark.parametrize("name", FORMS)
def test_every_textbook_form_passes_the_key_of_every_other(name, inputs):
    for reference in FORMS[name]:
        for answer in FORMS[name]:
            assert judged(reference, answer, INPUTS[inputs]), (reference, answer)


@pytest.mark.parametrize("inputs", INPUTS)
@pytest.mark.parametrize("name", FORMS)
def test_no_wrong_one_passes_any(name, inputs):
    for reference in FORMS[name]:
        for answer in WRONG[name]:
            assert not judged(reference, answer, INPUTS[inputs]), (reference, answer)


SATURATED = {"1e3 + N": 1e3 + INPUTS["usual"], "1e3 N": 1e3 * INPUTS["usual"],
             "near ties": 1e3 + 1e-3 * INPUTS["usual"], "10 N": 10 * INPUTS["usual"]}  # fmt: skip
VJP = "E = np.exp(Z - Z.max(1, keepdims=True))\nY = E / E.sum(1, keepdims=True)\nG = np.cos(np.arange(24.0)).reshape(6, 4)\nreturn {}"


@pytest.mark.parametrize("logits", SATURATED)
def test_saturated_logits_let_no_wrong_product_pass(logits):
    Z = SATURATED[logits]
    right = VJP.format("Y * (G - (G * Y).sum(1, keepdims=True))")
    assert judged(right, VJP.format("Y * G - Y * np.einsum('ni,ni->n', G, Y)[:, None]"), Z)
    for wrong in ("-Y * (G - (G * Y).sum(1, keepdims=True))", "0 * Y", "Y * (1 - Y) * G", "Y * G",
                  "Y * (G - (G * Y).sum(0))", "Y * (G - (G * Y).sum(1, keepdims=True)) / len(Y)"):  # fmt: skip
        assert not judged(right, VJP.format(wrong), Z), wrong


OBSTACLES = {
    "math.exp": ("return np.array([[math.exp(z) for z in row] for row in Z])", "must be real number"),
    "astype": ("H = Z.astype(float)\nreturn H * 2", "float()"),
    "linalg": ("return np.linalg.inv(Z[:3, :3])", ""),
    "rounding": ("return np.rint(Z)", "rint"),
}


@pytest.mark.parametrize("name", OBSTACLES)
def test_what_cannot_be_derived_is_told_with_its_line(course, graded, name):
    body, says = OBSTACLES[name]
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    solution = f"import numpy as np\nimport math\ndef f(Z):\n{lines}"
    block = {"kind": "function", "function": "g", "arguments": {"Z": "normal(N, D)", "G": "normal(N, D)"},
             "vjp_of": "f", "cases": [{"N": 4, "D": 3}]}  # fmt: skip
    root = course({"x": {"p": block}}, {"x.py": solution}, {"x.py": "def g(Z, G): return G"})
    verdict = graded(root).exercises[0].parts[0].verdict
    assert verdict.outcome.value == "grader_error"
    assert "the key cannot be derived from f, case N=4, D=3" in verdict.feedback[0]
    assert "in line 4 of x.py" in verdict.feedback[0]
    assert says in verdict.feedback[0]


def test_an_entry_on_a_kink_decides_nothing(course, graded):
    block = {"kind": "function", "function": "relu_vjp", "arguments": {"Z": "normal(N, D)", "G": "normal(N, D)"},
             "vjp_of": "relu", "cases": [{"N": 4, "D": 3, "Z": "normal(N, D) * offsets(N, 0, 1)"}]}  # fmt: skip
    solution = "import numpy as np\ndef relu(Z): return np.maximum(Z, 0)"
    for compare in (">", ">="):
        code = f"def relu_vjp(Z, G): return G * (Z {compare} 0)"
        assert graded(course({"x": {"p": block}}, {"x.py": solution}, {"x.py": code})).full
    wrong = "import numpy as np\ndef relu_vjp(Z, G): return G * (Z > 0) * (Z != 0) * 2"
    assert not graded(course({"x": {"p": block}}, {"x.py": solution}, {"x.py": wrong})).full


def test_zeros_that_a_relu_left_are_no_kinks(course, graded):
    given = {"H": "relu(normal(N, D))", "G": "normal(N, D)"}
    masks = {"G * (H > 0)": True, "np.where(H == 0, 0, G)": True, "G": False, "G * (H >= 0)": False}
    references = ("G * (H > 0)", "np.where(H <= 0, 0, G)", "G * np.sign(H)")
    inputs = ({**given}, {"H": "normal(N, D) * mask(N, D)", "G": "normal(N, D)"})
    for arguments in inputs:
        for reference in references:
            solution = f"import numpy as np\ndef f(H, G): return {reference if 'mask' not in arguments['H'] else 'G * (H != 0)'}"
            for mask, right in masks.items():
                answer = mask if "mask" not in arguments["H"] else mask.replace("H > 0", "H != 0")
                block = {
                    "kind": "function",
                    "function": "f",
                    "arguments": arguments,
                    "cases": [{"N": 5, "D": 4}],
                }
                code = f"import numpy as np\ndef f(H, G): return {answer}"
                report = graded(course({"x": {"p": block}}, {"x.py": solution}, {"x.py": code}))
                assert report.full is right, (reference, answer)


def test_a_zero_that_the_forward_function_makes_is_no_kink(course, graded):
    block = {
        "kind": "function",
        "function": "f",
        "arguments": {"Z": "normal(N, D)", "G": "normal(N, D)"},
        "cases": [{"N": 5, "D": 4}],
    }
    for reference in (
        "H = Z * (Z > 0)\n    return G * (H > 0)",
        "H = np.maximum(Z, 0)\n    return G * (H > 0)",
        "return G * ((Z + np.abs(Z)) > 0)",
    ):
        solution = f"import numpy as np\ndef f(Z, G):\n    {reference}"
        for answer, right in (("G * (Z > 0)", True), ("G", False)):
            code = f"def f(Z, G): return {answer}"
            assert graded(course({"x": {"p": block}}, {"x.py": solution}, {"x.py": code})).full is right, (
                reference,
                answer,
            )


def test_the_handwritten_solutions_of_the_shipped_course_meet_its_derived_keys(graded):
    root = Path(__file__).resolve().parent.parent
    folder = root / "submissions" / ".." / "solutions"
    for exercise in graded(root, folder).exercises:
        for part in exercise.parts:
            if part.kind == "function":
                assert part.verdict.score == 1, (exercise.id, part.id, part.verdict)


def test_a_case_that_tells_little_says_so(course, graded):
    block = {
        "kind": "function",
        "function": "f",
        "arguments": {"x": "1e-8*normal(N)"},
        "cases": [{"N": 4}],
    }
    source = "import numpy as np\ndef f(x): return np.exp(x) - 1 - x"
    checks = (
        graded(course({"x": {"p": block}}, {"x.py": source}, {"x.py": source}))
        .exercises[0]
        .parts[0]
        .verdict.checks
    )
    assert "Case N=4 tells little: rounding exceeds most entries" in checks[0].verdict.remarks[0]
    assert "4 of 4 entries say nothing" in "".join(checks[0].verdict.detail)
