"""The ``prompt`` proof: everything students read can be read, and asks for something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from grader.authoring.markdown import formulas
from grader.authoring.places import place_in_file
from grader.authoring.proof import Proof, Weakness
from grader.kinds.function import Function
from grader.spec.exercise import Exercise
from grader.spec.yaml_reader import Document, Path, read_yaml

SHARED = ""
"""What the proof of the exercise's own prompt is called, among those of the parts."""

_READ = frozenset({"title", "prompt", "options", "misconceptions", "feedback", "hint", "hints", "rubric"})
"""Keys below which every text is for students."""


class _Text(NamedTuple):
    """A text that students read."""

    path: Path
    value: str


def prove_prompts(exercise: Exercise, text: str) -> dict[str, Proof]:
    """The ``prompt`` proof of each part by its name, and under ``SHARED`` that of what all parts share.

    ``text`` is the exercise file. What is tried are the formulas of prompts, options, hints and feedback.
    """
    file = f"exercises/{exercise.id}.yaml"
    document = read_yaml(text, file)
    head = {key: value for key, value in document.data.items() if key != "parts"}
    proofs = {SHARED: _proof(document, text, _texts(head, ()))}
    for part in exercise.parts:
        path: Path = ("parts", part.id)
        block = document.data["parts"][part.id]
        proof = _proof(document, text, _texts(block, path))
        asked = exercise.head.prompt + part.block.prompt
        if not asked.strip():
            place = "{}:{}:{}".format(*document.problem(path, "", at_key=True))
            said = Weakness(
                "nothing is asked: neither the part nor the exercise has a prompt", place, (), "add a prompt"
            )
            proof = proof._replace(weaknesses=(*proof.weaknesses, said))
        elif isinstance(part.block, Function) and part.block.function not in asked:
            proof = proof._replace(notes=(f"no prompt names the function {part.block.function}",))
        proofs[part.id] = proof
    return proofs


def _texts(data: Any, path: Path, *, read: bool = False) -> Iterator[_Text]:
    """The texts in a block that students read, in the order of the file."""
    if isinstance(data, str) and read:
        yield _Text(path, data)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key), read=read or key in _READ)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index), read=read)


def _proof(document: Document, source: str, texts: Iterator[_Text]) -> Proof:
    tried = held = 0
    weaknesses = []
    for each in texts:
        found = formulas(each.value)
        tried += found.tried
        held += found.held
        start = document.values.get(each.path, (1, 1))
        for mistake in found.mistakes:
            line, column = place_in_file(source, start, each.value, mistake.offset)
            shown = source.split("\n")[line - 1].strip()
            weaknesses.append(Weakness(mistake.text, f"{document.file}:{line}:{column}", (shown,)))
    return Proof("prompt", tried, held, weaknesses=tuple(weaknesses))
