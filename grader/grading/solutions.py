"""The reference solutions of a course."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from grader.cache import digest


class Solutions(NamedTuple):
    """Everything in ``solutions/``: the sources, and a hash of them all."""

    files: Mapping[str, str]
    content: str

    @classmethod
    def read(cls, folder: str) -> Solutions:
        """The Python files of a folder; a missing folder is empty."""
        files = {}
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if name.endswith(".py") and os.path.isfile(os.path.join(folder, name)):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as stream:
                    files[name] = stream.read()
        return cls(files, digest(*(piece for pair in files.items() for piece in pair)))
