"""Formulas with a mistake planted in them, and in other words: checked by values, apart from judging."""

import pytest

from grader.authoring.formulas.rewrites import restated, rewritten
from grader.authoring.formulas.values import same_formula, same_statement
from grader.kinds.condition import statement_of
from grader.maths.expressions.planting import planted
from grader.maths.expressions.typesetting import shown
from grader.maths.formulas.equivalence import Judge
from grader.maths.formulas.families import Asked
from grader.maths.formulas.responses import Reader
from grader.maths.formulas.statements import Side
from grader.maths.values.setting import setting

FORMULAS = [
    ({"x": "real"}, (), "2*x^2 - 1"),
    ({"x": "positive", "y": "positive"}, (), "log(x/y) + 1/(x + y)"),
    ({"z": "vector(D)", "g": "vector(D)"}, ("j",), "z[j]*(g[j] - sum(i, g[i]*z[i]))"),
    ({"W": "matrix(D, D)", "x": "vector(D)", "d": "vector(D)"}, (), "d x^T + W"),
    ({"A": "matrix(N, D)"}, ("j",), "sum(n, A[n,j])/N"),
    ({"x": "vector(N)"}, (), "sum(i, sum(j != i, x[i]*x[j]))"),
]
STATEMENTS = [
    "x = 0 or y <= 0",
    "0 < x and x < 2",
    "x > 0 => y > 1",
    "not (x > 0 and y > 0)",
    "x*y >= 1",
    "x in [0, 1)",
]
every_formula = pytest.mark.parametrize(
    ("symbols", "free", "text"), FORMULAS, ids=lambda each: str(each)[:40]
)
every_statement = pytest.mark.parametrize("text", STATEMENTS)


def read(symbols, free, text):
    """A formula with what compares others with it."""
    made = setting(symbols, free=free)
    tree = Reader(made, free).reading(Side(text, 1, 1)).expression
    return tree, Judge(made, Asked(tree, free), "a test")


@every_formula
def test_other_words_have_the_same_value(symbols, free, text):
    tree, judge = read(symbols, free, text)
    others = [*rewritten(tree, judge.setting)]
    assert len(others) > 3
    assert [(rule, shown(other)) for rule, other in others if not same_formula(judge, other)] == []


@every_formula
def test_a_mistake_changes_the_value(symbols, free, text):
    tree, judge = read(symbols, free, text)
    others = {shown(other): other for _, other in planted(tree, free, ("W",))}
    assert len(others) > 8
    assert [text for text, other in others.items() if same_formula(judge, other)] == []


PLANTED = {
    "x*y - 1": [
        "−(x*y − 1)",
        "2*(x*y − 1)",
        "x*y + 1",
        "−(x*y) − 1",
        "x*y",
        "−1",
        "x − 1",
        "y − 1",
        "x + y − 1",
        "x/y − 1",
        "x*y − 2",
    ],
    "tanh(x)^2": ["tanh(x)", "tanh(x)³", "tanh(x)¹", "σ(x)²", "tanh(−x)²", "x²"],
    "exp(-x)/y": ["exp(−x)*y", "exp(−x)", "y/exp(−x)", "log(−x)/y", "exp(x)/y", "−x/y"],
}


@pytest.mark.parametrize("text", PLANTED)
def test_the_usual_mistakes_are_planted(text):
    tree, _ = read({"x": "real", "y": "real"}, (), text)
    found = {shown(other) for _, other in planted(tree)}
    assert set(PLANTED[text]) - found == set()


def test_indices_are_swapped_shifted_and_taken_for_others():
    tree, _ = read({"A": "matrix(N, D)"}, ("j",), "sum(n, A[n,j])/N")
    found = " ".join(shown(other) for _, other in planted(tree, ("j",))).replace("A[n, j]", "")
    assert [each for each in ("Aⱼₙ", "Aₙₙ", "Aⱼⱼ", "n + 1", "j + 1", "∏") if each not in found] == []


def stated(text):
    made = setting({"x": "real", "y": "real"})
    return made, statement_of(text, made).statement


@every_statement
def test_a_statement_in_other_words_is_true_at_the_same_points(text):
    made, statement = stated(text)
    others = [*restated(statement)]
    assert others or "in" in text
    assert [
        (rule, shown(other)) for rule, other in others if not same_statement(made, statement, other)
    ] == []


@every_statement
def test_a_mistake_in_a_statement_is_true_at_other_points(text):
    made, statement = stated(text)
    others = {shown(other): other for _, other in planted(statement, whole=False)}
    assert len(others) > 2
    assert [shown(other) for other in others.values() if same_statement(made, statement, other)] == []


def test_a_boundary_makes_another_statement():
    made, strict = stated("x > y")
    assert not same_statement(made, strict, stated("x >= y")[1])
    assert same_statement(made, strict, stated("y - x < 0")[1])


def test_what_has_no_value_does_not_hold_and_hides_nothing():
    made, statement = stated("1/x > 0 or x = 0")
    assert not same_statement(made, statement, stated("1/x > 0")[1])
    assert same_statement(made, statement, stated("x >= 0")[1])


def test_a_transposed_matrix_is_the_same_only_where_layouts_are_free():
    tree, judge = read({"x": "vector(D)", "d": "vector(K)"}, (), "x d^T")
    turned = Reader(judge.setting).reading(Side("d x^T", 1, 1)).expression
    assert not same_formula(judge, turned)
    assert same_formula(judge, turned, turned=True)
    assert same_formula(judge, tree)
