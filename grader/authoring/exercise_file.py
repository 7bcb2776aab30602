"""An exercise file as text, and where in it something stands."""

from __future__ import annotations

import os
from functools import cached_property

from grader.spec.yaml_reader import Document, Path, read_yaml


class ExerciseFile:
    """The file of one exercise."""

    def __init__(self, root: str, exercise: str) -> None:
        self.name = f"exercises/{exercise}.yaml"
        self._path = os.path.join(root, self.name)

    @cached_property
    def text(self) -> str:
        """What stands in it."""
        with open(self._path, encoding="utf-8-sig") as stream:
            return stream.read()

    @cached_property
    def _document(self) -> Document:
        return read_yaml(self.text, self.name)

    def place(self, part: str, *path: str | int) -> str:
        """``exercises/softmax.yaml:12``, of a key of a part, an entry of a list, or of the nearest thing around it."""
        return self.place_of(("parts", part, *path))

    def place_of(self, path: Path) -> str:
        """The same of any path."""
        entry = bool(path) and isinstance(path[-1], int)  # which has no key, but stands somewhere
        found = self._document.problem(path, "", at_key=not entry)
        return f"{found.file}:{found.line}"
