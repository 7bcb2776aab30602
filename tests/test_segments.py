"""One node replaced in a text: brackets where precedence asks for them, and no line moves."""

import ast

import pytest

from grader.rewrites.segments import changed_line, replaced, segment

ROWS = [
    ("y = a * b", "a", "c + d", "y = (c + d) * b"),
    ("y = a + b", "a", "c * d", "y = c * d + b"),
    ("y = a - b", "b", "c - d", "y = a - (c - d)"),
    ("y = -a ** 2", "a", "-b", "y = -(-b) ** 2"),
    ("y = a.T @ b", "a", "1", "y = (1).T @ b"),
    ("y = (a) * b", "a", "c + d", "y = (c + d) * b"),
    ("y = f(a, b)", "a", "c, d", "y = f((c, d), b)"),
    ("y = sum(k for k in a)", "k for k in a", "b", "y = sum(b)"),
    ("def f(k):\n    return(k for k in a)", "k for k in a", "b", "def f(k):\n    return(b)"),
    ("s = 'σσσ'; y = a * b", "b", "c + d", "s = 'σσσ'; y = a * (c + d)"),
    ("y = (a +\n     b) * c\nz = 1", "a +\n     b", "d", "y = ((d\n)) * c\nz = 1"),
    ("y = x[a:b]", "a", "c + 1", "y = x[c + 1:b]"),
    ("y = x[a]", "a", "b:c", None),
    ("y = a * b", "a", "c +", None),
    ("y = a * b", "a", "c) * (d", None),
    ("y = a * b", "a", "c # d", None),
]


@pytest.mark.parametrize(("text", "old", "new", "expected"), ROWS)
def test_an_expression_is_replaced(text, old, new, expected):
    wanted = ast.dump(ast.parse(f"({old})", mode="eval").body)
    node = next(node for node in ast.walk(ast.parse(text)) if ast.dump(node) == wanted)
    if expected is None:
        with pytest.raises(ValueError, match="cannot stand in the place of line 1"):
            replaced(text, node, new)
    else:
        assert replaced(text, node, new) == expected
        assert replaced(text, node, new).count("\n") == text.count("\n")


def test_a_statement_is_replaced_by_several():
    text = "def f(x):\n    if x: return g(x,\n        1)\n    return 2\n"
    tree = ast.parse(text)
    inner = tree.body[0].body[0].body[0]
    assert segment(text, inner) == "return g(x,\n        1)"
    assert (
        replaced(text, inner, "y = g(x, 1); return y")
        == "def f(x):\n    if x: y = g(x, 1); return y\n\n    return 2\n"
    )


def test_a_name_that_is_bound_is_replaced():
    text = "for k in a: pass"
    assert replaced(text, ast.parse(text).body[0].target, "j") == "for j in a: pass"


def test_the_line_that_changed():
    assert changed_line("a\nb\nc", "a\n  x\nc") == (2, "b", "x")
