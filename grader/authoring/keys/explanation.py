"""Prose has no key: its examples alone can be tried."""

from __future__ import annotations

from grader.authoring.keys.base import TextKey
from grader.kinds.explanation import Explanation


class ExplanationKey(TextKey[Explanation]):
    """Prose, which a person marks."""
