"""How the blocks of an exercise file are validated; a dataclass that is one names this as its configuration."""

from __future__ import annotations

from typing import Any

STRICT: Any = {"strict": True, "extra": "forbid", "use_attribute_docstrings": True}
"""No unknown keys and no conversion of types; docstrings of fields become descriptions in the schema."""


def _without_underscore(name: str) -> str:
    return name.removesuffix("_")


ALIASED: Any = {**STRICT, "alias_generator": _without_underscore}
"""The same for a block with a key that is a word of Python: the field ``from_`` is the key ``from``."""
