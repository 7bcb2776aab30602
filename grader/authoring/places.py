"""Where a character of a text stands in the YAML file that the text was read from."""

from __future__ import annotations

import re
from functools import cache

_BETWEEN = r"""(?:\s|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|U[0-9A-Fa-f]{8}|[abefnrtv0NLP_])|[\\'"])*?"""
"""What can stand between two characters of a text: indentation, folds, and characters in escapes."""


def place_in_file(source: str, start: tuple[int, int], value: str, offset: int) -> tuple[int, int]:
    r"""Line and column of ``value[offset]``, of the text whose node begins at line and column ``start`` (all from 1).

    Whatever the style of the text, its characters stand in the file in their order, so they are followed one by one.

    >>> place_in_file("prompt: |\n  One\n  $x^$\n", (1, 9), "One\n$x^$\n", 6)
    (3, 5)
    """
    lines = source.split("\n")
    at = sum(len(line) + 1 for line in lines[: start[0] - 1]) + start[1] - 1
    if source[at : at + 1] in ("|", ">"):
        at = source.find("\n", at) + 1
    elif source[at : at + 1] in ("'", '"'):
        at += 1
    found = at
    for character in value[: offset + 1]:
        if not character.isspace() and (match := _up_to(character).match(source, at)):
            at = match.end()
            found = at - 1
    return source.count("\n", 0, found) + 1, found - source.rfind("\n", 0, found)


@cache
def _up_to(character: str) -> re.Pattern[str]:
    return re.compile(_BETWEEN + re.escape(character))
