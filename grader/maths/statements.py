"""An answer of formulas as lines of equations: left-hand sides, chains, definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.characters import folded
from grader.maths.expression import Binary, Call, Derivative, Expression, Index, Name, Transposed
from grader.maths.grammar import read
from grader.maths.notation import MAX_LENGTH
from grader.maths.vocabulary import Vocabulary

MAX_LINES = 60
_ROWS = re.compile(r"\\(begin|end)\{(?:[bpvB]?matrix|smallmatrix|d?cases|array)\}")
_FOLLOWS = re.compile(
    r"^[\s$]*(?:\\(?:Leftrightarrow|Longleftrightarrow|iff|Rightarrow|Longrightarrow|implies|therefore)(?![A-Za-z])|<=>|=>|[⇔⇒⟺⟹∴])"
)
"""What stands in front of a line that follows from the one before."""


class Side(NamedTuple):
    """One side of an equation: its text, and where it starts (line and column from 1)."""

    text: str
    line: int
    column: int


class Statement(NamedTuple):
    """The sides of one equation or chain, in reading order."""

    sides: tuple[Side, ...]


def statements(text: str) -> list[Statement]:
    r"""The equations of an answer; a line that begins with ``=`` goes on with the one before.

    >>> [[side.text.strip() for side in one.sides] for one in statements("a = b\n = c\nd")]
    [['a', 'b', 'c'], ['d']]

    Raises:
        NotationError: it is beyond the limits.

    """
    if len(text) > MAX_LINES * MAX_LENGTH or text.count("\n") > 20 * MAX_LINES:
        raise NotationError(f"the answer is too long: at most {MAX_LINES} lines are read")
    if any(len(line) > MAX_LENGTH for line in text.splitlines()):
        raise NotationError(f"a line is longer than {MAX_LENGTH} characters")
    found: list[Statement] = []
    for line, start, piece in _continued(_pieces(_ARRANGING.sub(_blank, text))):
        if len(piece) > MAX_LENGTH:
            raise NotationError(f"line {line} has {len(piece)} characters: at most {MAX_LENGTH} are read")
        sides = [Side(side, line, start + offset + 1) for side, offset in _sides(piece)]
        if not any(side.text.strip(" &$") for side in sides):
            if len(sides) > 1:
                raise NotationError("nothing stands beside this '='", sides[0].column)
            continue
        if not sides[0].text.strip(" &$"):
            if found:
                found[-1] = Statement((*found[-1].sides, *sides[1:]))
                continue
            sides = sides[1:]
        if sides and not sides[-1].text.strip(" &$"):
            raise NotationError("nothing stands behind the last '='", sides[-1].column)
        found.append(Statement(tuple(sides)))
        if len(found) > MAX_LINES:
            raise NotationError(f"more than {MAX_LINES} lines")
    return found


_ARRANGING = re.compile(
    r"\\(?:begin|end)\{(?:align|aligned|equation|gather|gathered|split|eqnarray|math|displaymath)\*?\}|\\\[|\\\]|\$\$"
)
_NEW_LINE = re.compile(r"\\\\(?:\[\d*\.?\d*\w*\])?")
_GOES_ON = re.compile(r"[-+*/=·−×⊙@]\s*$")
_GOES_BEFORE = re.compile(r"\s*[+·×⊙@*/]")
_MARK = re.compile(r"^\s*(?:[-*•‣–]\s+|\(?[a-h0-9][.)]\s+)(?=[^\s=()]{1,40}\s*=)")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _continued(pieces: Iterator[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Lines that end or begin with a sign, joined to their neighbours."""
    held: tuple[int, int, str] | None = None
    for line, start, piece in pieces:
        if held is None:
            held = (line, start, piece)
        elif piece.strip(" &") and (_GOES_ON.search(held[2]) or _GOES_BEFORE.match(piece)):
            held = (held[0], held[1], f"{held[2].rstrip()} {piece.strip(' &')}")
        else:
            yield held
            held = (line, start, piece)
    if held is not None:
        yield held


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    r"""Lines, parted at newlines and at ``\\``: number, offset, text; a matrix is not parted."""
    inside = 0
    piece, first, offset = "", 1, 0
    for number, line in enumerate(text.splitlines(), start=1):
        position = 0
        if not piece:
            first, offset = number, 0
        while position <= len(line):
            here = _NEW_LINE.search(line, position)
            environment = _ROWS.search(line, position)
            if environment and (not here or environment.start() <= here.start()):
                inside += 1 if environment[1] == "begin" else -1
                piece += line[position : environment.end()]
                position = environment.end()
            elif here and inside > 0:
                piece += line[position : here.end()]
                position = here.end()
            elif here:
                piece += line[position : here.start()]
                yield first, offset, _plain(piece)
                piece, position, first, offset = "", here.end(), number, here.end()
            else:
                piece += line[position:]
                break
        if inside <= 0:
            yield first, offset, _plain(piece)
            piece = ""
        else:
            piece += " "
    if piece.strip():
        yield first, offset, _plain(piece)


def _plain(piece: str) -> str:
    """The line with what only ends a sentence or arranges lines blanked, its columns kept."""
    piece = (
        re.sub(r"&(?!&)(?![^{]*\\end)", " ", piece)
        if "\\begin" not in piece.replace("\\begin{align", "")
        else piece
    )
    if mark := _MARK.match(piece):
        piece = " " * mark.end() + piece[mark.end() :]
    piece = _FOLLOWS.sub(lambda found: " " * len(found[0]), piece)
    stripped = piece.rstrip()
    bare = re.sub(r"(?<=[\w\])}|‖'²³ᵀ⁻¹$`])\s*[.,;]+(\$*`*)$", r"\1", stripped)
    return bare.replace("`", " ")


def _sides(text: str) -> list[tuple[str, int]]:
    """The text parted at every ``=`` (or ≈, ≡, :=) outside brackets, with offsets."""
    found, depth, start, position = [], 0, 0, 0
    while position < len(text):
        character = text[position]
        if character == "\\" and position + 1 < len(text):
            if text.startswith(("\\equiv", "\\approx"), position) and depth == 0:
                found.append((text[start:position], start))
                position += len("\\equiv") if text.startswith("\\equiv", position) else len("\\approx")
                start = position
                continue
            if text[position + 1] in "{}[]()":
                position += 2
                continue
        if text.startswith("\\begin{", position) or text.startswith("\\end{", position):
            name = text[position : text.find("}", position) + 1]
            if _ROWS.fullmatch(name):
                depth += 1 if name.startswith("\\begin") else -1
            position += max(1, len(name))
            continue
        depth += (character in "([{") - (character in ")]}")
        if (
            depth <= 0
            and character in "=≈≡≔"
            and text[position - 1 : position] not in ("<", ">", "!", "≠", "/")
            and text[position + 1 : position + 2] not in (">", "<")
        ):
            end = position - (text[position - 1 : position] == ":")
            found.append((text[start:end], start))
            position += 2 if text[position : position + 2] == "==" else 1
            start = position
            continue
        position += 1
    found.append((text[start:], start))
    return found


class Left(NamedTuple):
    """A left-hand side: the name it stands for, what it is differentiated by, and its index letters."""

    name: str
    by: str
    letters: tuple[str, ...]


def left_of(text: str, vocabulary: Vocabulary) -> Left | None:
    """What a left-hand side names; None if it is a formula of its own."""
    if len(text) > 120:
        return None
    symbols = {name: one for name, one in vocabulary.symbols.items() if name != "d"}  # dL/dx stands here
    vocabulary = vocabulary._replace(symbols=symbols)
    try:
        found = read(text, vocabulary._replace(permissive=True, spellings=())).expression
    except NotationError:
        return None
    return _left(found)


def _left(found: Expression) -> Left | None:
    if isinstance(found, Transposed):
        return _left(found.operand)
    if (
        isinstance(found, Binary)
        and found.operator == ""
        and isinstance(found.left, Name)
        and found.left.name in ("d", "∇", "Δ", "Delta")
    ):
        inner = _left(found.right)
        return inner and Left(f"d{inner.name}", inner.name, inner.letters)
    if isinstance(found, Binary) and found.operator == "^" and isinstance(found.left, Name | Index):
        inner = _left(found.left)
        return inner and inner._replace(name=inner.name + "^" + getattr(found.right, "digits", "?"))
    if isinstance(found, Index):
        letters = tuple(index.name for index in found.indices if isinstance(index, Name))
        numbers = "".join(getattr(index, "digits", "") for index in found.indices)
        name = folded(found.base.name) + numbers
        if len(letters) == 1 and len(letters[0]) > 1:
            name, letters = name + letters[0], ()
        return Left(name, name[1:] if name[:1] == "d" else name.removesuffix("bar"), letters)
    if isinstance(found, Name):
        name = folded(found.name)
        for prefix in ("Delta", "grad"):
            if name.startswith(prefix) and len(name) > len(prefix):
                return Left(name, name.removeprefix(prefix), ())
        return Left(name, name[1:] if name[:1] == "d" and len(name) > 1 else name.removesuffix("bar"), ())
    if isinstance(found, Derivative):
        by, of = _left(found.by), _left(found.of)
        return Left(f"d{of.name if of else ''}/d{by.name}", by.name, by.letters) if by else None
    if isinstance(found, Call) and found.function == "entry":
        return _left(found.arguments[0])
    if isinstance(found, Call) and all(isinstance(argument, Name | Index) for argument in found.arguments):
        return Left(found.function, found.function, ())
    if (
        isinstance(found, Binary)
        and found.operator == ""
        and isinstance(found.left, Name)
        and isinstance(found.right, Name | Index)
    ):
        return Left(found.left.name, found.left.name, ()) if not isinstance(found.right, Index) else None
    return None
