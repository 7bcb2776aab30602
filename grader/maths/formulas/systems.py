"""Which equations an answer holds, each at the quantity that it is for, and the names it defines on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from grader.errors import NotationError, listed
from grader.maths.formulas.labels import Left, left_of
from grader.maths.formulas.responses import SECOND_FORMULA, Labelled, Reader, SideError, parted
from grader.maths.formulas.statements import Side, Statement


class Wanted(NamedTuple):
    """A quantity that is asked for: its formula and its free indices."""

    answer: str
    free: tuple[str, ...]


class Response(NamedTuple):
    """What a student wrote: for each quantity its sides and the indices on its left, and definitions."""

    asked: dict[str, Labelled]
    definitions: tuple[Statement, ...] = ()


def _refused(text: str, side: Side) -> SideError:
    return SideError(NotationError(text, side.column), side)


def single(found: list[Statement], reader: Reader) -> Response:
    """One formula, and the definitions that it rests on.

    Raises:
        SideError: something cannot be read, or there are two formulas.

    """
    final, definitions = parted(found, reader)
    for statement in definitions:
        if not reader.defines(statement):
            raise _refused(SECOND_FORMULA, statement.sides[0])
    ordered: list[Statement] = []
    pending = definitions
    while pending:
        reader, taken = _first_readable(pending, reader)
        ordered.append(taken)
        pending = [one for one in pending if one is not taken]
    return Response({"": reader.judged(final)}, tuple(ordered))


def _first_readable(pending: list[Statement], reader: Reader) -> tuple[Reader, Statement]:
    """The first definition that rests on nothing that is still to come, and the reader that knows it."""
    first: SideError | None = None
    for statement in pending:
        try:
            return reader.defined(statement), statement
        except SideError as error:
            first = first or error
    assert first is not None
    raise first


def several(found: list[Statement], reader: Reader, wanted: Mapping[str, Wanted]) -> Response:
    """Several equations, each found by its left-hand side; a quantity that was asked for may be used in later ones.

    Raises:
        SideError: something cannot be read, stands there twice, or is for nothing that was asked.

    """
    asked: dict[str, Labelled] = {}
    definitions: list[Statement] = []
    pending = sorted(found, key=lambda one: _meant(reader.left(one), wanted) is not None)
    while pending:
        first: SideError | None = None
        for statement in pending:
            try:
                reader = _taken(statement, reader, wanted, asked, definitions)
                break
            except SideError as error:  # it may rest on one that is still to come
                first = first or error
        else:
            assert first is not None
            raise first
        pending = [one for one in pending if one is not statement]
    if not asked:
        raise _refused(
            f"none of {listed(wanted)} is answered: begin a line with one of them", found[0].sides[0]
        )
    return Response(asked, tuple(definitions))


def _meant(left: Left | None, wanted: Mapping[str, Wanted]) -> str | None:
    return meant(left, wanted) if left else None


def _taken(
    statement: Statement,
    reader: Reader,
    wanted: Mapping[str, Wanted],
    asked: dict[str, Labelled],
    definitions: list[Statement],
) -> Reader:
    """Take one line as an equation that is asked for or as a definition; the reader that knows its name."""
    first, left = statement.sides[0], reader.left(statement)
    name = _meant(left, wanted)
    if name in asked:
        raise _refused(f"{name} stands here twice: keep one", first)
    if name is not None and left is not None:
        for side in statement.sides[1:]:
            reader.reading(side, left.letters)
        asked[name] = Labelled(statement.sides[1:], left.letters)
        named = _named(wanted[name], left, reader)
    elif reader.defines(statement):
        named = statement
    else:
        begin = f"begin it with one of {listed(wanted)}, as in {next(iter(wanted))} = ..."
        raise _refused(f"which quantity this line is for is not clear: {begin}", first)
    if named is None:
        return reader
    definitions.append(named)
    try:
        return reader.defined(named)
    except SideError:
        definitions.pop()
        raise


def _named(wanted: Wanted, left: Left, reader: Reader) -> Statement | None:
    """A quantity that was asked for as later lines may use it: by the student's name, with its right value."""
    if not wanted.answer or not left.name.isidentifier():
        return None
    name = f"{left.name}[{', '.join(wanted.free)}]" if wanted.free else left.name
    statement = Statement((Side(name, 1, 1), Side(wanted.answer, 1, 1)))
    if not reader.defines(statement):
        return None
    try:
        reader.defined(statement)
    except SideError:
        return None
    return statement


def meant(left: Left, wanted: Mapping[str, Wanted]) -> str | None:
    """The quantity that a left-hand side is for: dW, dL/dW and ∂L/∂W are one, and so are dL/dW^{(2)} and dL/dW_2."""
    lefts = {name: left_of(name) for name in wanted}
    if all(one is None or one.name != left.name for one in lefts.values()):
        left = left._replace(name=left.name.replace("^", ""), by=left.by.replace("^", ""))
    exact = [name for name, one in lefts.items() if one is not None and one.name == left.name]
    if len(exact) == 1:
        return exact[0]
    near = [
        name
        for name, one in lefts.items()
        if one is not None and one.by == left.by and (one.by != one.name) == (left.by != left.name)
    ]
    return near[0] if len(near) == 1 else None
