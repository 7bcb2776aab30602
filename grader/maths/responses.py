"""What stands in an answer of formulas: left-hand sides, sides that are judged, names that it defines."""

from __future__ import annotations

from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expression import Call, Derivative, Expression, Index, Name, Reduction, names, walk
from grader.maths.grammar import DOCUMENTED, Convention, Reading, read
from grader.maths.lexer import lex
from grader.maths.operations import AskBack
from grader.maths.setting import INDEX_LETTERS, Setting
from grader.maths.statements import Left, Side, Statement, left_of
from grader.maths.tensor import ShapeError
from grader.maths.tokens import TokenKind
from grader.maths.vocabulary import ALONE, CONSTANTS, WORDS, Vocabulary

LONGEST_LABEL = 40
SECOND_FORMULA = (
    "one formula was expected; this is a second one. Join them with =, or write the final one alone"
)

_STATES = frozenset({"<", ">", "<=", ">=", "!=", "and", "or", "=>", "<=>", "in", "notin"})


class SideError(NotationError):
    """One side of an equation that cannot be read."""

    def __init__(self, error: NotationError, side: Side) -> None:
        self.side = side
        super().__init__(error.text, error.column)


class Reader(NamedTuple):
    """Reads formulas over the symbols of a part."""

    setting: Setting
    free: tuple[str, ...] = ()
    statements: bool = False
    """Whether something that is true or false is a formula here."""

    def vocabulary(self, letters: tuple[str, ...] = ()) -> Vocabulary:
        """The names that may be used; ``letters`` are indices of the left-hand side."""
        arrays = any(self.setting.shapes.values())
        return self.setting.with_indices((*letters, *self.free, *(INDEX_LETTERS if arrays else "")))

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
        except NotationError as error:
            raise SideError(error, side) from None
        return found

    def left(self, statement: Statement) -> Left | None:
        """What the first side names, if another side follows."""
        return left_of(statement.sides[0].text, self.setting.vocabulary) if len(statement.sides) > 1 else None

    def judged(self, statement: Statement) -> tuple[tuple[Side, ...], tuple[str, ...]]:
        """The sides that are judged, without a left-hand side that only names what follows, and its index letters.

        Sides with derivatives of names that nobody declared, as when the chain rule is written out, are
        steps on the way; only the last side may not be one.

        Raises:
            SideError: a side cannot be read.

        """
        sides = statement.sides
        letters: tuple[str, ...] = ()
        if len(sides) > 1 and self._is_label(sides[0]):
            left = self.left(statement)
            sides, letters = sides[1:], left.letters if left else ()
        kept = []
        for side in sides:
            expression = self.reading(side, letters).expression
            strange = undeclared(expression, self.setting)
            if strange and side is sides[-1]:
                raise SideError(
                    NotationError(f"{strange!r} is declared nowhere: work the derivative out", side.column),
                    side,
                )
            if not strange:
                kept.append(side)
        return tuple(kept), letters

    def _is_label(self, side: Side) -> bool:
        """Whether a first side is no formula over the declared symbols, or a derivative that names what is asked."""
        symbols = {name: one for name, one in self.setting.vocabulary.symbols.items() if name != "d"}  # dL/dx
        plain = self._replace(
            setting=self.setting._replace(vocabulary=self.setting.vocabulary._replace(symbols=symbols))
        )
        try:
            found = plain.reading(side).expression
        except SideError:
            try:
                lex(side.text)
            except NotationError:
                return False
            return plain.left(Statement((side, side))) is not None or len(side.text.strip()) <= LONGEST_LABEL
        return isinstance(found, Derivative) or bool(undeclared(found, self.setting))

    def definition(self, statement: Statement) -> Left | None:
        """The name that a line introduces; None if it is no definition."""
        left = self.left(statement)
        if left is None or len(statement.sides) != 2 or not left.name.isidentifier():
            return None
        vocabulary = self.setting.vocabulary
        known = vocabulary.symbol(left.name) is not None or vocabulary.function(left.name) is not None
        return None if known or left.name in CONSTANTS or left.name in ALONE or left.name in WORDS else left

    def defined(self, statement: Statement) -> Reader:
        """The reader that knows the name a line introduces too.

        Raises:
            SideError: its meaning cannot be read.

        """
        left = self.left(statement)
        assert left is not None
        side = statement.sides[1]
        meaning = self.reading(side, left.letters).expression
        try:
            return self._replace(setting=self.setting.extended(left.name, left.letters, meaning))
        except NotationError as error:
            raise SideError(NotationError(error.text, side.column), side) from None
        except (ShapeError, AskBack) as problem:
            raise SideError(NotationError(problem.text, side.column), side) from None


def parted(found: list[Statement], reader: Reader) -> tuple[Statement, list[Statement]]:
    """The statement that answers, and the definitions that it rests on, in an order in which they can be read.

    The answer is the one whose name no other uses.

    Raises:
        SideError: there are several of that sort.

    """
    names_of = [left.name if (left := reader.left(one)) else "" for one in found]
    used = [
        bool(name) and any(_uses(other, name) for other in found if other is not one)
        for name, one in zip(names_of, found, strict=True)
    ]
    unused = [one for one, is_used in zip(found, used, strict=True) if not is_used]
    if len(unused) != 1:
        raise SideError(NotationError(SECOND_FORMULA, found[-1].sides[0].column), found[-1].sides[0])
    return unused[0], [one for one in found if one is not unused[0]]


def _uses(statement: Statement, name: str) -> bool:
    """Whether the right side of a statement names something."""
    for side in statement.sides[1:] or statement.sides:
        try:
            tokens = lex(side.text)
        except NotationError:
            continue
        joined = "".join(token.text for token in tokens)
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
