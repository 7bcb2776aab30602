"""Names that an answer introduces: ``z = w x + b``, ``N_k = Σ_n r_nk``, ``f(t) = t σ(t)``, ``R_nn = p_n`` (a diagonal)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.expression import Binary, Call, Expression, Name, walk
from grader.maths.expressions.notation import COUNTED
from grader.maths.expressions.rewriting import inlined, with_parts
from grader.maths.formulas.labels import Left
from grader.maths.values.setting import INDEX_LETTERS, Setting

MOST_PARTS = 1000


class Function(NamedTuple):
    """A function that an answer defines."""

    parameters: tuple[str, ...]
    meaning: Expression


def worked_in(expression: Expression, functions: Mapping[str, Function]) -> Expression:
    """An expression with calls of functions that the answer defines replaced by what they mean.

    Raises:
        NotationError: one is called with another number of arguments, or differentiated by a prime; or what comes out is
            so long that no formula of homework is, as of functions that call each other twice.

    """
    if not functions:
        return expression

    def meant(node: Expression) -> Expression:
        node = with_parts(node, meant)
        if not isinstance(node, Call) or node.function.rstrip("'") not in functions:
            return node
        if node.function not in functions:
            raise NotationError(f"{node.function} is read as no derivative: write d/dx", node.column)
        function = functions[node.function]
        if len(node.arguments) != len(function.parameters):
            raise NotationError(f"{node.function} takes {len(function.parameters)} arguments", node.column)
        given = zip(function.parameters, node.arguments, strict=True)
        return inlined(function.meaning, {name: ((), argument) for name, argument in given})

    found = meant(expression)
    if next(islice(walk(found), MOST_PARTS, None), None) is not None:
        raise NotationError(f"more than {MOST_PARTS} numbers, names and signs with its functions written out")
    return found


def with_name(setting: Setting, left: Left, meaning: Expression) -> Setting:
    """A setting that knows the name on the left too.

    Raises:
        NotationError, ShapeError, AskBack: what it means has no shape.

    """
    letters = left.letters
    if len(letters) == 2 and letters[0] == letters[1]:  # R_nn: all other entries are 0
        other = next(letter for letter in INDEX_LETTERS if letter not in letters)
        delta = Call("kronecker", (Name(letters[0]), Name(other)))
        letters, meaning = (letters[0], other), Binary("*", delta, meaning)
    symbol = setting.vocabulary.symbol(left.name)
    if symbol is None or not symbol.length:
        return setting.extended(left.name, letters, meaning)
    name = left.name + COUNTED  # N_k beside the length N
    found = setting.extended(name, letters, meaning)
    symbols = {**found.vocabulary.symbols, left.name: symbol._replace(entries=name)}
    return found._replace(vocabulary=found.vocabulary._replace(symbols=symbols))
