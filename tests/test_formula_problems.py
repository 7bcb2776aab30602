"""What an instructor is told about a formula block that cannot be judged, at its place."""

import json

import pytest

from grader.errors import SpecError
from grader.spec.loading import check_exercise

PROBLEMS = [
    ({"symbols": {"x": "reel"}, "answer": "x"}, "did you mean 'real'?"),
    ({"symbols": {"W": "matrix(N"}, "answer": "W"}, "a comma in braces begins the next entry"),
    (
        {"symbols": {"p": "real", "q": "real"}, "assume": ["p + q = 1"], "answer": "p"},
        "of equations only a sum that is 1 can be assumed",
    ),
    ({"symbols": {"x": "real"}, "answer": "x + yy"}, "'yy' is no known name (known: x)"),
    ({"symbols": {"z": "vector(D)"}, "answer": "z[j]"}, "the index j is neither free nor summed over"),
    (
        {"symbols": {"z": "vector(D)"}, "answer": "z[j]", "free": ["j"], "given": "foo(i"},
        "'foo' is no known function",
    ),
    (
        {"symbols": {"y": "vector(D)"}, "answer": "y[i]", "free": ["i"], "given": "i != i"},
        "anything would be right",
    ),
    (
        {"symbols": {"W": "matrix(N×D)", "x": "vector(N)"}, "where": {"h": "W x"}, "answer": "h"},
        "lengths inside",
    ),
    ({"symbols": {"A": "matrix(D×D)"}, "where": {"h": "A^2"}, "answer": "h"}, "a power of a matrix"),
    ({"symbols": {"x": "real"}, "where": {"x": "2*x"}, "answer": "x"}, "x is declared already"),
    ({"symbols": {"x": "real"}, "answer": "x", "also_written": {"": "x"}}, "an empty spelling"),
    ({"symbols": {"W1": "real", "W_1": "real"}, "answer": "W1"}, "W_1 cannot be told from W1"),
    (
        {
            "symbols": {"x": "real"},
            "answer": "x",
            "misconceptions": {"a": {"answer": "foo(", "feedback": "f"}},
        },
        "'foo'",
    ),
    (
        {
            "symbols": {"x": "real"},
            "answer": "x",
            "misconceptions": {"a": {"answer": "2x - x", "feedback": "f"}},
        },
        "this misconception is right",
    ),
    ({"symbols": {"x": "real"}, "answers": {"y": {"answer": "x", "points": 0}}}, "points must be above 0"),
    ({"symbols": {"x": "real"}, "gradient_of": "x^2"}, "with_respect_to is needed"),
    ({"symbols": {"x": "real"}, "answer": "x", "form": "expandedd"}, "'expandedd' is no form"),
    ({"symbols": {"x": "real"}, "answer": "x", "credit": {"sgn": 1}}, "no mistake that is recognised"),
    (
        {"symbols": {"z": "vector(D)", "w": "vector(N)"}, "assume": ["z·w > 0"], "answer": "z"},
        "a dot product needs equal lengths",
    ),
    ({"answer": "1/0"}, "no value at any point"),
    ({"symbols": {"x": "real"}}, "one of answer, answers and gradient_of is needed"),
]


@pytest.mark.parametrize(("block", "told"), PROBLEMS, ids=[told for _, told in PROBLEMS])
def test_a_formula_that_cannot_be_judged_is_told_when_the_file_is_read(block, told):
    text = json.dumps({"title": "T", "parts": {"p": {"kind": "expression", **block}}}, ensure_ascii=False)
    with pytest.raises(SpecError) as caught:
        check_exercise(text, "x.yaml", frozenset())
    assert told in str(caught.value)
    assert str(caught.value).startswith("x.yaml:1:")
