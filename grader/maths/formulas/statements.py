"""An answer of formulas as lines of equations and chains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.notation import MAX_LENGTH
from grader.maths.formulas.labels import is_label
from grader.maths.reading import latex

MAX_LINES = 60
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
    assigned: bool = False
    """Its sign is ``:=`` or an arrow: what stands on the left gets the value on the right."""


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
    for line, start, piece in _apart(_continued(_pieces(_unboxed(_ARRANGING.sub(_blank, text))))):
        if len(piece) > MAX_LENGTH:
            raise NotationError(f"line {line} has {len(piece)} characters: at most {MAX_LENGTH} are read")
        if (label := _COLON.match(piece)) and "=" not in piece and is_label(label[1]):
            piece = f"{label[1]}={piece[label.end() :]}"
        assigned = bool(_ASSIGNED.search(piece))
        parts = _sides(_ASSIGNED.sub(lambda sign: "=".ljust(len(sign[0])), piece))
        sides = [Side(side, line, start + offset + 1) for side, offset in parts]
        if not any(side.text.strip(" &$") for side in sides):
            if len(sides) > 1:
                raise NotationError("nothing stands beside this '='", sides[0].column)
            continue
        if not sides[0].text.strip(" &$"):
            if found:
                found[-1] = found[-1]._replace(sides=(*found[-1].sides, *sides[1:]))
                continue
            sides = sides[1:]
        if sides and not sides[-1].text.strip(" &$"):
            raise NotationError("nothing stands behind the last '='", sides[-1].column)
        found.append(Statement(tuple(sides), assigned))
        if len(found) > MAX_LINES:
            raise NotationError(f"more than {MAX_LINES} lines")
    return found


_ARRANGING = re.compile(rf"{latex.ARRANGED}|\\\[|\\\]|\$\$")
_NEW_LINE = re.compile(r"\\\\(?:\[\d*\.?\d*\w*\])?")
_GOES_ON = re.compile(r"(?:[-+*/=·−×⊙@]|\\right\s*\.?)\s*$")
r"""How a line ends that goes on: with a sign, or with the ``\right.`` of a bracket over two rows."""
_GOES_BEFORE = re.compile(r"\s*[+·×⊙@*/]")
_MARK = re.compile(r"^\s*(?:[-*•‣–]\s+|\(?[a-h0-9][.)]\s+)(?=[^\s=()]{1,40}\s*[=:])")


_BOX = re.compile(r"\\(?:boxed|fbox|framebox)\s*\{")
_SUBSTACK = re.compile(r"(\\substack)(\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*(?=\s*[=:])")


def _unboxed(text: str) -> str:
    """The text without frames around whole equations and stars around names, its columns kept."""
    text = _BOLD.sub(r"  \1  ", text)
    text = _SUBSTACK.sub(lambda found: " " * len(found[1]) + found[2].replace("\\\\", " ,"), text)
    for match in reversed([*_BOX.finditer(text)]):
        end, depth = match.end(), 1
        while end < len(text) and depth:
            depth += (text[end] == "{") - (text[end] == "}")
            end += 1
        if depth == 0 and "=" in text[match.end() : end]:
            text = f"{text[: match.start()]}{_blank(match)}{text[match.end() : end - 1]} {text[end:]}"
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _continued(pieces: Iterator[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    r"""Lines that end or begin with a sign, or end with ``\right.``, joined to their neighbours."""
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


def _apart(pieces: Iterator[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Equations beside each other in one line: ``y = Wx, z = f(y)``, ``f(z) where z = x + 1``."""
    for line, start, piece in pieces:
        begin = 0
        for match in _BESIDE.finditer(piece):
            before, behind = piece[begin : match.start()], piece[match.end() :]
            label = behind[: (_equals.start() if (_equals := _EQUALS.search(behind)) else 0)]
            apart = match[0].strip().startswith(";") and bool(behind.strip(" &$"))
            if before.strip(" &$") and _balanced(before) and (apart or is_label(label)):
                yield line, start + begin, before
                begin = match.end()
        yield line, start + begin, piece[begin:]


_BESIDE = re.compile(
    r"(?:\s*(?<!\\)[,;.]\s*|\s*\\q?quad\s*)?(?:\\text\s*\{\s*(?:and|where|with)\s*\}|\b(?:where|with|and)\b)(?:\s*\\q?quad)?|(?<!\\)[,;](?=[\s\\$])(?:\s*\\q?quad)?|\\q?quad"
)
"""What may stand between two equations of one line."""
_COLON = re.compile(r"(\s*[^:={}\[\]|]{1,40}?):(?=\s)")
"""A name in front with a colon behind it: ``dW: x δᵀ``."""
_ASSIGNED = re.compile(r":=|≔|\\coloneqq(?![A-Za-z])|\\(?:leftarrow|gets)(?![A-Za-z])|[←⟵]|<-(?!>)(?=\s)")
_EQUALS = re.compile(r":?=(?!=)")


def _balanced(text: str) -> bool:
    """Whether every bracket and environment of a text is closed in it."""
    opened = sum((c in "([{") - (c in ")]}") for c in text.replace("\\{", "").replace("\\}", ""))
    return opened == 0 and text.count("\\begin") == text.count("\\end")


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
            environment = latex.ROWS.search(line, position)
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
            if piece.strip() or not position:  # behind the last sign of a row there is no other row
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


_LOWER_BOUND = re.compile(r"(?:sum|prod|[ΣΠ∑∏])_\w\s*$")
_UPPER_BOUND = re.compile(r"=\s*\w+\s*\^")


def _inner_equals(text: str, start: int, position: int) -> bool:
    """Whether this ``=`` belongs to a sum without braces, ``sum_i=1^D``, or to a condition, ``a if i = j else b``."""
    before = text[start:position]
    if _LOWER_BOUND.search(before) and _UPPER_BOUND.match(text, position):
        return True
    return bool(re.search(r"\bif\b(?!.*\belse\b)", before)) and bool(re.search(r"\belse\b", text[position:]))


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
            if latex.ROWS.fullmatch(name):
                depth += 1 if name.startswith("\\begin") else -1
            position += max(1, len(name))
            continue
        depth += (character in "([{") - (character in ")]}")
        if (
            depth <= 0
            and character in "=≈≡≔"
            and text[position - 1 : position] not in ("<", ">", "!", "≠", "/")
            and text[position + 1 : position + 2] not in (">", "<")
            and not _inner_equals(text, start, position)
        ):
            end = position - (text[position - 1 : position] == ":")
            found.append((text[start:end], start))
            position += 2 if text[position : position + 2] == "==" else 1
            start = position
            continue
        position += 1
    found.append((text[start:], start))
    return found
