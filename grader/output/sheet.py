"""A student's sheet: what is asked, in Markdown, with the student's own numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from grader.maths.expressions.exact import rational
from grader.spec.exercise import Exercise
from grader.spec.shown_values import listed_values, shown


def sheet(student: str, exercises: Sequence[Exercise]) -> str:
    """The exercises as a student reads them: the headings are those of answers.md; hidden parts are left out."""
    told = [f"*The sheet of {student}*", *("\n\n".join(_exercise(exercise)) for exercise in exercises)]
    return "\n\n".join(told) + "\n"


def as_json(student: str, exercises: Sequence[Exercise]) -> str:
    """The same as one JSON object."""
    found = [
        {
            "id": exercise.id,
            "title": exercise.head.title,
            "values": {name: shown(value) for name, value in exercise.values.items()},
            "prompt": exercise.head.prompt,
            "parts": [
                {
                    "id": part.id,
                    "kind": part.block.kind,
                    "max_points": float(rational(part.block.points)),
                    "prompt": part.block.prompt,
                    "options": list(part.block.offered()),
                }
                for part in exercise.parts
                if not part.block.hidden
            ],
        }
        for exercise in exercises
    ]
    return json.dumps({"schema": 1, "student": student, "exercises": found}, indent=2) + "\n"


def _exercise(exercise: Exercise) -> Iterator[str]:
    yield f"# {exercise.id}"
    yield f"**{exercise.head.title}**"
    if exercise.values:
        yield f"*Your numbers: {listed_values(exercise.values)}.*"
    if exercise.head.prompt.strip():
        yield exercise.head.prompt.strip()
    for part in exercise.parts:
        block = part.block
        if block.hidden:
            continue
        points = float(rational(block.points))
        yield f"## {part.id}"
        yield f"*{points:g} point{'' if points == 1 else 's'}*"
        if block.prompt.strip():
            yield block.prompt.strip()
        if listing := "\n".join(block.offered()):
            yield listing
