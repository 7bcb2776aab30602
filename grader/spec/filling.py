"""Data of an exercise with values in place of its variables: plain names in formulas, [[n]] in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from grader.errors import NotationError
from grader.spec.constraints import Values
from grader.spec.shown_values import plain, shown

PROSE = frozenset({"title", "source", "prompt", "feedback", "text", "name", "options", "hints", "misconceptions", "rubric", "must_mention", "examples"})  # fmt: skip
"""What people read: here a value stands only where it is asked for, as [[n]] or [[2*n + 1]]."""

DECLARATIONS = frozenset({"variables", "constraints"})

NAMES = frozenset({"kind", "function", "reference", "loss"})
"""What holds names of code."""

_FULL = PROSE | {"given"}
"""Where a name that a part gives a number, as in ``given: {x0: x0}``, is the variable's; elsewhere it is the part's."""

ASKED = re.compile(r"\[\[\s*([^\[\]]+?)\s*\]\]")
NAME = re.compile(r"(?<![\w.\\])[^\W\d]\w*(?!\w)")
_ESCAPED = re.compile(r"\[\\(?=\[)")
_DOLLARS = re.compile(r"(?<!\\)\$\$?")
_JOINED = re.compile(r"[-+*/·×÷^\w)\]}] *$")
_RELATION = re.compile(r"\\(?!(?:cdot|times|div|pm|mp)\b)[a-zA-Z]+ *$")


class BracketError(NotationError):
    """What stands in double brackets cannot be worked out; ``path`` leads there."""

    def __init__(self, text: str, path: tuple[str | int, ...]) -> None:
        super().__init__(text)
        self.path = path


def filled(data: Any, values: Values, key: str = "", *, way: str = "") -> Any:
    """Data of an exercise with values in place of variables; ``way`` is the key that makes a text of it, if one does.

    >>> from fractions import Fraction
    >>> filled({"prompt": "Take $n = [[n]]$.", "answer": "2*n + 1", "rtol": "n"}, {"n": Fraction(3)})
    {'prompt': 'Take $n = 3$.', 'answer': '2*3 + 1', 'rtol': 3}

    Raises:
        BracketError: what stands in double brackets cannot be worked out.

    """
    way = way_of(key, way)
    if key in DECLARATIONS:
        return data
    if isinstance(data, dict):
        given = data.get("given")
        others = {n: v for n, v in values.items() if n not in given} if isinstance(given, dict) else values
        return {
            name: _inner(value, values if name in _FULL else others, name, name, way)
            for name, value in data.items()
        }
    if isinstance(data, list):
        items = [_inner(value, values, key, n, way) for n, value in enumerate(data)]
        return [_sized(item) if key == "cases" and isinstance(item, dict) else item for item in items]
    if not isinstance(data, str) or key in NAMES:
        return data
    if way:
        mathematics = _everywhere if way == "examples" else _mathematics(data)
        return _ESCAPED.sub(
            "[", ASKED.sub(lambda found: _in_text(found, values, mathematics(found.start())), data)
        )
    if data in values:
        return plain(values[data])
    text = ASKED.sub(lambda found: _in_formula(found, values), data)
    return NAME.sub(lambda found: _inside(found[0], values), text)


def way_of(key: str, way: str) -> str:
    """The key that makes a text of what stands below ``key``; empty where formulas stand.

    The answer of a misconception is a formula, as that of its part is.
    """
    if way == "misconceptions" and key == "answer":
        return ""
    return way or (key if key in PROSE else "")


def texts(
    data: Any, key: str = "", way: str = "", path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Each text in which a value can stand: where it is, the text, and which key makes prose of it (empty for a formula)."""
    way = way_of(key, way)
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in DECLARATIONS:
                yield from texts(value, str(name), way, (*path, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts(value, key, way, (*path, number))
    elif isinstance(data, str) and key not in NAMES:
        yield path, data, way


def names_used(data: Any) -> set[str]:
    """All names that stand where a value can stand."""
    found: set[str] = set()
    for _, text, way in texts(data):
        for piece in ASKED.findall(text) if way else [text]:
            found |= set(NAME.findall(piece))
    return found


def _inner(data: Any, values: Values, key: str, step: str | int, way: str) -> Any:
    try:
        return filled(data, values, key, way=way)
    except BracketError as error:
        raise BracketError(error.text, (step, *error.path)) from None


def _in_text(found: re.Match[str], values: Values, mathematics: bool) -> str:
    """The value of a bracket in a text: in mathematics in brackets of its own where its sign would mix."""
    text = _bracket(found[1], values)
    if not mathematics or not (text.startswith("-") or "/" in text):
        return text
    before, after = found.string[: found.start()], found.string[found.end() :]
    joined = _JOINED.search(before) and not _RELATION.search(before)
    return f"({text})" if joined or after.lstrip(" }").startswith("^") else text


def _in_formula(found: re.Match[str], values: Values) -> str:
    text = _bracket(found[1], values)
    alone = found.string.strip() == found[0]
    return f"({text})" if not alone and (text.startswith("-") or "/" in text) else text


def _bracket(text: str, values: Values) -> str:
    try:
        return shown(worked_out(text, values))
    except NotationError as error:
        raise BracketError(f"[[{text}]]: {error.text}", ()) from None


def _everywhere(_: int) -> bool:
    """For what is mathematics as a whole."""
    return True


def _mathematics(text: str) -> Any:
    """Whether a place of a Markdown text lies between dollars."""
    marks = [mark.start() for mark in _DOLLARS.finditer(text)]
    return lambda at: sum(mark < at for mark in marks) % 2 == 1


def _sized(case: Mapping[str, Any]) -> dict[str, Any]:
    """A case with every size that is arithmetic worked out, as in {N: 3 + 1}."""
    found = {}
    for name, value in case.items():
        found[name] = value
        if isinstance(value, str) and name != "name":
            try:
                found[name] = plain(worked_out(value, {}))
            except NotationError:
                continue
    return found


def worked_out(text: str, values: Values) -> Fraction:
    """The number that an expression over variables stands for.

    Raises:
        NotationError: it has none, or no exact one.

    """
    if text in values:
        return values[text]
    from grader.maths.expressions.exact import number_of
    from grader.maths.numbers.arithmetic import parse

    found = number_of(parse(text, list(values)), values)
    return found if isinstance(found, Fraction) else Fraction(repr(round(found, 6)))


def _inside(name: str, values: Values) -> str:
    """A name inside an expression: its value, in brackets where a sign or a fraction would mix with what stands around."""
    if name not in values:
        return name
    text = shown(values[name])
    return f"({text})" if text.startswith("-") or "/" in text else text
