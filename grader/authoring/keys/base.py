"""What the key of a text part can be turned into: spellings, rewritings, mistakes, and answers of no content."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from importlib import import_module
from typing import Any, ClassVar, Generic, TypeVar

from grader.authoring.attempts import Attempt, Mutant
from grader.kinds.base import Kind
from grader.verdict import ZERO

B = TypeVar("B", bound=Kind)


class TextKey(Generic[B]):
    """A part's key as a source of answers whose outcome is known; a kind says what it can."""

    stands_alone: ClassVar[bool] = True
    """Whether the key is the author's word alone: the program does not work it out, and it is no option that can be read."""

    def __init__(self, block: B, prompt: str = "") -> None:
        self.block = block
        self.prompt = prompt
        """Everything that students read about the part."""

    @cached_property
    def key(self) -> Any:
        """What responses are judged against."""
        return self.block.key()

    @cached_property
    def mild(self) -> B:
        """The block without what it asks besides a right answer: mistakes must be seen by their values."""
        return self.block

    def reference(self) -> Iterator[Attempt]:
        """The key as its author wrote it, and as the program shows it."""
        yield from ()

    def unwritten(self) -> str:
        """Why the key cannot be written down as an answer; empty if it can, or a person marks."""
        return ""

    def rewrites(self) -> Iterator[Attempt]:
        """The key in other words that mean the same."""
        yield from ()

    def mutants(self) -> Iterator[Mutant]:
        """The key with one mistake each; none that has the value of the key where that is cheap to tell."""
        yield from ()

    def junk(self) -> Iterator[Attempt]:
        """Answers of no content, beside those that are none for any kind."""
        yield from ()

    def filled(self, junk: str) -> str:
        """An answer that says nothing but ``junk``, wherever it is asked."""
        return junk

    def deserved(self, junk: str) -> Fraction:
        """What an answer full of ``junk`` really is worth, as where the key is 1 and the junk too."""
        return ZERO

    def caught(self) -> Iterator[tuple[str, Attempt, str]]:
        """Of each misconception its name, the answer of who has it, and what that student must read."""
        yield from ()

    def notes(self) -> Iterator[str]:
        """What the author should know, though nothing is wrong."""
        yield from ()


def text_key(block: Kind, prompt: str = "") -> TextKey[Any]:
    """The key of a part, by its kind; ``prompt`` is what all parts of its exercise share."""
    module = import_module(f"grader.authoring.keys.{block.kind}")
    found: TextKey[Any] = getattr(module, f"{block.kind.capitalize()}Key")(block, f"{prompt}\n{block.prompt}")
    return found
