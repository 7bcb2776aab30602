"""What the symbols of a part stand for: declared ones, dependent ones, indices, other spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.characters import PRIMED, folded
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Derivative,
    Expression,
    Index,
    Name,
    Number,
    Reduction,
    walk,
)
from grader.maths.expressions.precedence import COMPARISONS
from grader.maths.reading.grammar import read
from grader.maths.reading.lexer import lex
from grader.maths.reading.tokens import Token
from grader.maths.reading.vocabulary import Symbol, Vocabulary
from grader.maths.values.declaration import Declared, Length, declared
from grader.maths.values.operations import AskBack
from grader.maths.values.tensor import ShapeError

INDEX_LETTERS = "ijklmnpqrst"


class Dependent(NamedTuple):
    """A symbol that is worked out from others, for every value of its indices."""

    name: str
    indices: tuple[str, ...]
    meaning: Expression


class Setting(NamedTuple):
    """Everything a formula of a part can build on."""

    declared: Mapping[str, Declared]
    dependent: Mapping[str, Dependent]
    shapes: Mapping[str, tuple[Length, ...]]
    lengths: tuple[str, ...]
    vocabulary: Vocabulary
    assume: tuple[Expression, ...] = ()
    index_from: int = 1
    kinks: Mapping[str, float] = {}
    """What the slope of a function is at its kink."""

    def with_indices(self, letters: Iterable[str]) -> Vocabulary:
        """The vocabulary where these letters are indices too."""
        free = {letter for letter in letters if self.vocabulary.symbol(letter) is None}
        free |= {sign for sign, (letter, _) in PRIMED.items() if letter in free}
        return self.vocabulary._replace(indices=self.vocabulary.indices | free)

    def extended(self, name: str, indices: tuple[str, ...], meaning: Expression) -> Setting:
        """The setting with one more dependent symbol, as an answer may define."""
        shape = _shape_of(indices, meaning, self.shapes)
        symbols = {
            **self.vocabulary.symbols,
            folded(name): Symbol(name, len(indices) or len(shape), dependent=True),
        }
        return self._replace(
            dependent={**self.dependent, name: Dependent(name, indices, meaning)},
            shapes={**self.shapes, name: shape},
            vocabulary=self.vocabulary._replace(symbols=symbols),
        )


class SettingError(NotationError):
    """A declaration that says nothing; ``path`` leads to it."""

    def __init__(self, error: NotationError, *path: str | int) -> None:
        self.path = path
        super().__init__(error.text, error.column)


def setting(
    symbols: Mapping[str, str],
    where: Mapping[str, str] | None = None,
    also_written: Mapping[str, str] | None = None,
    assume: Iterable[str] = (),
    index_from: int = 1,
    free: Iterable[str] = (),
) -> Setting:
    """The setting that the fields of a block describe.

    Raises:
        SettingError: a field that cannot be read, with its path.

    """
    known: dict[str, Declared] = {}
    for name, text in symbols.items():
        try:
            known[name] = declared(text)
        except NotationError as error:
            raise SettingError(error, "symbols", name) from None
    lengths = tuple(
        dict.fromkeys(length for each in known.values() for length in each.shape if isinstance(length, str))
    )
    table = {folded(name): Symbol(name, len(each.shape), each.function) for name, each in known.items()}
    table |= {folded(name): Symbol(name, length=True) for name in lengths if folded(name) not in table}
    shapes: dict[str, tuple[Length, ...]] = {name: each.shape for name, each in known.items()}
    shapes |= {name: () for name in lengths if name not in shapes}
    asked = frozenset(letter for letter in free if folded(letter) not in table)
    vocabulary = Vocabulary(table, asked, free=asked, index_from=index_from)
    dependent: dict[str, Dependent] = {}
    made = Setting(known, dependent, shapes, lengths, vocabulary, (), index_from)
    for clash in _clashes([*symbols, *lengths]):
        raise SettingError(NotationError(f"{clash[1]} cannot be told from {clash[0]}"), "symbols")
    for left, right in (where or {}).items():
        try:
            name, indices = target(left)
            if folded(name) in made.vocabulary.symbols:
                raise NotationError(f"{name} is declared already")
            meaning = read(right, made.with_indices(indices)).expression
            made = made.extended(name, indices, meaning)
        except NotationError as error:
            raise SettingError(error, "where", left) from None
        except (ShapeError, AskBack) as problem:
            raise SettingError(NotationError(problem.text), "where", left) from None
    for spelling, meaning_text in (also_written or {}).items():
        try:
            made = _respelled(made, spelling, meaning_text)
        except NotationError as error:
            raise SettingError(error, "also_written", spelling) from None
    assumed = []
    for n, text in enumerate(assume):
        try:
            assumed.append(read(text, made.with_indices(INDEX_LETTERS)).expression)
        except NotationError as error:
            raise SettingError(error, "assume", n) from None
    return made._replace(assume=tuple(assumed))


def _clashes(names: list[str]) -> list[tuple[str, str]]:
    """Names that are one when Greek letters, marks and subscripts are spelled out."""
    seen: dict[str, str] = {}
    return [(seen[folded(name)], name) for name in names if seen.setdefault(folded(name), name) != name]


_TARGET = re.compile(r"^(?P<name>[^\[\]=]+?)\s*(?:\[(?P<indices>[^\[\]]*)\])?$")


def target(left: str) -> tuple[str, tuple[str, ...]]:
    """The name and the index letters of ``y[i]``, ``y_i`` or ``r``.

    >>> target("y[i]"), target("P_{ij}"), target("r")
    (('y', ('i',)), ('P', ('i', 'j')), ('r', ()))
    """
    match = _TARGET.match(left.strip())
    if match is None:
        raise NotationError(f"{left!r} is no name, or name with indices")
    name, inside = match["name"].strip(), match["indices"]
    if inside is None and (lowered := re.fullmatch(r"(.+)_(?:\{([a-z, ]+)\}|([a-z]))", name)):
        name, inside = lowered[1], ",".join((lowered[2] or lowered[3]).replace(",", "").replace(" ", ""))
    letters = tuple(part.strip() for part in (inside or "").split(",") if part.strip())
    if any(len(letter) != 1 for letter in letters):
        raise NotationError(f"an index is one letter, found {inside!r}")
    return name, letters


def index_axes(
    expression: Expression, shapes: Mapping[str, tuple[Length, ...]]
) -> dict[str, tuple[Length, ...]]:
    """The axes that each index letter of an expression counts, by where it stands; those of named arrays first."""
    named: dict[str, tuple[Length, ...]] = {}
    other: dict[str, tuple[Length, ...]] = {}
    for node in walk(expression):
        if isinstance(node, Index) and len(shape := shapes.get(node.base.name, ())) == len(node.indices):
            found, places = named, zip(node.indices, shape, strict=True)
        elif isinstance(node, Call) and node.function == "entry":
            shape = _elementwise_shape(node.arguments[0], shapes)
            found, places = other, zip(node.arguments[1:], shape, strict=False)
        else:
            continue
        for index, length in places:
            if isinstance(index, Name):
                found[index.name] = (*found.get(index.name, ()), length)
    return {**other, **named}


def index_lengths(expression: Expression, shapes: Mapping[str, tuple[Length, ...]]) -> dict[str, Length]:
    """Over which length each index letter of an expression runs."""
    found = {index: axes[0] for index, axes in index_axes(expression, shapes).items()}
    for one, other in _compared(expression):  # the j of sum_{j != i} x_j runs over what i does
        if (length := found.get(one, found.get(other))) is not None:
            found |= {name: found.get(name, length) for name in (one, other)}
    return found


def _compared(expression: Expression) -> Iterator[tuple[str, str]]:
    """Pairs of names that a condition or a Kronecker delta compares."""
    for node in walk(expression):
        pair: tuple[Expression, ...] = ()
        if isinstance(node, Binary) and node.operator in COMPARISONS:
            pair = (node.left, node.right)
        elif isinstance(node, Call) and node.function == "kronecker":
            pair = node.arguments
        names = [each.name for each in pair if isinstance(each, Name) and len(each.name) == 1]
        if len(names) == 2:
            yield names[0], names[1]


def _elementwise_shape(
    expression: Expression, shapes: Mapping[str, tuple[Length, ...]]
) -> tuple[Length, ...]:
    """The shape of softmax(z), -z or X w, where it shows."""
    found = [
        shapes[node.name] for node in walk(expression) if isinstance(node, Name) and shapes.get(node.name)
    ]
    if found and all(shape == found[0] for shape in found):
        return found[0]
    try:
        return _array_shape(expression, shapes) if found else ()
    except (ShapeError, AskBack):
        return ()


def _shape_of(
    indices: tuple[str, ...], meaning: Expression, shapes: Mapping[str, tuple[Length, ...]]
) -> tuple[Length, ...]:
    if not indices:
        return _array_shape(meaning, shapes)
    known = index_lengths(meaning, shapes)
    for letter in indices:
        if letter not in known:
            raise NotationError(f"over what the index {letter} runs does not show in its formula")
    return tuple(known[letter] for letter in indices)


def _array_shape(expression: Expression, shapes: Mapping[str, tuple[Length, ...]]) -> tuple[Length, ...]:
    """The shape of a formula without free indices, worked out with lengths that all differ."""
    from grader.maths.values.shapes import shape_of

    return shape_of(expression, shapes)


def _respelled(made: Setting, spelling: str, meaning_text: str) -> Setting:
    vocabulary = made.vocabulary
    wanted = made.with_indices(INDEX_LETTERS)
    meaning = read(meaning_text, wanted).expression
    try:
        pattern = read(spelling, vocabulary._replace(permissive=True, opaque=())).expression
    except NotationError:
        pattern = None
    if isinstance(pattern, Derivative):
        return made._replace(vocabulary=vocabulary._replace(opaque=(*vocabulary.opaque, (pattern, meaning))))
    if not spelling.strip():
        raise NotationError("an empty spelling means nothing")
    replacement = lex(meaning_text)[:-1]
    if len(replacement) > 1:
        replacement = lex(f"({meaning_text})")[:-1]
    patterns = dict.fromkeys((tuple(lex(spelling)[:-1]), _as_latex(spelling)))
    letters = {
        node.name
        for node in walk(meaning)
        if isinstance(node, Name) and len(node.name) == 1 and vocabulary.symbol(node.name) is None
    }
    added = tuple(
        (
            tokens,
            tuple(replacement),
            frozenset(letter for t in tokens if set(t.text) <= letters for letter in t.text),
        )
        for tokens in patterns
    )
    return made._replace(vocabulary=vocabulary._replace(spellings=(*vocabulary.spellings, *added)))


def _as_latex(spelling: str) -> tuple[Token, ...]:
    """The tokens of a spelling in a formula with commands, where a script is one letter: ``x_i'``."""
    return tuple(lex(f"\\,{spelling}")[:-1])


def sums_to_one(expression: Expression) -> str | None:
    """The vector of an assumption ``Σ_i y_i = 1``; None if it says something else."""
    if not (isinstance(expression, Binary) and expression.operator == "="):
        return None
    left, right = expression.left, expression.right
    if isinstance(left, Number):
        left, right = right, left
    if not (isinstance(right, Number) and right.value == 1):
        return None
    if (
        isinstance(left, Reduction)
        and left.operator == "sum"
        and isinstance(left.body, Index)
        and left.condition is None
    ):
        return left.body.base.name
    if (
        isinstance(left, Call)
        and left.function == "sum"
        and len(left.arguments) == 1
        and isinstance(left.arguments[0], Name)
    ):
        return left.arguments[0].name
    return None
