"""Kind ``condition``: a statement about symbols, judged by where it is true and not by form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from grader.errors import NotationError, listed, sentence
from grader.kinds.base import BlockProblem, Kind, Unreadable, caret
from grader.maths.conditions.logic import Readings, readings
from grader.maths.conditions.sets import Comparison, Difference, Relation, compare, constant, described
from grader.maths.conditions.spots import symbols_of
from grader.maths.expressions.characters import folded
from grader.maths.expressions.exact import rational
from grader.maths.expressions.expression import Expression
from grader.maths.expressions.typesetting import shown
from grader.maths.formulas.families import unbound
from grader.maths.formulas.formula_verdict import misread, read_back
from grader.maths.formulas.sampling import lengths, size
from grader.maths.reading.membership import compared
from grader.maths.values.operations import AskBack
from grader.maths.values.setting import Setting, SettingError, setting
from grader.maths.values.tensor import ShapeError
from grader.verdict import (
    ZERO,
    Counterexample,
    Outcome,
    Reason,
    Verdict,
    correct,
    incorrect,
    partial,
    undecided,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MAX_READINGS = 4
"""Other usual readings that are tried on a statement that is wrong as it stands."""

SAID = {
    Relation.SUFFICIENT: "Where this holds the expected statement holds too, but it misses cases.",
    Relation.NECESSARY: "This allows too much: it also holds where the expected statement does not.",
    Relation.NEGATED: "This is exactly the opposite of the expected statement.",
    Relation.BOUNDARY: "This is right but for the boundary: check every < and ≤ where both sides are equal.",
    Relation.DIFFERENT: "This misses cases, and it holds where it should not.",
}


class Key(NamedTuple):
    """What a statement is judged against."""

    setting: Setting
    statement: Expression


@dataclass(frozen=True, kw_only=True)
class Condition(Kind):
    """A statement that is true or false, depending on its symbols."""

    kind: ClassVar[str] = "condition"
    reads_back: ClassVar[bool] = True
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("condition.sufficient", "The statement implies the expected one, but misses cases.", "Ask in which other cases it is true as well."),
        Reason("condition.necessary", "The statement follows from the expected one, but allows too much.", "Try the point that is named: what else must hold?"),
        Reason("condition.negated", "The statement is exactly the opposite of the expected one.", "Check for which case was asked."),
        Reason("condition.boundary", "Only the boundary differs: < stands for ≤, or the reverse.", "Put in the value at which both sides are equal."),
        Reason("condition.value", "The statement misses cases and allows too much.", "Try it at simple values such as 0, 1 and −1."),
        Reason("condition.misread", "Wrong as it was read, right in another usual reading.", "A person looks at it; next time write brackets around and, or and not."),
        Reason("condition.undecided", "It could not be decided whether the statements are true at the same points.", "A person looks at it."),
        Reason("condition.unreadable", "The text is no statement over the declared symbols.", "Write comparisons such as x > 0, joined by and, or and not; look at the place that is marked."),
    )  # fmt: skip

    symbols: dict[str, str] = field(default_factory=dict)
    """The symbols of the statement: ``x_j: real``, ``eta: positive``, ``n: integer``."""
    where: dict[str, str] = field(default_factory=dict)
    """Symbols that depend on others: ``s: sigmoid(z)``."""
    answer: str
    """The statement."""
    index_from: Literal[0, 1] = 1
    """The first value of an index."""
    sufficient_only: float = 0.0
    """What a statement earns that implies the answer, but misses cases."""
    necessary_only: float = 0.0
    """What a statement earns that follows from the answer, but allows too much."""
    kinks: Literal["", "either"] = ""
    """``either``: ``<`` and ``<=`` are both right; without it boundaries decide."""

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """An answer that cannot be read or judged, credit beyond 0 to 1."""
        for name in ("sufficient_only", "necessary_only"):
            if not 0 <= getattr(self, name) <= 1:
                text = f"credit is between 0 and 1, found {getattr(self, name):g}"
                yield BlockProblem((name,), text)
        try:
            made, statement = self.key()
        except SettingError as error:
            yield BlockProblem(tuple(error.path), error.text, max(0, error.column - 1))
            return
        except NotationError as error:
            yield BlockProblem.because(error, "answer")
            return
        try:
            found = compare(statement, statement, made)
        except (ShapeError, AskBack) as error:
            yield BlockProblem(("answer",), str(error))
            return
        if found.undefined is not None:
            yield BlockProblem(
                ("answer",), f"{shown(found.undefined)} has no value, whatever the symbols are"
            )
        elif found.relation is not Relation.EQUAL:
            yield BlockProblem(("answer",), "nothing can be said about it at any point that was tried")

    def weaknesses(self) -> Iterator[BlockProblem]:
        """An answer that does not depend on its symbols, so that a guess is right."""
        made, statement = self.key()
        always = constant(statement, made)
        if always is not None and shown(statement) not in ("always", "never"):
            where, word = ("every point", "always") if always else ("no point", "never")
            text = f"{shown(statement)} holds at {where} that was tried; if this is meant, write {word}"
            yield BlockProblem(("answer",), text)

    def _setting(self) -> Setting:
        return setting(self.symbols, self.where, index_from=self.index_from)

    def read(self, raw: str) -> Readings | Unreadable:
        """The statement of an answer, in every usual reading."""
        try:
            return statement_of(raw, self._setting())
        except NotationError as error:
            line, start = raw.count("\n", 0, error.column - 1), raw.rfind("\n", 0, error.column - 1) + 1
            there = raw.splitlines()[line] if raw.strip() and line < len(raw.splitlines()) else ""
            column = error.column - start
            return Unreadable((sentence(error.text), *caret(there, column)), line + 1, column)

    def key(self, returned: object = None) -> Key:
        """The statement and its symbols."""
        made = self._setting()
        return Key(made, statement_of(self.answer, made).statement)

    def judge(self, response: Readings, key: Key) -> Verdict:
        """Where the statement is true, and where it should be."""
        verdict = self._judged(response.statement, key)
        wrong = verdict.outcome in (Outcome.INCORRECT, Outcome.PARTIAL)
        others = response.others[:MAX_READINGS]
        if wrong and any(self._judged(other, key, hasty=True).outcome is Outcome.CORRECT for other in others):
            verdict = misread("condition.misread", shown(response.statement))
        return read_back(verdict._replace(expected=shown(key.statement)), response.statement)

    def _judged(self, own: Expression, key: Key, *, hasty: bool = False) -> Verdict:
        try:
            found = compare(own, key.statement, key.setting, either=self.kinks == "either", hasty=hasty)
        except (ShapeError, AskBack) as error:
            return undecided(Outcome.UNREADABLE, "condition.unreadable", sentence(str(error)))
        if found.relation is Relation.UNDECIDED:
            text = "It could not be decided at enough points whether this is true."
            if found.always is not None:
                holds = "every point" if found.always else "no point"
                text = f"This and the expected statement hold at {holds} that was tried: whether they differ elsewhere is open."
            return undecided(Outcome.NEEDS_REVIEW, "condition.undecided", text)
        if found.undefined is not None:
            text = f"{shown(found.undefined)} has no value, whatever the symbols are."
            return undecided(Outcome.UNREADABLE, "condition.unreadable", text)
        if found.difference is None:
            return correct()._replace(detail=(found.evidence,))
        used = symbols_of((own, key.statement), key.setting)
        return self._wrong(found, found.difference, used)

    def _wrong(self, found: Comparison, difference: Difference, used: Collection[str]) -> Verdict:
        said = [SAID[found.relation]]
        if found.always is not None:
            said.append(f"As it stands it is {'always' if found.always else 'never'} true.")
        credit = {Relation.SUFFICIENT: self.sufficient_only, Relation.NECESSARY: self.necessary_only}
        worth = rational(credit.get(found.relation, 0.0)) if found.always is None else ZERO  # a guess
        reason = f"condition.{found.relation.value}"
        verdict = partial(worth, reason, *said) if worth else incorrect(reason, *said)
        lines = described(difference, used)
        return verdict._replace(counterexample=Counterexample("", lines, self.hidden))


def statement_of(text: str, made: Setting) -> Readings:
    """The statement of a text over the symbols of a setting.

    Raises:
        NotationError: it is none.

    """
    sizes = lengths(made, 0)
    vectors = {
        folded(name): (made.index_from, size(one, sizes))
        for name, one in made.declared.items()
        if len(one.shape) == 1
    }
    found = readings(text, made.vocabulary, vectors)
    strange = unbound(compared(found.statement), made)
    if strange:
        known = f" (known: {listed(made.declared)})" if made.declared else ""
        raise NotationError(f"nothing says what number {listed(strange)} is{known}")
    return found
