"""How the blocks of an exercise file are validated; a dataclass that is one names this as its configuration."""

from __future__ import annotations

STRICT = {"strict": True, "extra": "forbid", "use_attribute_docstrings": True}
"""No unknown keys and no conversion of types; docstrings of fields become descriptions in the schema."""
