"""Labels that stand behind the name of a node: DOT's attributes and mermaid's shapes."""

from __future__ import annotations

import re

from grader.errors import NotationError
from grader.maths.reading.latex import COMMANDS

MAX_NAME = 80
"""Signs of a name or a label."""

QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)

_KEY = re.compile(r"(?<!\w)(label|dir)\s*=\s*")
_PLAIN = re.compile(r"[\w.]+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([nlr])([A-Za-z]*)")
_SLANTED = re.compile(r"\A[/\\](.*)[/\\]\Z", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")


def shape(text: str, start: int) -> tuple[str, int]:
    """The text in a mermaid shape, and where it ends: ``A[z_1]``, ``A(("z_1"))``, ``A>z_1]``; empty if none is there.

    >>> shape('A(("z_1"))', 1)
    ('z_1', 10)

    Raises:
        NotationError: it does not end.

    """
    sign = text[start : start + 1]
    flag = sign == ">" and "]" in text[start : start + MAX_NAME]
    if not sign or (sign not in "[({" and not flag):
        return "", start
    depth, quoted = 0, False
    for end in range(start, min(len(text), start + 4 * MAX_NAME)):
        sign = text[end]
        quoted ^= sign == '"'
        if not quoted:
            depth += (sign in "[({" or (flag and end == start)) - (sign in "])}")
        if depth == 0:
            inside = text[start : end + 1]
            thick = 1
            while thick < 3 and inside[thick : thick + 1] in ("[", "(", "{") and inside[-1 - thick] in "])}":
                thick += 1
            return _cleaned(_SLANTED.sub(r"\1", inside[thick:-thick])), end + 1
    raise NotationError("a bracket is not closed", start + 1)


def attributes(text: str, start: int) -> tuple[str, int]:
    """The label among DOT's attributes ``[label="z_1", shape=box]``, empty if there is none; and where they end.

    Raises:
        NotationError: they do not end, or turn an arrow round.

    """
    depth, quoted = 0, False
    for end in range(start, len(text)):
        sign = text[end]
        if sign == '"' and text[end - 1] != "\\":
            quoted = not quoted
        elif not quoted:
            depth += (sign in "[<") - (sign in "]>")
        if depth == 0:
            return _attribute(text[start + 1 : end], start), end + 1
    raise NotationError("a bracket is not closed", start + 1)


def _attribute(inside: str, start: int) -> str:
    found = {}
    blanked = QUOTED.sub(lambda match: '"' + "x" * (len(match[0]) - 2) + '"', inside)
    for key in _KEY.finditer(blanked):
        value = QUOTED.match(inside, key.end())
        if value:
            found[key[1]] = value[1]
        elif inside.startswith("<", key.end()):
            found[key[1]] = inside[key.end() + 1 : inside.rfind(">")]
        elif plain := _PLAIN.match(inside, key.end()):
            found[key[1]] = plain[0]
    if found.get("dir", "forward") != "forward":
        raise NotationError("dir= is not read: write the arrow the way it points", start + 1)
    return _cleaned(found.get("label", ""))


def _cleaned(label: str) -> str:
    """A label without markup; one that is too long says nothing."""
    lines = _ESCAPED.sub(_line_break, _TAG.sub("", _BREAK.sub("\n", label)))
    lines = lines.replace("$", "").replace('\\"', "").replace('"', "")
    plain = "".join(sign for sign in lines if sign.isprintable() or sign == "\n")
    plain = plain.rstrip("\\ \n").strip()
    return plain if len(plain) <= MAX_NAME else ""


def _line_break(match: re.Match[str]) -> str:
    r"""DOT's ``\n`` ends a line, if it does not begin a LaTeX command like ``\nabla``."""
    return match[0] if match[0] in COMMANDS else "\n" + match[2]
