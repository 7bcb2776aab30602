"""Whether one line of a derivation follows from another, and what is said if it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.errors import GraderError, NotationError, sentence
from grader.maths.derivations.chains import Link
from grader.maths.derivations.goals import line_form
from grader.maths.derivations.ranges import with_ranges
from grader.maths.expressions.expression import Expression, names
from grader.maths.expressions.rewriting import inlined
from grader.maths.expressions.typesetting import shown
from grader.maths.formulas.comparison import Equality
from grader.maths.formulas.equivalence import Judge
from grader.maths.formulas.explaining import difference, leftover, misfit
from grader.maths.formulas.families import Asked, LeftOver, unbound
from grader.maths.formulas.normal_form import Form
from grader.maths.formulas.responses import Reader
from grader.maths.reading.grammar import DOCUMENTED
from grader.maths.values.declaration import Length
from grader.maths.values.operations import AskBack
from grader.maths.values.setting import Dependent
from grader.maths.values.shapes import shape_of
from grader.maths.values.tensor import ShapeError
from grader.verdict import Counterexample, Outcome, Verdict, correct, incorrect, undecided


class Follower(NamedTuple):
    """Judges steps over the symbols of a part; ``over`` and ``ranges`` say what indices run over."""

    reader: Reader
    over: Mapping[str, Length]
    seed: str
    hidden: bool = False
    ranges: Mapping[str, Length] = {}
    own: tuple[Dependent, ...] = ()
    """Names that the answer defines."""

    def written_out(self, expression: Expression) -> Expression:
        """A formula without the names that the answer defines."""
        for one in reversed(self.own):
            expression = inlined(expression, {one.name: (one.indices, one.meaning)})
        return expression

    def form(self, link: Link) -> Form:
        """The form of a line without the answer's own names: one for what stands there already makes no step."""
        return line_form(self.written_out(link.expression), self.reader.setting)

    def judge(
        self, one: Expression, other: Expression | None = None, given: Expression | None = None
    ) -> Judge:
        """What compares formulas with one, over the free indices that occur."""
        made = self.reader.setting
        used = {letter for each in (one, other, given) if each is not None for letter in unbound(each, made)}
        free = tuple(letter for letter in self.reader.free if letter in used)
        if given is None and not unbound(one, made) and self._is_array(one):
            free = ()
        return Judge(made, Asked(one, free, given, self.over), self.seed)

    def over_letters(self, letters: tuple[str, ...]) -> Follower:
        """The same with other free indices."""
        return self._replace(reader=self.reader._replace(free=letters))

    def _fits(self, one: Expression) -> bool:
        """Whether the shapes inside a formula fit."""
        try:
            shape_of(one, self.reader.setting.shapes)
        except GraderError:
            return False
        return True

    def _is_array(self, one: Expression) -> bool:
        try:
            return bool(shape_of(one, self.reader.setting.shapes))
        except GraderError:
            return False

    def equal(self, one: Expression, other: Expression, given: Expression | None = None) -> bool:
        """Whether two formulas are certainly equal."""
        one, other = self._ranged(one), self._ranged(other)
        judge = self.judge(one, other, given)
        try:
            return judge.compare(other).equality is Equality.EQUAL and not (given and judge.fault())
        except (LeftOver, ShapeError, AskBack):
            return False

    def verdict(self, before: Link, link: Link, given: Expression | None = None) -> Verdict:
        """On the step from one formula to another, for the index values that meet what is given."""
        one, other = self._ranged(before.expression), self._ranged(link.expression)
        judge = self.judge(one, other, given)
        try:
            found = judge.compare(other)
        except LeftOver as error:
            return incorrect("derivation.step", leftover(error, judge))
        except ShapeError as error:
            if self._fits(other) and not self._fits(one):
                text = "The shapes of the line before do not fit, so that nothing follows from it."
                return incorrect("derivation.shape", text)
            return incorrect("derivation.shape", misfit(error, judge, other))
        except AskBack as error:
            return undecided(Outcome.UNREADABLE, "derivation.unreadable", sentence(error.text))
        if found.equality is Equality.EQUAL:
            if given is not None and judge.fault():
                return _open(f"no index values that were tried meet {shown(given)}")
            return correct()._replace(detail=(found.evidence,))
        if self.otherwise(before, link, given):
            return misread(link.expression)
        if found.equality is Equality.UNDECIDED:
            if not found.points and not _symbols(one) and judge.fault():
                return incorrect(
                    "derivation.step", "The line before has no value, so that nothing follows from it."
                )
            return _open(found.why)
        if found.why == "nowhere" and _symbols(other):
            text = "This has no value at all, whatever the symbols are."
            return undecided(Outcome.UNREADABLE, "derivation.unreadable", text)
        if found.why in ("shape", "row", "transposed"):
            return incorrect("derivation.shape", "The shape differs from that of the line before.")
        if (letters := unbound(other, judge.setting)) and not unbound(one, judge.setting):
            verdict = incorrect("derivation.step", leftover(LeftOver(letters, missing=True), judge))
        elif given is None:
            verdict = incorrect(
                "derivation.step", f"This does not equal the line before, {shown(before.expression)}."
            )
        else:
            verdict = incorrect(
                "derivation.step", f"Where {shown(given)}, this does not equal {shown(before.expression)}."
            )
        if found.point is None:
            return verdict
        where, actual, previous = difference(found.point, judge, other)
        lines = (
            f"at {', '.join(where)}" if where else "here",
            f"the line before is {previous}, this one {actual}",
        )
        return verdict._replace(counterexample=Counterexample("", lines, self.hidden))

    def otherwise(self, before: Link, link: Link, given: Expression | None = None) -> bool:
        """Whether the step is right in another usual reading of one of its sides."""
        if any(self.equal(again, link.expression, given) for again in self.readings(before)):
            return True
        return any(self.equal(before.expression, again, given) for again in self.readings(link))

    def readings(self, link: Link) -> Iterator[Expression]:
        """Other usual readings of a formula."""
        for convention in DOCUMENTED.others(link.doubts):
            try:
                yield self.reader.reading(link.side, (), convention).expression
            except NotationError:
                continue

    def _ranged(self, expression: Expression) -> Expression:
        return with_ranges(expression, self.ranges, self.reader.setting)


def _symbols(expression: Expression) -> bool:
    """Whether a formula is more than numbers, of which 1/0 has no value for certain."""
    return bool(names(expression))


def misread(expression: Expression) -> Verdict:
    """The verdict on a line that follows in another usual reading only."""
    text = f"{shown(expression)} does not follow as it was read; in another usual reading it does."
    return undecided(
        Outcome.NEEDS_REVIEW, "derivation.misread", text, "A person looks at it. Brackets make it clear."
    )


def _open(why: str) -> Verdict:
    return undecided(Outcome.NEEDS_REVIEW, "derivation.undecided", f"This could not be decided: {why}.")
