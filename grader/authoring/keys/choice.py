"""Options in other spellings, one more or less, and all at once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.authoring.attempts import Attempt, Mutant
from grader.authoring.keys.base import TextKey
from grader.kinds.base import Unreadable
from grader.kinds.choice import Choice, Option
from grader.verdict import ZERO


class ChoiceKey(TextKey[Choice]):
    """One option, or several."""

    stands_alone = False

    @property
    def right(self) -> list[str]:
        """The right options in the order of the part."""
        return [name for name in self.block.options if name in self.block.right]

    def reference(self) -> Iterator[Attempt]:
        """The short names."""
        yield Attempt(", ".join(self.right), "as it is written")

    def rewrites(self) -> Iterator[Attempt]:
        """Another order, another case, brackets, words between, boxes."""
        right = self.right
        yield Attempt(", ".join(reversed(right)), "in another order")
        yield Attempt(", ".join(right).swapcase(), "in the other case")
        yield Attempt(", ".join(f"({name})" for name in right), "in brackets")
        yield Attempt(" and ".join(right), "joined by and")
        yield Attempt("\n".join(f"- {name}" for name in right), "as a list")
        boxes = [f"- [{'x' if name in right else ' '}] {name}" for name in self.block.options]
        yield Attempt("\n".join(boxes), "as ticked boxes")
        if len(right) == 1:
            option = self.block.options[right[0]]
            yield Attempt(option.text if isinstance(option, Option) else option, "as its text")

    def mutants(self) -> Iterator[Mutant]:
        """One option more, one less, one taken for another."""
        right = self.right
        others = [name for name in self.block.options if name not in right]
        chosen = [("an option too many", [*right, other]) for other in others]
        if len(right) > 1:
            chosen += [("an option left out", [each for each in right if each != name]) for name in right]
        chosen += [
            ("an option taken for another", [*(each for each in right if each != name), other])
            for name in right
            for other in others
        ]
        for about, names in chosen:
            yield Mutant(", ".join(names), about, ", ".join(right), ", ".join(names))

    def junk(self) -> Iterator[Attempt]:
        """Everything at once."""
        yield Attempt(", ".join(self.block.options), "every option")
        boxes = "\n".join(f"- [x] {name}" for name in self.block.options)
        yield Attempt(boxes, "every box ticked")

    def deserved(self, junk: str) -> Fraction:
        """What an option is worth whose name or text happens to be junk."""
        chosen = self.block.read(junk)
        if isinstance(chosen, Unreadable) or not chosen <= self.block.right:
            return ZERO
        if len(chosen) == len(self.block.options):
            return ZERO  # whoever takes everything chooses nothing
        return Fraction(len(chosen), len(self.right))

    def caught(self) -> Iterator[tuple[str, Attempt, str]]:
        """Each option with a misconception, chosen alone."""
        for name, option in self.block.options.items():
            if isinstance(option, Option) and option.misconception:
                yield option.misconception, Attempt(name, f"option {name}"), option.feedback
