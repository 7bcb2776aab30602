"""An exercise with variables, with the values of one student in place of their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from grader.cache import digest
from grader.errors import NotationError
from grader.spec.exercise import Exercise, Head, restored_exercise
from grader.spec.restore import restore
from grader.spec.variables import Values, Variables

PROSE = frozenset({"title", "source", "prompt", "feedback", "text", "name", "options", "hints", "misconceptions", "rubric", "must_mention", "examples"})  # fmt: skip
"""What people read: here a value stands only where it is asked for, as [[n]] or [[2*n + 1]]."""

DECLARATIONS = frozenset({"variables", "constraints"})

NAMES = frozenset({"kind", "function", "reference", "loss"})
"""What holds names of code."""

_FULL = PROSE | {"given"}
"""Where a name that a part gives a number, as in ``given: {x0: x0}``, is the variable's; elsewhere it is the part's."""

_ASKED = re.compile(r"\[\[\s*([^\[\]]+?)\s*\]\]")
_NAME = re.compile(r"(?<![\w.\\])[^\W\d]\w*(?!\w)")


class BracketError(NotationError):
    """What stands in double brackets cannot be worked out; ``path`` leads there."""

    def __init__(self, text: str, path: tuple[str | int, ...]) -> None:
        super().__init__(text)
        self.path = path


def first_variant(identifier: str, data: dict[str, Any], content: str) -> Exercise:
    """An exercise as nobody has it, for whoever looks at it without a student in mind."""
    head = restore(Head, {key: value for key, value in data.items() if key != "parts"})
    values = Variables(head.variables, head.constraints).drawn(identifier)
    return with_values(identifier, data, content, values)


def variant(exercise: Exercise, student: str, seed: int) -> Exercise:
    """The exercise with a student's own values; itself if it has no variables.

    A student has the same values as long as the file declares the same variables.
    """
    if exercise.template is None:
        return exercise
    values = exercise.variables.drawn(f"{seed}/{student}/{exercise.id}")
    found = with_values(exercise.id, exercise.template, exercise.source, values)
    names = {part.id for part in exercise.parts}
    parts = tuple(part for part in found.parts if part.id in names)
    return found._replace(parts=parts, warnings=exercise.warnings)


def with_values(identifier: str, template: Mapping[str, Any], source: str, values: Values) -> Exercise:
    """An exercise with these values; ``source`` is the hash of its file."""
    content = digest(source, *(f"{name}={value}" for name, value in values.items()))
    found = restored_exercise(identifier, filled(dict(template), values), content)
    return found._replace(template=template, values=values, source=source)


def listed_values(values: Values) -> str:
    """Values as people read them.

    >>> listed_values({"n": Fraction(3), "a": Fraction(-1, 2)})
    'n = 3, a = -0.5'
    """
    return ", ".join(f"{name} = {shown(value)}" for name, value in values.items())


def filled(data: Any, values: Values, key: str = "", *, prose: bool = False) -> Any:
    """Data of an exercise with values in place of variables.

    >>> from fractions import Fraction
    >>> filled({"prompt": "Take $n = [[n]]$.", "answer": "2*n + 1", "rtol": "n"}, {"n": Fraction(3)})
    {'prompt': 'Take $n = 3$.', 'answer': '2*3 + 1', 'rtol': 3}

    Raises:
        BracketError: what stands in double brackets cannot be worked out.

    """
    prose = prose or key in PROSE
    if key in DECLARATIONS:
        return data
    if isinstance(data, dict):
        given = data.get("given")
        others = {n: v for n, v in values.items() if n not in given} if isinstance(given, dict) else values
        return {
            name: _inner(value, values if name in _FULL else others, name, name, prose=prose)
            for name, value in data.items()
        }
    if isinstance(data, list):
        items = [_inner(value, values, key, n, prose=prose) for n, value in enumerate(data)]
        return [_sized(item) if key == "cases" and isinstance(item, dict) else item for item in items]
    if not isinstance(data, str) or key in NAMES:
        return data
    text = _ASKED.sub(lambda found: _bracket(found[1], values), data)
    if prose:
        return text
    if text in values:
        return plain(values[text])
    return _NAME.sub(lambda found: _inside(found[0], values), text)


def names_used(data: Any, key: str = "", *, prose: bool = False) -> set[str]:
    """All names that stand where a value can stand."""
    prose = prose or key in PROSE
    if isinstance(data, dict):
        inner = [
            names_used(value, name, prose=prose) for name, value in data.items() if name not in DECLARATIONS
        ]
        return set().union(*inner)
    if isinstance(data, list):
        return set().union(*(names_used(value, key, prose=prose) for value in data))
    if not isinstance(data, str):
        return set()
    texts = _ASKED.findall(data) if prose else [data]
    return {name for text in texts for name in _NAME.findall(text)}


def _inner(data: Any, values: Values, key: str, step: str | int, *, prose: bool) -> Any:
    try:
        return filled(data, values, key, prose=prose)
    except BracketError as error:
        raise BracketError(error.text, (step, *error.path)) from None


def _bracket(text: str, values: Values) -> str:
    try:
        return shown(worked_out(text, values))
    except NotationError as error:
        raise BracketError(f"[[{text}]]: {error.text}", ()) from None


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
    from grader.maths.expressions.exact import number_of
    from grader.maths.numbers.arithmetic import parse

    found = number_of(parse(text, list(values)), values)
    return found if isinstance(found, Fraction) else Fraction(repr(round(found, 6)))


def plain(value: Fraction) -> int | float:
    """A value as YAML has it."""
    return int(value) if value.denominator == 1 else float(value)


def shown(value: Fraction) -> str:
    """A value as people write it.

    >>> shown(Fraction(-3, 10)), shown(Fraction(1, 3))
    ('-0.3', '1/3')
    """
    if value.denominator == 1:
        return str(value.numerator)
    decimal = repr(float(value))
    return (
        decimal
        if Fraction(decimal) == value and "e" not in decimal
        else f"{value.numerator}/{value.denominator}"
    )


def _inside(name: str, values: Values) -> str:
    """A name inside an expression: its value, in brackets where a sign or a fraction would mix with what stands around."""
    if name not in values:
        return name
    text = shown(values[name])
    return f"({text})" if text.startswith("-") or "/" in text else text
