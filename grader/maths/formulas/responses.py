"""What stands in an answer of formulas: left-hand sides, sides that are judged, names that it defines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.characters import folded
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Derivative,
    Expression,
    Index,
    Name,
    Negation,
    Reduction,
    names,
    walk,
)
from grader.maths.formulas.definitions import Function, with_name, worked_in
from grader.maths.formulas.families import unbound
from grader.maths.formulas.labels import Left, derivative_of, function_of, is_label, left_of
from grader.maths.formulas.statements import Side, Statement
from grader.maths.reading.grammar import DOCUMENTED, Convention, Reading, read
from grader.maths.reading.lexer import lex
from grader.maths.reading.tokens import TokenKind
from grader.maths.reading.vocabulary import ALONE, CONSTANTS, WORDS, Symbol, Vocabulary
from grader.maths.values.operations import AskBack
from grader.maths.values.setting import INDEX_LETTERS, Setting
from grader.maths.values.tensor import ShapeError

SECOND_FORMULA = (
    "one formula was expected; this is a second one. Join them with =, or write the final one alone"
)

_STATES = frozenset({"<", ">", "<=", ">=", "!=", "and", "or", "=>", "<=>", "in", "notin"})


class SideError(NotationError):
    """One side of an equation that cannot be read."""

    def __init__(self, error: NotationError, side: Side) -> None:
        self.side = side
        super().__init__(error.text, error.column)


class Labelled(NamedTuple):
    """The sides of an equation that are judged, and the index letters of the name on its left."""

    sides: tuple[Side, ...]
    letters: tuple[str, ...] = ()
    turned: bool = False
    """They are those that are asked for, in another order, so that they may or may not mean the same."""
    reassigned: bool = False
    """The name on the left stands on the right too: an assignment, or an equation that is not true."""


class Reader(NamedTuple):
    """Reads formulas over the symbols of a part."""

    setting: Setting
    free: tuple[str, ...] = ()
    statements: bool = False
    """Whether something that is true or false is a formula here."""
    functions: Mapping[str, Function] = {}
    """Functions that the answer defines."""

    def vocabulary(self, letters: tuple[str, ...] = ()) -> Vocabulary:
        """The names that may be used; ``letters`` are indices of the left-hand side."""
        arrays = any(self.setting.shapes.values())
        found = self.setting.with_indices((*letters, *self.free, *(INDEX_LETTERS if arrays else "")))
        own = {name: Symbol(name, function=True) for name in self.functions}
        return found._replace(symbols={**found.symbols, **own}) if own else found

    def reading(
        self, side: Side, letters: tuple[str, ...] = (), convention: Convention = DOCUMENTED
    ) -> Reading:
        """One side as an expression.

        Raises:
            SideError: it cannot be read.

        """
        try:
            found = read(side.text, self.vocabulary(letters), convention, side.column - 1)
            if states(found.expression) and not self.statements:
                raise NotationError("a formula was expected; this is a statement", side.column)
            return found._replace(expression=worked_in(found.expression, self.functions))
        except NotationError as error:
            raise SideError(error, side) from None

    def left(self, statement: Statement) -> Left | None:
        """What the first side names, if another side follows."""
        left = left_of(statement.sides[0].text) if len(statement.sides) > 1 else None
        return left and self._as_declared(left)

    def _as_declared(self, left: Left) -> Left:
        """A left-hand side by the declared name of what it is differentiated by: ``∂l/∂W^{(2)}`` where that is W_2."""
        if left.name == left.by:
            return left
        for spelled, meant, _ in self.setting.vocabulary.spellings:
            other, declared = (left_of("".join(token.text for token in each)) for each in (spelled, meant))
            if other is not None and declared is not None and other.name == left.by:
                return left._replace(name=left.name.removesuffix(left.by) + declared.name, by=declared.name)
        return left

    def judged(self, statement: Statement) -> Labelled:
        """The sides that are judged, without a left-hand side that only names what follows.

        Sides with derivatives of names that nobody declared, as when the chain rule is written out, are
        steps on the way; only the last side may not be one.

        Raises:
            SideError: a side cannot be read.

        """
        sides = statement.sides
        letters: tuple[str, ...] = ()
        derived = len(sides) > 1 and derivative_of(sides[0].text) is not None
        reassigned = len(sides) > 1 and not statement.assigned and self.reassigned(statement)
        if len(sides) > 1 and (statement.assigned or reassigned or self._is_label(sides[0])):
            left = self.left(statement)
            sides, letters = sides[1:], left.letters if left else ()
        kept = []
        for side in sides:
            expression = self.reading(side, letters).expression
            strange = undeclared(expression, self.setting)
            if strange and side is not sides[-1] and isinstance(expression, Negation):
                raise SideError(
                    NotationError("the derivative itself was expected on the left", side.column), side
                )
            if strange and side is sides[-1]:
                raise SideError(
                    NotationError(f"{strange!r} is declared nowhere: work the derivative out", side.column),
                    side,
                )
            if not strange:
                kept.append(side)
        turned = derived and letters != self.free and {*letters} == {*self.free}
        return Labelled(tuple(kept), letters, turned, reassigned)

    def _is_label(self, side: Side) -> bool:
        """Whether a first side only names what follows."""
        of = derivative_of(side.text)
        if isinstance(of, Name | Index):
            return True
        vocabulary = self.setting.vocabulary
        symbols = {name: one for name, one in vocabulary.symbols.items() if name != "d"}  # dW is no d times W
        plain = self._replace(setting=self.setting._replace(vocabulary=vocabulary._replace(symbols=symbols)))
        try:
            found = plain.reading(side).expression
        except SideError:
            return is_label(side.text, vocabulary)
        if isinstance(found, Name) and found.name not in self.setting.shapes and found.name not in self.free:
            return True  # e, pi, or a letter that could be an index
        if any(isinstance(node, Call) and node.function == "identity" for node in walk(found)):
            return is_label(side.text, vocabulary)  # I(p), as information is written
        if isinstance(found, Index) and any(isinstance(index, Binary) for index in found.indices):
            return bool({*unbound(found, self.setting)} - {*self.free})  # θ_{t+1}
        name = found.base.name if isinstance(found, Index) else ""
        if name not in self.setting.shapes and {*unbound(found, self.setting)} - {*self.free}:
            return is_label(side.text, vocabulary)  # w^{(t+1)}
        return of is not None and bool(undeclared(found, self.setting))

    def reassigned(self, statement: Statement) -> bool:
        """Whether the left side is a symbol that the right side uses, as in ``w = w - g``."""
        first, *_, last = statement.sides
        try:
            left, right = self.reading(first).expression, self.reading(last).expression
        except SideError:
            return False
        name = left.base if isinstance(left, Index) else left
        return (
            len(statement.sides) == 2
            and not {*unbound(left, self.setting)} - {*self.free}
            and isinstance(name, Name)
            and name.name in self.setting.declared
            and name in names(right)
        )

    def defines(self, statement: Statement) -> bool:
        """Whether a line introduces a name."""
        if self.function(statement) is not None:
            return True
        left = self.left(statement)
        if left is None or len(statement.sides) != 2 or not left.name.isidentifier():
            return False
        vocabulary = self.setting.vocabulary
        symbol = vocabulary.symbol(left.name)
        known = symbol is not None and not (symbol.length and left.letters)  # N_k is no length N
        known = known or (symbol is None and vocabulary.function(left.name) is not None)
        return not known and left.name not in (ALONE - {"delta"}) | WORDS

    def function(self, statement: Statement) -> tuple[str, tuple[str, ...]] | None:
        """The function that a line introduces, with its parameters."""
        found = function_of(statement.sides[0].text) if len(statement.sides) == 2 else None
        return found if found and self.setting.vocabulary.symbol(found[0]) is None else None

    def defined(self, statement: Statement) -> Reader:
        """The reader that knows the name a line introduces too.

        Raises:
            SideError: its meaning cannot be read.

        """
        side, function = statement.sides[1], self.function(statement)
        try:
            if function is not None:
                return self._with_function(*function, side)
            left = self.left(statement)
            assert left is not None
            meaning = self.reading(side, left.letters).expression
            return self._replace(setting=with_name(self.setting, left, meaning))
        except SideError:
            raise
        except NotationError as error:
            raise SideError(NotationError(error.text, side.column), side) from None
        except (ShapeError, AskBack) as problem:
            raise SideError(NotationError(problem.text, side.column), side) from None

    def _with_function(self, name: str, parameters: tuple[str, ...], side: Side) -> Reader:
        """The reader that knows a function; parameters that nobody declared are numbers."""
        vocabulary = self.setting.vocabulary
        fresh = {each: Symbol(each) for each in parameters if vocabulary.symbol(each) is None}
        inside = vocabulary._replace(symbols={**vocabulary.symbols, **fresh})
        reader = self._replace(setting=self.setting._replace(vocabulary=inside))
        named = tuple(inside.symbols[each].name for each in parameters)
        meaning = Function(named, reader.reading(side).expression)
        return self._replace(functions={**self.functions, name: meaning})


def parted(found: list[Statement], reader: Reader) -> tuple[Statement, list[Statement]]:
    """The statement that answers, and the definitions that it rests on, in an order in which they can be read.

    The answer is the one whose name no other uses.

    Raises:
        SideError: there are several of that sort.

    """
    names_of = [_introduced(one, reader) for one in found]
    used = [
        bool(name) and any(_uses(other, name) for other in found if other is not one)
        for name, one in zip(names_of, found, strict=True)
    ]
    unused = [one for one, is_used in zip(found, used, strict=True) if not is_used]
    if len(unused) > 1:
        unused = _derived(unused, reader) or unused
    if len(unused) != 1:
        raise SideError(NotationError(SECOND_FORMULA, found[-1].sides[0].column), found[-1].sides[0])
    return unused[0], [one for one in found if one is not unused[0]]


def _introduced(statement: Statement, reader: Reader) -> str:
    """The name or the function on the left of a statement; empty without one."""
    if (function := reader.function(statement)) is not None:
        return function[0]
    left = reader.left(statement)
    return left.name if left else ""


def _derived(found: list[Statement], reader: Reader) -> list[Statement]:
    """The statement that gives the derivative of what all others name: ``L = (w x - y)²`` and ``dL/dw = ...``."""
    asked = [one for one in found if derivative_of(one.sides[0].text) is not None]
    if len(asked) != 1:
        return []
    of = derivative_of(asked[0].sides[0].text)
    others = [reader.left(one) for one in found if one is not asked[0]]
    same = isinstance(of, Name) and all(left is not None and left.name == folded(of.name) for left in others)
    return asked if same else []


def _uses(statement: Statement, name: str) -> bool:
    """Whether the right side of a statement names something."""
    for side in statement.sides[1:] or statement.sides:
        try:
            tokens = lex(side.text)
        except NotationError:
            continue
        joined = "".join(token.text for token in tokens if token.text not in ("_", "{", "}"))
        if any(token.text == name for token in tokens) or (len(name) > 1 and name in joined):
            return True
        if len(name) == 1 and any(
            name in token.text and len(token.text) <= 3 and token.kind is TokenKind.NAME for token in tokens
        ):
            return True
    return False


def undeclared(expression: Expression, setting: Setting) -> str:
    """A name inside a derivative that nobody declared; empty if there is none."""
    for node in walk(expression):
        if isinstance(node, Derivative):
            for part in (*names(node.of), *names(node.by)):
                entry = part.name in setting.shapes or part.name in setting.vocabulary.indices
                if (
                    not entry
                    and (len(part.name) > 1 or not _is_index(part, node))
                    and part.name not in CONSTANTS
                ):
                    return part.name
    return ""


def _is_index(name: Name, node: Derivative) -> bool:
    """Whether a name stands as an index in a derivative."""
    bound = {part.index for part in walk(node) if isinstance(part, Reduction)}
    places = {
        id(inside)
        for part in walk(node)
        if isinstance(part, Index)
        for i in part.indices
        for inside in walk(i)
    }
    entries = {
        id(inside)
        for part in walk(node)
        if isinstance(part, Call)
        for i in part.arguments[1:]
        for inside in walk(i)
    }
    return name.name in bound or id(name) in places | entries


def states(expression: Expression) -> bool:
    """Whether this is a statement, which is true or false."""
    operator, function = getattr(expression, "operator", ""), getattr(expression, "function", "")
    return operator in _STATES or function in ("not", "true", "false")
