"""One formula against its keys, as a verdict: right, right in another reading, or wrong and how."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from grader.errors import GraderError, NotationError, sentence
from grader.maths.expressions.expression import Expression, Transposed
from grader.maths.expressions.latex_typesetting import latex
from grader.maths.expressions.typesetting import shown
from grader.maths.formulas.comparison import Comparison, Equality
from grader.maths.formulas.equivalence import Judge
from grader.maths.formulas.explaining import difference, leftover, misfit
from grader.maths.formulas.families import LeftOver, unbound
from grader.maths.formulas.mistakes import diagnose
from grader.maths.formulas.responses import Labelled, Reader
from grader.maths.formulas.statements import Side
from grader.maths.reading.grammar import DOCUMENTED
from grader.maths.values.operations import AskBack
from grader.maths.values.tensor import ShapeError
from grader.verdict import Counterexample, Outcome, Verdict, correct, incorrect, partial, undecided

TURNED = "This is the transpose of the expected array; the layout is your choice as long as it is the same everywhere."
AS_ARRAY = "compared as an array"
ELSEWHERE_EQUAL = (
    "Your form has no value at special points where the expected one has; everywhere else they are equal."
)


class Idea(NamedTuple):
    """A wrong formula with the idea behind it: what is said about it, and what it earns."""

    formula: str
    feedback: str
    credit: Fraction


class FormulaVerdict(NamedTuple):
    """How formulas of a part are judged."""

    prefix: str
    """The kind, with which reasons begin."""
    reader: Reader
    judges: tuple[Judge, ...]
    """The answer, and further formulas that are right."""
    ideas: Mapping[str, Idea] = {}
    credit: Mapping[str, Fraction] = {}
    gradients: bool = False
    """Whether transposed arrays are right."""
    layout: bool = False
    """Whether the layout is prescribed."""
    hidden: bool = False

    def chain(self, labelled: Labelled) -> Verdict:
        """The verdict on ``a = b = c``: every side must equal the key."""
        sides, letters = labelled.sides, labelled.letters
        readings = [self.reader.reading(side, letters) for side in sides]
        read_in = [reading.expression for reading in readings]
        expected = shown(self.judges[0].asked.key)
        remarks: list[str] = []
        detail: list[str] = []
        for n, (side, reading) in enumerate(zip(sides, readings, strict=True)):
            verdict = self.side(reading.expression, letters)
            if verdict.outcome is Outcome.INCORRECT and self.otherwise(side, reading.doubts, letters):
                verdict = misread(f"{self.prefix}.misread", shown(reading.expression))
            if labelled.turned and self.side(reading.expression, (), diagnosed=False).score != verdict.score:
                verdict = undecided(Outcome.NEEDS_REVIEW, f"{self.prefix}.misread", TURNED_LABEL)
            if labelled.reassigned and verdict.outcome is Outcome.CORRECT:
                verdict = undecided(Outcome.NEEDS_REVIEW, f"{self.prefix}.misread", REASSIGNED)
            if verdict.outcome is not Outcome.CORRECT:
                if len(sides) > 1:
                    which = shown(reading.expression) if n else "the first side"
                    verdict = verdict._replace(feedback=(*verdict.feedback, f"This is about {which}."))
                return read_back(verdict._replace(expected=expected), *read_in)
            remarks += verdict.remarks
            detail += verdict.detail
        right = correct(*dict.fromkeys(remarks), expected=expected)
        return read_back(right._replace(detail=tuple(dict.fromkeys(detail))), *read_in)

    def otherwise(self, side: Side, doubts: frozenset[str], letters: tuple[str, ...]) -> bool:
        """Whether a formula is right in another usual reading."""
        for convention in DOCUMENTED.others(doubts):
            try:
                other = self.reader.reading(side, letters, convention).expression
            except NotationError:
                continue
            if self.side(other, letters, diagnosed=False).outcome is Outcome.CORRECT:
                return True
        return False

    def side(self, own: Expression, letters: tuple[str, ...], *, diagnosed: bool = True) -> Verdict:
        """One formula: right if it equals one of the keys."""
        first: Verdict | None = None
        for judge in self.judges:
            verdict = self._against(judge, own, letters, diagnosed=diagnosed and first is None)
            if verdict.outcome is Outcome.CORRECT:
                return verdict
            first = first or verdict
        assert first is not None
        return first

    def _against(
        self, judge: Judge, own: Expression, letters: tuple[str, ...], *, diagnosed: bool
    ) -> Verdict:
        unreadable = f"{self.prefix}.unreadable"
        try:
            found = judge.compare(own, letters)
        except LeftOver as error:
            if _timed(own, judge):
                return undecided(Outcome.UNREADABLE, unreadable, TIMED)
            if error.missing:
                return self.lost("missing_sum", leftover(error, judge))
            return undecided(Outcome.UNREADABLE, unreadable, leftover(error, judge))
        except ShapeError as error:
            if _timed(own, judge):
                return undecided(Outcome.UNREADABLE, unreadable, TIMED)
            return self.lost("shape", misfit(error, judge, own))
        except AskBack as error:
            return undecided(Outcome.UNREADABLE, unreadable, sentence(error.text))
        if found.equality is Equality.EQUAL:
            remark = ELSEWHERE_EQUAL if found.why == "special" else ""
            return correct(remark)._replace(detail=(found.evidence, *((AS_ARRAY,) if found.array else ())))
        if found.equality is Equality.UNDECIDED:
            text = f"This could not be decided: {found.why}."
            return undecided(Outcome.NEEDS_REVIEW, f"{self.prefix}.undecided", text)
        if found.why == "nowhere":
            return undecided(
                Outcome.UNREADABLE, unreadable, "This has no value at all, whatever the symbols are."
            )
        if found.why in ("row", "transposed"):
            return self._turned(judge, found)
        if self.gradients and not self.layout and found.array and self._turns(judge, own, letters):
            return correct(TURNED)
        if not diagnosed:
            return incorrect(f"{self.prefix}.value")
        verdict = self._explained(judge, own, letters, found)
        if found.point is None:
            return verdict
        where, actual, expected = difference(found.point, judge, own)
        lines = (f"at {', '.join(where)}" if where else "here", f"yours is {actual}")
        example = Counterexample("", lines, self.hidden, f"expected is {expected}")
        return verdict._replace(counterexample=example)

    def _turns(self, judge: Judge, own: Expression, letters: tuple[str, ...]) -> bool:
        """Whether the transpose is right, which shapes do not show where a matrix is square."""
        try:
            return judge.compare(Transposed(own), letters).equality is Equality.EQUAL
        except GraderError:
            return False

    def _turned(self, judge: Judge, found: Comparison) -> Verdict:
        if found.why == "row" and judge.asked.free and not self.gradients:
            return correct()
        if self.layout:
            return self.lost(
                "layout", "The entries are right, but the layout is not the one that is asked for."
            )
        if self.gradients:
            return correct(TURNED)
        return self.lost("transposed", "The entries are right, but rows and columns are exchanged.")

    def _explained(
        self, judge: Judge, own: Expression, letters: tuple[str, ...], found: Comparison
    ) -> Verdict:
        for name, idea in self.ideas.items():
            if self._fits(judge, own, letters, idea.formula):
                verdict = incorrect(f"{self.prefix}.misconception", idea.feedback)
                return _worth(verdict, idea.credit)._replace(detail=(f"misconception {name}",))
        if found.why == "domain":
            return self.lost("domain", "This has no value where the expected formula has one.")
        if found.why == "shape":
            return self.lost("shape", "The answer has another shape than the one that is asked for.")
        mistake = diagnose(judge, own, letters)
        if mistake is not None:
            return self.lost(mistake.slug, mistake.text)
        return self.lost("value", "This is not equal to the expected formula.")

    def _fits(self, judge: Judge, own: Expression, letters: tuple[str, ...], formula: str) -> bool:
        try:
            wrong = self.reader.reading(Side(formula, 1, 1)).expression
            free = judge.asked.free if unbound(wrong, judge.setting) else ()
            over = dict(zip(judge.asked.free, judge.shape(), strict=False))
            other = judge._replace(asked=judge.asked._replace(key=wrong, free=free, over=over), memory=None)
            return other.compare(own, letters).equality is Equality.EQUAL
        except GraderError:
            return False

    def lost(self, slug: str, *feedback: str) -> Verdict:
        """A verdict on a named mistake, with the credit that it has."""
        return _worth(incorrect(f"{self.prefix}.{slug}", *feedback), self.credit.get(slug, Fraction(0)))


TIMED = "t below a name is read as an index here: write the present value without it, as in θ - η g."


def _timed(own: Expression, judge: Judge) -> bool:
    """Whether a step in time may be meant where an index was read, as in θ_t."""
    return "t" in unbound(own, judge.setting) and "t" not in judge.asked.free


def _worth(verdict: Verdict, credit: Fraction) -> Verdict:
    return partial(credit, verdict.reason, *verdict.feedback) if credit else verdict


TURNED_LABEL = "On the left the indices stand in another order than in the question, and it depends on them whether this is right."


REASSIGNED = "As an equation this is not true, as an assignment it may be meant: write := for it, or the formula alone."


def read_back(verdict: Verdict, *sides: Expression) -> Verdict:
    """A verdict with how the sides of an equation were read, in both typesettings."""
    return verdict._replace(read_as=" = ".join(map(shown, sides)), latex=" = ".join(map(latex, sides)))


def misread(reason: str, read_as: str) -> Verdict:
    """The verdict on a formula that is right in another usual reading only."""
    return undecided(
        Outcome.NEEDS_REVIEW,
        reason,
        f"As it stands this was read as {read_as}, which is not right; in another usual reading it is.",
        "A person looks at it. Brackets make it clear.",
    )
