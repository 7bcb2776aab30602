"""A derivation of the author's, line by line with one mistake, cut short, or never begun."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial

from grader.authoring.attempts import Attempt, Mutant
from grader.authoring.formulas.values import same_formula
from grader.authoring.keys.base import TextKey
from grader.kinds.base import Unreadable
from grader.kinds.derivation import Derivation, Key
from grader.maths.derivations.chains import Link
from grader.maths.derivations.following import Follower
from grader.maths.derivations.ranges import known_ranges
from grader.maths.expressions.expression import Derivative, Expression, walk
from grader.maths.expressions.planting import planted
from grader.maths.expressions.typesetting import shown

MISTAKES_A_LINE = 2
"""Judging a derivation takes long, so that few are planted: one of the whole line, and one inside."""

MOST_LINES = 8


class DerivationKey(TextKey[Derivation]):
    """A start, a goal, and what the author shows as right between them."""

    stands_alone = False

    key: Key

    def reference(self) -> Iterator[Attempt]:
        """The start is the goal, where no step is asked for between them."""
        if not self.block.steps and not self.block.through:
            yield Attempt(f"{self.block.start}\n= {self.block.goal}", "the start and the goal")

    def unwritten(self) -> str:
        """The steps between start and goal are the author's to show."""
        if self.shown_right:
            return ""
        return "no derivation of known outcome: nothing shows that what is asked can be done"

    @property
    def shown_right(self) -> tuple[str, ...]:
        """Derivations that are right."""
        short = f"{self.block.start}\n= {self.block.goal}"
        return self.block.examples.correct or (() if self.block.steps or self.block.through else (short,))

    def rewrites(self) -> Iterator[Attempt]:
        """The author's derivation as the program shows it."""
        for text in self.shown_right[:1]:
            read = self.block.read(text)
            if not isinstance(read, Unreadable) and not any(
                each.condition or each.whole for each in read.links
            ):
                lines = [shown(link.expression) for link in read.links]
                yield Attempt("\n= ".join(lines), "the derivation as the program shows it")

    @cached_property
    def _follower(self) -> Follower:
        formulas = (self.key.start, self.key.goal, *self.key.through)
        ranges = known_ranges(formulas, self.key.reader.setting)
        return Follower(self.key.reader, self.key.over, "the proof of an exercise", ranges=ranges)

    def mutants(self) -> Iterator[Mutant]:
        """A mistake in each line, the last line left out, and another goal."""
        for text in self.shown_right[:1]:
            read = self.block.read(text)
            if isinstance(read, Unreadable):
                return
            links = read.links
            yield from self._in_lines(text, links)
            last = links[-1].side
            cut = "\n".join(text.split("\n")[: last.line - 1])
            if len(links) > 2 and links[-2].side.line < last.line and cut.strip():
                yield Mutant(cut, "the last line left out", last.text.strip(), "(left out)")

    def _in_lines(self, text: str, links: tuple[Link, ...]) -> Iterator[Mutant]:
        begun = links[1:] if _derives(links[0].expression) else links
        for link in begun[:MOST_LINES]:
            letters = self.block.free
            changes = [*planted(link.expression, letters)]
            inside = [
                each
                for each in changes
                if each[0] in ("the sign of a term", "a term is missing", "a factor is missing")
            ]
            for about, other in [changes[0], *inside][:MISTAKES_A_LINE]:
                wrong = _replaced(text, link, shown(other))
                if wrong:
                    yield Mutant(
                        wrong,
                        about,
                        link.side.text.strip(),
                        shown(other),
                        partial(self._same, link.expression, other),
                    )

    def _same(self, line: Expression, other: Expression) -> bool:
        return same_formula(self._follower.judge(line, other), other)

    def junk(self) -> Iterator[Attempt]:
        """Nothing but the start, nothing but the goal."""
        start, goal = self.block.start, self.block.goal
        yield Attempt("\n= ".join([start] * 4), "the start, repeated")
        yield Attempt("\n= ".join([goal] * 4), "the goal, repeated")
        yield Attempt(f"{goal}\n= {goal}", "the goal twice")
        yield Attempt(f"{start}\n= {start}", "the start twice")
        yield Attempt("0 = 0", "0 = 0")


def _derives(expression: Expression) -> bool:
    return isinstance(expression, Derivative) or any(
        isinstance(node, Derivative) for node in walk(expression)
    )


def _replaced(text: str, link: Link, new: str) -> str:
    """The answer with one side in other words; empty where the side does not stand in it as it was read."""
    lines = text.split("\n")
    side = link.side
    line, start = lines[side.line - 1], side.column - 1
    old = side.text
    if line[start : start + len(old)] != old:
        return ""
    lines[side.line - 1] = f"{line[:start]} {new} {line[start + len(old) :]}"
    return "\n".join(lines)
