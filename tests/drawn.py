"""Random formulas over declared symbols, and what they are worth in floating point."""

import math
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Index,
    Name,
    Negation,
    Norm,
    Number,
    Reduction,
    Rows,
    Transposed,
)

SYMBOLS = {"a": "real", "b": "real", "p": "positive", "x": "vector(3)", "y": "vector(3)", "W": "matrix(3×3)"}
VECTORS, LENGTH = ("x", "y"), 3
LETTERS = ("i", "j", "k", "m")
SMOOTH = ("sin", "tanh", "sigmoid")
PIECES = ("relu", "abs")


def number(value):
    return Number(Fraction(value), str(value))


ONE, TWO = number(1), number(2)

# Drawing


def digits():
    return st.sampled_from(["0", "1", "2", "3", "12", "0.5", "2.50"]).map(lambda d: Number(Fraction(d), d))


def leaves(letters):
    """Numbers of a formula where these index letters may stand."""
    found = [digits(), st.sampled_from([*"abp"]).map(Name), st.just(Index(Name("x"), (number(2),)))]
    if letters:
        letter = st.sampled_from(letters).map(Name)
        found += [
            st.builds(lambda v, i: Index(Name(v), (i,)), st.sampled_from(VECTORS), letter),
            st.builds(lambda i, j: Index(Name("W"), (i, j)), letter, letter),
        ]
    if len(letters) > 1:
        pair = st.permutations(letters).map(lambda several: tuple(Name(each) for each in several[:2]))
        found.append(pair.map(lambda both: Call("kronecker", both)))
    return st.one_of(found)


@st.composite
def scalars(draw, letters=(), depth=4, pieces=False):
    """A number: sums, products, quotients, powers, functions, reductions; defined wherever its symbols are."""
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return draw(leaves(letters))

    def smaller(inside=letters):
        return draw(scalars(inside, depth - 1, pieces))

    shape = draw(st.sampled_from([*"+-*/^", "", "neg", "call", "sum", "max" if pieces else "dot", "array"]))
    if shape in ("+", "-", "*", ""):
        return Binary(shape, smaller(), smaller())
    if shape == "/":  # above something that is never 0
        return Binary("/", smaller(), Binary("+", ONE, Binary("^", smaller(), TWO)))
    if shape == "^":
        base, whole = Binary("^", smaller(), TWO), Binary("^", Name("p"), Negation(TWO))
        return draw(st.sampled_from([base, whole, Binary("^", Name("p"), Call("tanh", (smaller(),)))]))
    if shape == "neg":
        return Negation(smaller())
    if shape == "call":
        function = draw(st.sampled_from(SMOOTH + PIECES if pieces else SMOOTH))
        return Call("bars" if function == "abs" else function, (smaller(),))
    if shape == "sum":
        fresh = next(each for each in LETTERS if each not in letters) if len(letters) < 3 else letters[0]
        body = Binary(
            "*", Index(Name(draw(st.sampled_from(VECTORS))), (Name(fresh),)), smaller((*letters, fresh))
        )
        ranges = Binary("!=", Name(fresh), Name(letters[0])) if letters and fresh not in letters else None
        condition = ranges if draw(st.booleans()) else None
        return Reduction("sum", fresh, body, condition=condition)
    if shape == "max":
        return draw(
            st.sampled_from(
                [
                    Call("max", (number(0), smaller())),
                    Call("indicator", (Binary(">", smaller(), number(0)),)),
                    Binary("*", smaller(), Call("indicator", (Binary("<=", smaller(), ONE),))),
                ]
            )
        )
    left, right = draw(vectors(depth - 1)), draw(vectors(depth - 1))
    if shape == "dot":
        return Binary(draw(st.sampled_from(["", "@"])), Transposed(left), right)
    return Norm(left) if draw(st.booleans()) else Call("entry", (Call("softmax", (left,)), TWO))


@st.composite
def vectors(draw, depth=3):
    """A vector of the declared length."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return Name(draw(st.sampled_from(VECTORS)))
    shape = draw(st.sampled_from([*"+-⊙@", "", "scaled", "call"]))
    if shape in ("", "@"):
        matrix = Transposed(Name("W")) if draw(st.booleans()) else Name("W")
        return Binary(shape, matrix, draw(vectors(depth - 1)))
    if shape == "scaled":
        return Binary("*", draw(leaves(())), draw(vectors(depth - 1)))
    if shape == "call":
        return Call(draw(st.sampled_from(["tanh", "softmax"])), (draw(vectors(depth - 1)),))
    return Binary(shape, draw(vectors(depth - 1)), draw(vectors(depth - 1)))


# Worth

FUNCTIONS = {
    "sin": np.sin, "tanh": np.tanh, "exp": np.exp, "log": np.log, "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "relu": lambda u: np.maximum(u, 0), "bars": np.abs, "abs": np.abs, "norm": lambda u: math.sqrt(np.sum(np.square(u))), "max": np.maximum, "indicator": float,
    "softmax": lambda u: np.exp(u) / np.sum(np.exp(u)), "kronecker": lambda i, j: float(i == j),
    "entry": lambda u, n: u[int(n) - 1],
}  # fmt: skip


def point(seed):
    """A value for every symbol."""
    rng = np.random.default_rng(seed)
    vectors_there = {name: rng.normal(size=LENGTH) for name in VECTORS}
    return {
        "a": rng.normal(),
        "b": rng.normal(),
        "p": rng.uniform(0.5, 2),
        "W": rng.normal(size=(LENGTH, LENGTH)),
    } | vectors_there


def worth(node, values):
    """What a formula is worth, worked out here and not by the program."""
    match node:
        case Number(value):
            return float(value)
        case Name(name):
            return values[name]
        case Index(base, indices):
            return values[base.name][tuple(int(worth(index, values)) - 1 for index in indices)]
        case Negation(operand):
            return -worth(operand, values)
        case Transposed(operand):
            return np.transpose(worth(operand, values))
        case Norm(operand):
            return math.sqrt(np.sum(worth(operand, values) ** 2))
        case Call(function, arguments):
            return FUNCTIONS[function](*(worth(argument, values) for argument in arguments))
        case Reduction(_, index, body, _, _, condition):
            places = ({**values, index: n} for n in range(1, LENGTH + 1))
            return sum(worth(body, here) for here in places if condition is None or worth(condition, here))
        case Rows(rows):
            return np.array([[worth(entry, values) for entry in row] for row in rows])
        case Binary(operator, left, right):
            return _joined(operator, worth(left, values), worth(right, values))


def _joined(operator, left, right):
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "/":
            return left / right
        case "^":
            return left**right
        case "!=":
            return left != right
        case ">":
            return left > right
        case "<=":
            return left <= right
        case _ if np.ndim(left) and np.ndim(right) and operator != "⊙":
            return left @ right
        case _:
            return left * right
