"""Kind ``derivation``: a chain of formulas from a start to a goal, judged step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from grader.errors import NotationError, sentence
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.kinds.expression import unreadable
from grader.maths.chains import Link, chain
from grader.maths.comparison import Equality
from grader.maths.declaration import Length
from grader.maths.equivalence import Judge
from grader.maths.explaining import difference, leftover, misfit
from grader.maths.expression import Expression
from grader.maths.families import Asked, LeftOver, unbound
from grader.maths.formula_verdict import read_back
from grader.maths.grammar import DOCUMENTED
from grader.maths.normal_form import same_form
from grader.maths.operations import AskBack
from grader.maths.responses import Reader, SideError
from grader.maths.setting import SettingError, index_lengths, setting
from grader.maths.statements import Side
from grader.maths.tensor import ShapeError
from grader.maths.typesetting import shown
from grader.verdict import (
    ZERO,
    Check,
    Counterexample,
    Outcome,
    Place,
    Reason,
    Verdict,
    correct,
    incorrect,
    partial,
    undecided,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

MAX_LINKS = 60


class Key(NamedTuple):
    """What a chain is judged against."""

    reader: Reader
    start: Expression
    goal: Expression
    through: tuple[Expression, ...]
    over: Mapping[str, Length] = {}
    """Over what the free indices run."""


@dataclass(frozen=True, kw_only=True)
class Derivation(Kind):
    """A chain of formulas from a start to a goal."""

    kind: ClassVar[str] = "derivation"
    reads_back: ClassVar[bool] = True
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("derivation.step", "A line does not follow from the one before it.", "Put small numbers into both lines."),
        Reason("derivation.start", "The chain does not begin with what is given.", "Write down first what the part starts from."),
        Reason("derivation.goal", "The chain does not end with what was to be shown.", "Go on until the goal stands there, and stop."),
        Reason("derivation.steps", "Too few steps, or lines that only repeat others.", "Write down what happens between the lines."),
        Reason("derivation.through", "A form that was asked for on the way does not occur.", "See which form the part asks for."),
        Reason("derivation.shape", "Shapes do not fit in a line.", "Write the shape under every factor."),
        Reason("derivation.misread", "Wrong as it was read, right in another usual reading.", "A person looks at it; next time write brackets."),
        Reason("derivation.undecided", "It could not be decided whether a line follows.", "A person looks at it."),
        Reason("derivation.unreadable", "A line is no formula over the declared symbols.", "Look at the place that is marked."),
    )  # fmt: skip

    symbols: dict[str, str] = field(default_factory=dict)
    """The free symbols: ``z: vector(D)``, ``c: positive``."""
    where: dict[str, str] = field(default_factory=dict)
    """Symbols that depend on others."""
    also_written: dict[str, str] = field(default_factory=dict)
    """Other spellings."""
    assume: tuple[str, ...] = ()
    """What may be used besides, as in ``sum(i, y[i]) = 1``."""
    free: tuple[str, ...] = ()
    """The free indices of the formulas."""
    index_from: Literal[0, 1] = 1
    """The first value of an index."""
    start: str
    """What the chain begins with."""
    goal: str
    """What it ends with."""
    steps: int = 0
    """How many steps are wanted at least; a line in the form of an earlier one is none."""
    through: tuple[str, ...] = ()
    """Forms that must occur on the way."""

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """Formulas that cannot be read, a goal that does not equal the start."""
        try:
            key = self.key()
        except SettingError as error:
            yield BlockProblem(tuple(error.path), error.text, max(0, error.column - 1))
            return
        judge = self._judge(key, key.start)
        fault = judge.fault()
        if fault:
            yield BlockProblem(("start",), fault)
            return
        for path, one in (("goal", key.goal), *(("through", one) for one in key.through)):
            found = _compared(judge, one)
            if found is not Equality.EQUAL:
                yield BlockProblem((path,), f"{shown(one)} does not equal the start")
        if self.steps < 0:
            yield BlockProblem(("steps",), f"steps must be 0 or above, found {self.steps}")

    def read(self, raw: str) -> tuple[Link, ...] | Unreadable:
        """The chain of formulas, line by line."""
        reader = self._reader()
        try:
            links = chain(raw, reader)
            for link in links:
                self._refuse_strange(link, reader)
        except SideError as error:
            return unreadable(error)
        except NotationError as error:
            return Unreadable.because(error, raw.partition("\n")[0])
        if len(links) < 2:
            return Unreadable(("A chain of at least two formulas was expected, joined by = or one a line.",))
        if len(links) > MAX_LINKS:
            return Unreadable((f"More than {MAX_LINKS} formulas.",))
        return tuple(links)

    def _refuse_strange(self, link: Link, reader: Reader) -> None:
        strange = [letter for letter in unbound(link.expression, reader.setting) if letter not in self.free]
        if strange:
            text = f"the index {strange[0]} is neither free nor summed over here"
            raise SideError(NotationError(text, link.side.column), link.side)

    def _reader(self) -> Reader:
        made = setting(self.symbols, self.where, self.also_written, self.assume, self.index_from, self.free)
        return Reader(made, self.free)

    def key(self, returned: object = None) -> Key:
        """The start, the goal and the forms on the way."""
        reader = self._reader()

        def tree(text: str, *path: str | int) -> Expression:
            try:
                return reader.reading(Side(text, 1, 1)).expression
            except NotationError as error:
                raise SettingError(error, *path) from None

        through = tuple(tree(text, "through", n) for n, text in enumerate(self.through))
        start, goal = tree(self.start, "start"), tree(self.goal, "goal")
        over: dict[str, Length] = {}
        for one in (*through, goal, start):
            over |= index_lengths(one, reader.setting.shapes)
        return Key(reader, start, goal, through, over)

    def _judge(self, key: Key, one: Expression, given: Expression | None = None) -> Judge:
        made = key.reader.setting
        free = tuple(letter for letter in self.free if letter in unbound(one, made))
        asked = Asked(one, free or self.free, given, key.over)
        return Judge(made, asked, f"{self.symbols}{self.where}{self.start}")

    # Judging

    def judge(self, response: tuple[Link, ...], key: Key) -> Verdict:
        """Each formula against the one before it, the first against the start, the last against the goal."""
        links = list(response)
        read_in = [link.expression for link in links]
        if self._form(links[0].expression, key.goal, key) and self._form(
            links[-1].expression, key.start, key
        ):
            links.reverse()  # from the goal to the start is as good
        checks = self._ends(links, key, at_start=True)
        checks += [self._step(before, link, key) for before, link in pairwise(response)]
        if not checks or checks[0].verdict.reason != "derivation.start":
            checks += self._ends(links, key, at_start=False)
            checks += self._wanted(links, key)
        return read_back(_summed(checks), *read_in)

    def _form(self, a: Expression, b: Expression, key: Key) -> bool:
        arrays = frozenset(name for name, shape in key.reader.setting.shapes.items() if shape)
        return same_form(a, b, arrays)

    def _ends(self, links: list[Link], key: Key, *, at_start: bool) -> list[Check]:
        if at_start:
            link = links[0]
            if _compared(self._judge(key, key.start), link.expression) is Equality.EQUAL:
                return []
            text = f"The chain begins with {shown(link.expression)}, which is not what it starts from."
            return [Check("start", Fraction(1), _at(incorrect("derivation.start", text), link))]
        if self._form(links[-1].expression, key.goal, key):
            return []
        passed = any(self._form(link.expression, key.goal, key) for link in links[:-1])
        text = (
            "The chain goes on behind what was to be shown."
            if passed
            else "The chain stops before what was to be shown."
        )
        return [Check("goal", Fraction(1), _at(incorrect("derivation.goal", text), links[-1]))]

    def _wanted(self, links: list[Link], key: Key) -> list[Check]:
        checks = []
        forms: list[Expression] = []
        for link in links:
            if not any(self._form(link.expression, other, key) for other in forms):
                forms.append(link.expression)
        missing = self.steps - (len(forms) - 1)
        if missing > 0:
            text = f"At least {self.steps} steps are asked for; {len(forms) - 1} of these lines differ in form from the ones before."
            checks.append(Check("steps", Fraction(missing), incorrect("derivation.steps", text)))
        for n, one in enumerate(key.through, start=1):
            if not any(self._form(form, one, key) for form in forms):
                text = "A form that the part asks for on the way does not occur."
                checks.append(Check(f"form {n}", Fraction(1), incorrect("derivation.through", text)))
        return checks

    def _step(self, before: Link, link: Link, key: Key) -> Check:
        name = f"line {link.side.line}"
        return Check(name, Fraction(1), _at(self._follows(before, link, key), link))

    def _follows(self, before: Link, link: Link, key: Key) -> Verdict:
        given = link.condition or before.condition
        judge = self._judge(key, before.expression, given)
        if unbound(link.expression, key.reader.setting) and not unbound(
            before.expression, key.reader.setting
        ):
            judge = judge._replace(asked=judge.asked._replace(free=()))
        try:
            found = judge.compare(link.expression)
        except LeftOver as error:
            return incorrect("derivation.step", leftover(error, judge))
        except ShapeError as error:
            return incorrect("derivation.shape", misfit(error, judge, link.expression))
        except AskBack as error:
            return undecided(Outcome.UNREADABLE, "derivation.unreadable", sentence(error.text))
        if found.equality is Equality.EQUAL:
            return correct()._replace(detail=(found.evidence,))
        if self._otherwise(before, link, key, given):
            text = (
                f"{shown(link.expression)} does not follow as it was read; in another usual reading it does."
            )
            return undecided(
                Outcome.NEEDS_REVIEW,
                "derivation.misread",
                text,
                "A person looks at it. Brackets make it clear.",
            )
        if found.equality is Equality.UNDECIDED:
            return undecided(
                Outcome.NEEDS_REVIEW, "derivation.undecided", f"This could not be decided: {found.why}."
            )
        if found.why in ("shape", "row", "transposed"):
            return incorrect("derivation.shape", "The shape differs from that of the line before.")
        text = f"This does not equal the line before, {shown(before.expression)}."
        verdict = incorrect("derivation.step", text)
        if found.point is None:
            return verdict
        where, actual, previous = difference(found.point, judge, link.expression)
        lines = (
            f"at {', '.join(where)}" if where else "here",
            f"the line before is {previous}, this one {actual}",
        )
        return verdict._replace(counterexample=Counterexample("", lines, self.hidden))

    def _otherwise(self, before: Link, link: Link, key: Key, given: Expression | None) -> bool:
        """Whether the step is right in another usual reading of one of its sides."""
        for one, other in ((before, link), (link, before)):
            for doubt in sorted(one.doubts):
                try:
                    convention = DOCUMENTED._replace(**{doubt: False})
                    again = key.reader.reading(one.side, (), convention).expression
                except NotationError:
                    continue
                if _compared(self._judge(key, again, given), other.expression) is Equality.EQUAL:
                    return True
        return False


def _compared(judge: Judge, own: Expression) -> Equality:
    try:
        return judge.compare(own).equality
    except (LeftOver, ShapeError, AskBack):
        return Equality.DIFFERENT


def _at(verdict: Verdict, link: Link) -> Verdict:
    return verdict._replace(place=Place("", link.side.line, link.side.column))


def _summed(checks: list[Check]) -> Verdict:
    """The verdict over all steps; no right step earns nothing, whatever else is there."""
    lost = [check for check in checks if check.verdict.outcome is not Outcome.CORRECT]
    open_ones = [check for check in checks if check.verdict.score is None]
    total = sum((check.points for check in checks), ZERO)
    if open_ones:
        first = open_ones[0].verdict
        found = undecided(first.outcome, first.reason, *first.feedback)
    elif not lost:
        found = correct()
    else:
        right = sum((check.points for check in checks if check.verdict.outcome is Outcome.CORRECT), ZERO)
        began = lost[0].verdict.reason != "derivation.start"
        first = lost[0].verdict
        where = (
            f"{lost[0].name[:1].upper()}{lost[0].name[1:]}: {first.feedback[0]}"
            if first.place
            else first.feedback[0]
        )
        found = partial(right / total if began else ZERO, first.reason, where, *first.feedback[1:])
    return found._replace(checks=tuple(checks))
