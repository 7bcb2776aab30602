"""Formulas: what is shown reads back, rewriting changes no verdict, no text breaks anything, known documents are read."""

from pathlib import Path

import numpy as np
import pytest
from drawn import LENGTH, SYMBOLS, point, scalars, vectors, worth
from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st
from rewritten import mistaken, rewritten
from test_kinds import groups_of, loaded

from grader.errors import GraderError, NotationError
from grader.kinds.base import Unreadable
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
from grader.maths.expressions.latex_typesetting import latex
from grader.maths.expressions.typesetting import shown
from grader.maths.formulas.equivalence import Equality, Judge
from grader.maths.formulas.families import Asked, unbound
from grader.maths.formulas.responses import Reader
from grader.maths.formulas.statements import Side, statements
from grader.maths.reading.grammar import read
from grader.maths.values.setting import INDEX_LETTERS, setting
from grader.spec.yaml_reader import read_yaml
from grader.verdict import Outcome, Verdict

HERE = Path(__file__).resolve().parent
SETTING = setting(SYMBOLS, free=("i",))
VOCABULARY = SETTING.with_indices("ijkmq")

thoroughly = settings(
    derandomize=True, deadline=None, max_examples=150, phases=(Phase.explicit, Phase.generate)
)
formulas = st.one_of(scalars(), scalars(pieces=True), scalars(("i",)), vectors())
indexed = st.one_of(scalars(("i",), depth=3), scalars(("i",), depth=2, pieces=True)).map(
    lambda formula: Binary("+", Index(Name("x"), (Name("i"),)), formula)  # over what i runs must show
)
small = st.one_of(scalars(depth=3), indexed, vectors(depth=2))


def everywhere(expression):
    """What a formula is worth at a few points, for every value of its free index."""
    places = [{**point(seed), "i": n} for seed in (1, 2) for n in range(1, LENGTH + 1)]
    return np.array([np.asarray(worth(expression, place), dtype=float) for place in places])


# Shown and read


@thoroughly
@given(formulas)
@example(Binary("", Name("a"), Negation(Name("b"))))
@example(Binary("", Number(2.5, "2.5"), Binary("+", Name("a"), Name("b"))))
@example(Call("bars", (Binary("*", Call("bars", (Name("a"),)), Name("b")),)))
@example(Norm(Binary("*", Norm(Name("x")), Name("y"))))
@example(Binary("+", Reduction("sum", "i", Index(Name("x"), (Name("i"),))), Name("a")))
@example(
    Binary(
        "+",
        Reduction(
            "sum",
            "j",
            Binary(
                "*", Index(Name("y"), (Name("j"),)), Reduction("sum", "i", Index(Name("x"), (Name("i"),)))
            ),
        ),
        Index(Name("x"), (Name("i"),)),
    )
)
@example(Rows(((Name("a"), Name("b")),)))
@example(Binary("", Transposed(Transposed(Name("W"))), Name("x")))
@pytest.mark.parametrize("typeset", [shown, latex])
def test_what_is_shown_is_read_as_something_equal(typeset, expression):
    """The tree differs where a reader sees 2·3·x for 2(3x) or 1·(a > b) for 1[a > b]; the value never does."""
    back = read(typeset(expression), VOCABULARY).expression
    if back != expression:
        assert np.allclose(everywhere(back), everywhere(expression), rtol=1e-9, atol=1e-9)
        assert read(typeset(back), VOCABULARY).expression == back


@pytest.mark.parametrize(
    "text",
    [
        "a − b − (p − a)", "a/b/p", "a/(b p)", "a b/p", "a·2^p", "−a²", "(−a)²", "a^(b^p)", "Σᵢ xᵢ yᵢ", "Σᵢ (xᵢ + a)", "(Σᵢ xᵢ) + a",
        "Σ_{j ≠ i} xⱼ", "Σ_{i=1}^{2} xᵢ", "∏ᵢ xᵢ", "Wᵀ x", "xᵀ W y", "(W x) ⊙ y", "W W", "softmax(x)ᵢ", "‖x − y‖²", "|a|", "relu(a)",
        "max(a, b)", "δᵢⱼ", "log(p)", "√(p)", "σ(a)", "σ'(a)", "x[i+1]", "[a; b; p]", "∂/∂a (a b)", "e^(−a)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("typeset", [shown, latex])
def test_a_formula_in_the_notation_of_the_program_is_read_as_it_is_shown(typeset, text):
    expression = read(text, VOCABULARY).expression
    assert read(typeset(expression), VOCABULARY).expression == expression


@pytest.mark.parametrize("typeset", [shown, latex])
def test_every_readable_response_of_the_table_is_shown_as_something_equal(typeset):
    for group in groups_of("expression"):
        reader = loaded("expression", group["block"])._reader()
        for row in group["rows"]:
            for expression in readable(reader, row["response"]):
                back = reader.reading(Side(typeset(expression), 1, 1)).expression
                assert back == expression or same(reader, back, expression), row["response"]


def readable(reader, text):
    """The sides of a response that can be read."""
    try:
        for statement in statements(text):
            for side in statement.sides:
                try:
                    yield reader.reading(side).expression
                except NotationError:
                    continue
    except NotationError:
        return


def same(reader, own, key):
    """Whether two formulas are equal; where they have no value, whether they look the same."""
    letters = unbound(key, reader.setting)
    try:
        return (
            Judge(reader.setting, Asked(key, letters), "x").compare(own, letters).equality is Equality.EQUAL
        )
    except GraderError:
        return shown(own) == shown(key)


# Rewriting


def judged(expression, response):
    """The verdict on a formula where the key is another."""
    free = ["i"] if "i" in unbound(expression, SETTING) else []
    part = loaded("expression", {"symbols": SYMBOLS, "answer": shown(expression), "free": free})
    read_in = part.read(shown(response))
    assert not isinstance(read_in, Unreadable), shown(response)
    return part.judge(read_in, part.key())


@thoroughly
@given(st.data())
def test_rewriting_a_right_formula_leaves_it_right(data):
    expression = data.draw(small)
    response = rewritten(data.draw, expression)
    verdict = judged(expression, response)
    assert verdict.outcome is Outcome.CORRECT, (shown(expression), shown(response), verdict)


@thoroughly
@given(st.data())
def test_rewriting_a_wrong_formula_leaves_it_wrong(data):
    expression = data.draw(small)
    wrong = mistaken(data.draw, expression)
    key, own = everywhere(expression), everywhere(wrong)
    assume(own.shape == key.shape and np.max(np.abs(own - key)) > 1e-3 * (1 + np.max(np.abs(key))))
    response = rewritten(data.draw, wrong)
    verdict = judged(expression, response)
    assert verdict.outcome is not Outcome.CORRECT, (shown(expression), shown(response), verdict)


# Any text

RESPONSES = [row["response"] for group in groups_of("expression") for row in group["rows"]]
PIECES = [
    "\\frac", "\\sum_", "{", "}", "(", ")", "[", "]", "^", "_", "=", "\\\\", "&", "|", "‖", "ᵀ", "'", "Σ", "∂", "d", "/", ",", ";", "1[",
    "\\begin{bmatrix}", "\\end{bmatrix}", "\\bar", "\\left", "\\right", "if", "else", "\n", "x", "W", "i", "2.5", "²", "\u0304", "δ_",
]  # fmt: skip
PART = {"symbols": {**SYMBOLS, "f": "function"}, "answer": "x[i]*sum(j, W[i,j]*y[j])", "free": ["i"]}


@st.composite
def splices(draw):
    """Pieces of two responses with something between."""
    first, second = draw(st.sampled_from(RESPONSES)), draw(st.sampled_from(RESPONSES))
    between = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=4)))
    return first[: draw(st.integers(0, len(first)))] + between + second[draw(st.integers(0, len(second))) :]


@settings(thoroughly, max_examples=400)
@given(
    st.one_of(st.text(max_size=40), splices(), st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
)
@example("tan(")
def test_any_text_is_unreadable_or_judged(text):
    part = loaded("expression", PART)
    response = part.read(text)
    if isinstance(response, Unreadable):
        assert response.feedback
        assert all(response.feedback)
    else:
        verdict = part.judge(response, part.key())
        assert isinstance(verdict, Verdict)
        assert (
            verdict.outcome in (Outcome.CORRECT, Outcome.PARTIAL, Outcome.INCORRECT) or verdict.score is None
        )


@settings(thoroughly, max_examples=100)
@given(st.binary(max_size=60))
def test_any_bytes_are_unreadable_or_judged(data):
    test_any_text_is_unreadable_or_judged.hypothesis.inner_test(data.decode("latin-1"))


# Documents


def documented():
    """Every formula of the documents, with what its group declares."""
    document = read_yaml((HERE / "formulas.yaml").read_text(encoding="utf-8"), "formulas.yaml")
    assert not document.problems, document.problems
    for group in document.data:
        for number, row in enumerate(group["rows"]):
            merged = {**group, **row, "symbols": {**group["symbols"], **row.get("symbols", {})}}
            merged["also_written"] = {**group.get("also_written", {}), **row.get("also_written", {})}
            yield pytest.param(merged, id=f"{group['source']} {group['about']}-{number}")


@pytest.mark.parametrize("row", [*documented()])
def test_a_formula_of_the_documents_is_read_as_what_it_means(row):
    free = tuple(row.get("free", ()))
    fields = (row["symbols"], row.get("where"), row["also_written"], (), row.get("index_from", 1), free)
    reader = Reader(setting(*fields), free, statements=True)
    means = [row["means"]] if isinstance(row["means"], str) else row["means"]
    for text in filter(None, (row["latex"], row.get("text"))):
        if "refused" in row:
            assert row["refused"] in refusal(reader, text, means, free)
        else:
            sides = [side for statement in statements(text) for side in statement.sides]
            assert len(sides) == len(means)
            for side, meaning in zip(sides, means, strict=True):
                found = compared(reader, side, meaning, free)
                if row.get("checked", True) and row.get("holds", True):
                    assert found().equality is Equality.EQUAL, (side.text, meaning)


def compared(reader, side, meaning, free):
    """How one side compares with what it means, to be worked out; it is read at once."""
    own, key = reader.reading(side).expression, reader.reading(Side(meaning, 1, 1)).expression
    letters = tuple(letter for letter in free if letter in unbound(key, reader.setting))
    return lambda: Judge(reader.setting, Asked(key, letters), "documents").compare(own, letters)


def refusal(reader, text, means, free):
    """What is said about the side that is refused."""
    try:
        sides = [side for statement in statements(text) for side in statement.sides]
        for side in sides:
            reader.reading(side)
        for side, meaning in zip(sides, means, strict=True):
            compared(reader, side, meaning, free)()
    except GraderError as error:
        return str(error)
    return "nothing"


# The page of notation

NOTATION = read_yaml(
    (HERE.parent / "docs" / "notation.yaml").read_text(encoding="utf-8"), "notation.yaml"
).data


def noted(text, without=()):
    """A formula over the symbols of the page."""
    symbols = {name: form for name, form in NOTATION["symbols"].items() if name not in without}
    return read(text, setting(symbols).with_indices(INDEX_LETTERS)).expression


@pytest.mark.parametrize(
    "row", [row for section in NOTATION["sections"] for row in section["rows"]], ids=lambda row: row["text"]
)
def test_an_example_of_the_page_is_read_as_it_says(row):
    for notation in ("text", "latex"):
        said = row["shown"] if isinstance(row["shown"], str) else row["shown"][notation]
        assert shown(noted(row[notation], row.get("without", ()))) == said


@pytest.mark.parametrize("row", NOTATION["conventions"], ids=lambda row: row["text"])
def test_a_convention_of_the_page_holds(row):
    assert shown(noted(row["text"])) == row["shown"]
    assert "not" not in row or shown(noted(row["not"])) != row["shown"]


@pytest.mark.parametrize("row", NOTATION["refused"], ids=lambda row: row["text"])
def test_what_the_page_says_is_not_read_is_refused(row):
    with pytest.raises(NotationError) as caught:
        noted(row["text"])
    assert row["says"] in caught.value.text
