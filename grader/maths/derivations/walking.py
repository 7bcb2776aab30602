"""The lines of a derivation in order, each beside the line or the cases that it follows from."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from grader.maths.derivations.cases import others, restricts
from grader.maths.derivations.chains import Link, introduced, lines_of
from grader.maths.derivations.following import Follower
from grader.maths.derivations.goals import line_form
from grader.maths.expressions.expression import Binary, Derivative, Expression
from grader.maths.expressions.typesetting import shown
from grader.maths.formulas.families import unbound
from grader.maths.formulas.normal_form import Form
from grader.verdict import Check, Outcome, Place, Verdict, correct, incorrect


class Walk:
    """A chain is gone along from its first line; ``checks`` are its steps.

    ``base`` is the last line that holds for all index values. Lines behind it that are restricted are cases of it: each
    follows from the one before it with the same condition, or from the base. A line without a condition joins the
    cases: it has to follow from each of them, and from the base where none of them is. A right line in the form of an
    earlier one is no step.
    """

    def __init__(self, follower: Follower, base: Link) -> None:
        self.follower = follower
        self.base = self.before = base
        self.known = {self._form(base): base}
        self.seen: set[tuple[Expression | None, Form]] = {(None, self._form(base))}
        self.links: list[Link] = []
        self.cases: list[tuple[Expression, Link]] = []
        self.checks: list[Check] = []

    def along(self, links: Iterable[Link]) -> Walk:
        """The walk at the end of some lines."""
        following = [*links]
        for n, link in enumerate(following):
            self.links.append(link)
            if not (link.opens and self._restated(link)):
                self._step(link, _other_condition(link, following[n + 1 : n + 2]))
        if self.before is not self.base:
            self._miss(self.links[-1])
        return self

    def _restated(self, link: Link) -> bool:
        """Whether a line begins anew with a formula that stands there already; it is no step."""
        form = self._form(link)
        if link.condition is not None or not (form == self._form(self.before) or form in self.known):
            return False
        if form != self._form(self.before):
            if form != self._form(self.base):
                self.base, self.cases = self.known[form], []
            self.before = self.base
        return True

    def _form(self, link: Link) -> Form:
        return self.follower.form(link)

    def _step(self, link: Link, another: bool) -> None:
        """A line; ``another`` tells whether the next one is for other index values."""
        if not ((another or self.cases) and self._is_case(link)):
            link = self.links[-1] = self._with_bracket(link)
        if link.condition is not None:
            self._restrict(link, link.condition)
        elif self.before is self.base:
            self._go_on(link, self.follower.verdict(self.base, link))
        else:
            self._join(link)

    def _is_case(self, link: Link) -> bool:
        """Whether a line is right where its condition holds."""
        before = self.base.expression
        return link.condition is not None and self.follower.equal(before, link.expression, link.condition)

    def _with_bracket(self, link: Link) -> Link:
        """The line with the bracket behind it as a factor, if it follows so and not as it stands."""
        equal, whole, before = self.follower.equal, link.whole, self.base.expression
        if whole is None or (link.condition is None and equal(before, link.expression)):
            return link
        doubtful = () if link.condition is not None else self.follower.readings(whole)
        if equal(before, whole.expression) or any(equal(before, again) for again in doubtful):
            return whole._replace(opens=link.opens, sign=link.sign)
        return link

    def _restrict(self, link: Link, condition: Expression) -> None:
        before = dict(self.cases).get(condition, self.base)
        self._check(link, self.follower.verdict(before, link, condition), condition)
        self.cases = [case for case in self.cases if case[0] != condition] + [(condition, link)]
        self.before = link

    def _join(self, link: Link) -> None:
        """From the cases to all index values; a line that holds in the last case only is still meant for that case."""
        *earlier, (condition, last) = self.cases
        verdict = self.follower.verdict(last, link, condition)
        if verdict.outcome is not Outcome.CORRECT:
            self._go_on(link, verdict)
            return
        rest = others((each for each, _ in self.cases), self.follower.reader.setting.index_from)
        verdicts = [self.follower.verdict(one, link, each) for each, one in earlier]
        verdicts += [self.follower.verdict(self.base, link, rest)] if rest is not None else []
        failed = next((each for each in verdicts if each.outcome is not Outcome.CORRECT), None)
        if failed is not None and failed.score is not None:
            self._check(link, correct(), condition)
            self.cases[-1] = (condition, link)
            self.before = link
            return
        self._miss(link)
        self._go_on(link, failed or verdict)

    def _go_on(self, link: Link, verdict: Verdict) -> None:
        self._check(link, verdict)
        self.base = self.before = link
        self.known[self._form(link)] = link
        self.cases = []

    def _check(self, link: Link, verdict: Verdict, condition: Expression | None = None) -> None:
        form = self._form(link)
        repeated = not self.seen.isdisjoint({(None, form), (condition, form)})
        self.seen.add((condition, form))
        if repeated and verdict.outcome is Outcome.CORRECT:
            return
        self.checks.append(Check(f"line {link.side.line}", Fraction(1), placed(verdict, link)))

    def _miss(self, link: Link) -> None:
        """A case that is not shown counts as one more step."""
        rest = others((each for each, _ in self.cases), self.follower.reader.setting.index_from)
        if rest is None:
            return
        text = f"The case {shown(rest)} is not shown."
        self.checks.append(Check("case", Fraction(1), placed(incorrect("derivation.case", text), link)))


def _other_condition(link: Link, following: list[Link]) -> bool:
    """Whether the next line is meant for other index values."""
    return any(after.condition not in (None, link.condition) for after in following)


def definitions(links: list[Link], start: Link, follower: Follower) -> tuple[list[Check], list[Link]]:
    """The chain without lines that say what else holds, and what is wrong in those.

    Such a line says what a symbol stands for, in front of the chain, or is an equation of its own beside it: a local
    derivative, as in ``∂y/∂z = y (1 - y)``. It earns nothing, and costs nothing if it is right.
    """
    lines = lines_of(links)
    aside = _in_front(lines, start, follower)
    if len(lines) - len(aside) > 1:
        aside += _beside([line for line in lines if line not in aside], start, follower)
    wrong = []
    for line in aside:
        letters = introduced(line, follower.reader.setting) or unbound(
            line[0].expression, follower.reader.setting
        )
        meant = follower.over_letters(tuple(dict.fromkeys((*letters, *follower.reader.free))))
        verdicts = [(meant.verdict(line[0], link, _holds_where(link, meant)), link) for link in line[1:]]
        wrong += [
            Check(f"line {link.side.line}", Fraction(1), placed(verdict, link))
            for verdict, link in verdicts
            if verdict.outcome is not Outcome.CORRECT
        ]
    return wrong, [link for line in lines if line not in aside for link in line]


def _holds_where(link: Link, follower: Follower) -> Expression | None:
    """For which index values a line beside the chain is meant: ``(j ≠ i)`` at its end is no factor there."""
    last = link.expression
    while isinstance(last, Binary) and last.operator in ("", "+", "-"):
        last = last.right
    stated = restricts(last, follower.reader.free, follower.reader.setting.index_from)
    return link.condition or (last if stated else None)


def _in_front(lines: list[list[Link]], start: Link, follower: Follower) -> list[list[Link]]:
    """Lines at the beginning that say what symbols stand for."""
    found: list[list[Link]] = []
    for line in lines[:-1]:
        if introduced(line, follower.reader.setting) is None or follower.equal(
            start.expression, line[0].expression
        ):
            break
        found.append(line)
    return found


def _beside(lines: list[list[Link]], start: Link, follower: Follower) -> list[list[Link]]:
    """Equations of derivatives that are not what the chain is about."""
    setting = follower.reader.setting
    chained = [line for line in lines if not _of_another(line, start, follower)]
    if not chained:
        return []
    forms = {line_form(link.expression, setting) for line in chained for link in line}
    return [
        line for line in lines if line not in chained and line_form(line[0].expression, setting) not in forms
    ]


def _of_another(line: list[Link], start: Link, follower: Follower) -> bool:
    first = line[0].expression
    if len(line) < 2 or not isinstance(first, Derivative) or line[0].condition is not None:
        return False
    return not follower.equal(start.expression, first)


def placed(verdict: Verdict, link: Link) -> Verdict:
    """A verdict at the place of a line."""
    return verdict._replace(place=Place("", link.side.line, link.side.column))
