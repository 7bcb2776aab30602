"""Kind ``derivation``: a chain of formulas from a start to a goal, judged step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from grader.errors import NotationError
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.kinds.expression import unreadable
from grader.maths.derivations.chains import Link, chain, introduced, lines_of
from grader.maths.derivations.following import Follower
from grader.maths.derivations.goals import Goal, has_form, line_form
from grader.maths.derivations.ranges import known_ranges
from grader.maths.derivations.struck import Struck, unfounded, with_numbers
from grader.maths.derivations.walking import Walk, definitions, placed
from grader.maths.expressions.expression import Derivative, Expression
from grader.maths.expressions.typesetting import pretty, shown
from grader.maths.formulas.families import unbound
from grader.maths.formulas.formula_verdict import read_back
from grader.maths.formulas.responses import Reader, SideError
from grader.maths.formulas.statements import Side
from grader.maths.formulas.system_verdict import settled
from grader.maths.values.declaration import Length
from grader.maths.values.setting import SettingError, index_lengths, setting
from grader.verdict import (
    ZERO,
    Check,
    Outcome,
    Reason,
    Verdict,
    incorrect,
    partial,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

MAX_LINKS = 60
MAX_CASES = 6


class Response(NamedTuple):
    """The formulas of a chain, and what was struck out in it for numbers."""

    links: tuple[Link, ...]
    reader: Reader
    """It knows the names that the answer defines."""
    struck: tuple[Struck, ...] = ()


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
        Reason("derivation.case", "Lines hold for some index values only, and the others are not shown.", "Show the other case, too."),
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
        follower = self._follower(key)
        fault = follower.judge(key.start).fault()
        if fault:
            yield BlockProblem(("start",), fault)
            return
        for path, one in (("goal", key.goal), *(("through", one) for one in key.through)):
            if not follower.equal(key.start, one):
                yield BlockProblem((path,), f"{shown(one)} does not equal the start")
        if self.steps < 0:
            yield BlockProblem(("steps",), f"steps must be 0 or above, found {self.steps}")

    def read(self, raw: str) -> Response | Unreadable:
        """The chain of formulas, line by line."""
        reader = self._reader()
        text, struck = with_numbers(raw)
        try:
            links, reader = chain(text, reader)
            for line in lines_of(links):
                bound = introduced(line, reader.setting) or self._differentiated(line, reader)
                for link in line:
                    self._refuse_strange(link, reader, bound)
        except SideError as error:
            return unreadable(error)
        except NotationError as error:
            return Unreadable.because(error, raw.partition("\n")[0])
        if len(links) < 2:
            return Unreadable(("A chain of at least two formulas was expected, joined by = or one a line.",))
        if len({link.condition for link in links if link.condition is not None}) > MAX_CASES:
            return Unreadable((f"More than {MAX_CASES} cases.",))
        if len(links) > MAX_LINKS:
            return Unreadable((f"More than {MAX_LINKS} formulas.",))
        return Response(tuple(links), reader, struck)

    def _differentiated(self, line: list[Link], reader: Reader) -> tuple[str, ...]:
        """The index letters of a derivative that another equation begins with: ``∂P_j/∂h_i = ...`` on the way."""
        first = line[0].expression
        if len(line) < 2 or not isinstance(first, Derivative):
            return ()
        return tuple(unbound(first, reader.setting))

    def _refuse_strange(self, link: Link, reader: Reader, bound: tuple[str, ...]) -> None:
        known = {*self.free, *bound}
        strange = [letter for letter in unbound(link.expression, reader.setting) if letter not in known]
        if strange:
            text = f"the index {pretty(strange[0])} is neither free nor summed over here"
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

    def _follower(self, key: Key, response: Response | None = None) -> Follower:
        """What judges steps; with the names that a response defines."""
        links, reader = (response.links, response.reader) if response else ((), key.reader)
        formulas = (key.start, key.goal, *key.through, *(link.expression for link in links))
        ranges = known_ranges(formulas, reader.setting)
        seed = f"{self.symbols}{self.where}{self.start}"
        given = key.reader.setting.dependent
        own = tuple(one for name, one in reader.setting.dependent.items() if name not in given)
        return Follower(reader, key.over, seed, self.hidden, ranges, own)

    # Judging

    def judge(self, response: Response, key: Key) -> Verdict:
        """Each formula against the one before it, the first against the start, the last against the goal."""
        follower = self._follower(key, response)
        key = key._replace(reader=response.reader)
        given = Link(Side(self.start, 1, 1), key.start)
        checks, links = definitions([*response.links], given, follower)
        goal = Goal(key.goal, key.reader.setting, self.free)
        backwards = _runs_backwards(links, goal, Goal(key.start, goal.setting, self.free))
        restricted = links[0].condition is not None or links[0].whole is not None
        if restricted and not backwards and not follower.equal(key.start, links[0].expression):
            walk = Walk(follower, given).along(links)
            walked = walk.links
        else:
            walk = Walk(follower, links[0]).along(links[1:])
            walked = [links[0], *walk.links]
            checks = [*_begins(walked[-1 if backwards else 0], given, follower), *checks]
        if not backwards:
            checks = [*_shows_nothing(walked[0], given, goal), *checks]
        checks += walk.checks
        if not checks or checks[0].verdict.reason != "derivation.start":
            checks += self._ends(walked[::-1] if backwards else walked, goal, follower)
            checks += self._wanted(walked, key, follower)
        checks = checks or self._stands_still(walked[-1], key)
        remarks = dict.fromkeys(f"{link.sign} was read as =." for link in response.links if link.sign)
        remarks |= dict.fromkeys(unfounded(response.struck, follower))
        verdict = _summed(checks)._replace(remarks=tuple(remarks))
        read_as = [*response.links[: -len(walked)], *walked]
        return read_back(verdict, *(link.expression for link in read_as))

    def _ends(self, links: list[Link], goal: Goal, follower: Follower) -> list[Check]:
        if goal.met_by(follower.written_out(links[-1].expression)):
            return []
        passed = any(goal.met_by(link.expression) for link in links[:-1])
        text = (
            "The chain goes on behind what was to be shown."
            if passed
            else "The chain stops before what was to be shown."
        )
        return [Check("goal", Fraction(1), placed(incorrect("derivation.goal", text), links[-1]))]

    def _stands_still(self, last: Link, key: Key) -> list[Check]:
        """On a chain that meets its goal without a step, unless the start has the very form of the goal."""
        made = key.reader.setting
        if line_form(key.start, made) == line_form(key.goal, made):
            return []
        text = "No line is a step: all have the form of the first one."
        return [Check("steps", Fraction(1), placed(incorrect("derivation.steps", text), last))]

    def _wanted(self, links: list[Link], key: Key, follower: Follower) -> list[Check]:
        checks = []
        forms = {follower.form(link) for link in links}
        missing = self.steps - (len(forms) - 1)
        if missing > 0:
            text = f"At least {self.steps} steps are asked for; {len(forms) - 1} of these lines differ in form from the ones before."
            checks.append(Check("steps", Fraction(missing), incorrect("derivation.steps", text)))
        for n, one in enumerate(key.through, start=1):
            if not any(has_form(link.expression, one, key.reader.setting) for link in links):
                text = "A form that the part asks for on the way does not occur."
                checks.append(Check(f"form {n}", Fraction(1), incorrect("derivation.through", text)))
        return checks


def _runs_backwards(links: list[Link], goal: Goal, start: Goal) -> bool:
    """Whether a chain runs from the goal to the start."""
    first, last = links[0].expression, links[-1].expression
    if line_form(first, goal.setting) == line_form(last, goal.setting):
        return False
    return goal.met_by(first) and start.met_by(last)


def _shows_nothing(first: Link, given: Link, goal: Goal) -> list[Check]:
    """On a chain that begins with its goal."""
    form = line_form(first.expression, goal.setting)
    if form == line_form(given.expression, goal.setting) or not goal.met_by(first.expression):
        return []
    if goal.met_by(given.expression) and form != line_form(goal.expression, goal.setting):
        return []  # start and goal are two ways to write one formula, and this is a third
    text = "The chain begins with what was to be shown, and not with what is given."
    return [Check("start", Fraction(1), placed(incorrect("derivation.start", text), first))]


def _begins(first: Link, given: Link, follower: Follower) -> list[Check]:
    """On a chain that begins with something that does not equal what is given."""
    verdict = follower.verdict(given, first)
    if verdict.outcome is Outcome.CORRECT:
        return []
    if verdict.score is None:
        return [Check("start", Fraction(1), placed(verdict, first))]
    text = f"The chain begins with {shown(first.expression)}, which is not what it starts from."
    return [Check("start", Fraction(1), placed(incorrect("derivation.start", text), first))]


def _summed(checks: list[Check]) -> Verdict:
    """The verdict over all steps; no right step earns nothing, whatever else is there."""
    lost = [check for check in checks if check.verdict.outcome is not Outcome.CORRECT]
    total = sum((check.points for check in checks), ZERO)
    found = settled(checks)
    if found is None:
        right = sum((check.points for check in checks if check.verdict.outcome is Outcome.CORRECT), ZERO)
        began = lost[0].verdict.reason != "derivation.start"
        first = lost[0].verdict
        where = (
            f"{lost[0].name[:1].upper()}{lost[0].name[1:]}: {first.feedback[0]}"
            if first.place
            else first.feedback[0]
        )
        found = partial(right / total if began else ZERO, first.reason, where, *first.feedback[1:])
        checks = checks if began else [_uncounted(check) for check in checks]
    return found._replace(checks=tuple(checks))


def _uncounted(check: Check) -> Check:
    """A right step of a chain that begins elsewhere: it earns nothing, and says so."""
    if check.verdict.outcome is not Outcome.CORRECT:
        return check
    said = ("This counts once the chain begins with what is given.",)
    verdict = check.verdict._replace(outcome=Outcome.SKIPPED, score=ZERO, reason="derivation.start")
    return check._replace(verdict=verdict._replace(feedback=said))
