"""The ``prompt`` proof: everything students read can be read, and asks for something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from grader.authoring.markdown import formulas
from grader.authoring.places import place_in_file
from grader.authoring.proof import Proof, Weakness
from grader.kinds.function import Function
from grader.spec.exercise import Exercise
from grader.spec.filling import ASKED, NAME
from grader.spec.yaml_reader import Document, Path, read_yaml

SHARED = ""
"""What the proof of the exercise's own prompt is called, among those of the parts."""

_READ = frozenset({"title", "prompt", "options", "misconceptions", "feedback", "hint", "hints", "rubric"})
"""Keys below which every text is for students."""

_CODE = re.compile(r"(`+).+?\1", re.DOTALL)
_STATEMENT = re.compile(r"[=<>≤≥≠,;:]|\\[a-z]")


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
    own = exercise.template is not None
    proofs = {SHARED: _proof(document, text, _texts(head, ()), own=own)}
    for part in exercise.parts:
        path: Path = ("parts", part.id)
        block = document.data["parts"][part.id]
        proof = _proof(document, text, _texts(block, path), own=own)
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


def _proof(document: Document, source: str, texts: Iterator[_Text], *, own: bool) -> Proof:
    """The formulas of some texts, and where there are no numbers of each student's ``own``, brackets that ask for some."""
    tried = held = 0
    weaknesses = []
    for each in texts:
        found = formulas(each.value)
        tried += found.tried
        held += found.held
        start = document.values.get(each.path, (1, 1))
        said = [(mistake.text, mistake.offset) for mistake in found.mistakes]
        for text, offset in [*said, *([] if own else _asking(each.value))]:
            line, column = place_in_file(source, start, each.value, offset)
            shown = source.split("\n")[line - 1].strip()
            weaknesses.append(Weakness(text, f"{document.file}:{line}:{column}", (shown,)))
    return Proof("prompt", tried, held, weaknesses=tuple(weaknesses))


def _asking(text: str) -> Iterator[tuple[str, int]]:
    """Double brackets around a name or arithmetic, outside of code: what is said of each, and where it is."""
    bare = _CODE.sub(lambda code: " " * len(code[0]), text)
    for found in ASKED.finditer(bare):
        if NAME.search(found[1]) and not _STATEMENT.search(found[1]):
            said = f"{found[0]} is shown as it stands, for the file declares no variables"
            yield said, found.start()
