"""The proofs of a part that is answered in text, one function each; None where there is nothing to try."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from grader.authoring.attempts import Attempt, Came, Mutant, attempted
from grader.authoring.keys.base import TextKey
from grader.authoring.proof import Proof, Weakness
from grader.authoring.text_junk import junk_for
from grader.kinds.base import Example
from grader.verdict import ZERO, Outcome

ADVICE = {
    "choice": "add wrong options, as many as there are right ones",
    "computation": "ask for values that are not copies of others, or say follow_through: false",
}
"""What keeps an answer of no content from earning points, by kind."""

Place = Callable[..., str]
"""Where a key of the part stands in the exercise file, by its path: ``exercises/softmax.yaml:12``."""

MOST_LINES = 8
"""Lines of an answer that a weakness shows."""


class Trials:
    """Counts what is tried of one proof, and keeps what is weak."""

    def __init__(self, name: str, key: TextKey[Any], place: Place) -> None:
        self.name = name
        self.key = key
        self.place = place
        self.tried = self.held = self.equivalent = 0
        self.weak: list[Weakness] = []
        self.notes: list[str] = []

    def judged(self, text: str, *, mildly: bool = False) -> Came:
        """What grading makes of a text; ``mildly`` without what is asked besides a right answer."""
        return attempted(self.key.mild if mildly else self.key.block, self.key.key, text)

    def count(self, holds: bool, weakness: Weakness) -> None:
        """One trial."""
        self.tried += 1
        self.held += holds
        if not holds and weakness not in self.weak:
            self.weak.append(weakness)

    def weakness(
        self, text: str, *lines: str, at: tuple[str | int, ...] = (), suggestion: str = ""
    ) -> Weakness:
        """A weakness of this part, or of what stands at a path in it."""
        return Weakness(text, self.place(*at), lines, suggestion)

    def proof(self) -> Proof:
        """What came of it."""
        return Proof(self.name, self.tried, self.held, self.equivalent, tuple(self.weak), tuple(self.notes))


def lines_of(text: str) -> tuple[str, ...]:
    """An answer as it is shown below a weakness."""
    lines = [line if len(line) <= 200 else f"{line[:200]}…" for line in text.splitlines()]
    return (*lines[:MOST_LINES], *(["…"] if len(lines) > MOST_LINES else []))


def reference(key: TextKey[Any], place: Place) -> Proof | None:
    """The key itself is right, as it is written and as it is shown."""
    trials = Trials("reference", key, place)
    if why := key.unwritten():
        trials.weak.append(
            trials.weakness(why, suggestion="add examples: {correct: [...]} with a right answer")
        )
    return _must_be_right(trials, "the key", key.reference())


def rewrites(key: TextKey[Any], place: Place) -> Proof | None:
    """The key in other words is right."""
    trials = Trials("rewrites", key, place)
    return _must_be_right(trials, "the key in other words", key.rewrites(), mildly=True)


def _must_be_right(
    trials: Trials, what: str, attempts: Iterator[Attempt], *, mildly: bool = False
) -> Proof | None:
    seen: set[str] = set()
    for attempt in attempts:
        if attempt.text in seen:
            continue
        seen.add(attempt.text)
        came = trials.judged(attempt.text, mildly=mildly)
        text = f"{what} ({attempt.about}) is {came}"
        trials.count(came.full, trials.weakness(text, *lines_of(attempt.text)))
    return trials.proof() if trials.tried or trials.weak else None


def examples(key: TextKey[Any], place: Place) -> Proof | None:
    """Every example gets its outcome, and a blank answer none."""
    trials = Trials("examples", key, place)
    block, given = key.block, key.block.examples
    for index, text in enumerate(given.correct):
        came, at = trials.judged(text), ("examples", "correct", index)
        said = f"an example of `correct` is {came}"
        trials.count(came.full, trials.weakness(said, *lines_of(text), at=at))
    for index, one in enumerate(given.incorrect):
        text, reason = (one.answer, one.reason) if isinstance(one, Example) else (one, "")
        came = trials.judged(text)
        said = f"an example of `incorrect` is {came}"
        if not came.open and not came.full and reason:
            said += f", and not {reason}"
        wrong = not came.open and not came.full and (not reason or came.reasons[:1] == (reason,))
        at = ("examples", "incorrect", index)
        trials.count(wrong, trials.weakness(said, *lines_of(text), at=at))
    for index, text in enumerate(given.answered):
        came, at = trials.judged(text), ("examples", "answered", index)
        reaches = came.outcome is Outcome.NEEDS_REVIEW
        said = f"an example of `answered` is {came}"
        trials.count(reaches, trials.weakness(said, *lines_of(text), at=at))
    blank = trials.judged(" \n")
    trials.count(blank.outcome is Outcome.UNANSWERED, trials.weakness(f"a blank answer is {blank}"))
    if block.decides and key.stands_alone and not given.correct:
        trials.notes.append(
            "nothing beside the key says what is right: a right answer in other words under examples would"
        )
    if not block.decides and not given.answered:
        trials.weak.append(
            trials.weakness(
                "no answer of known outcome: nothing shows that an answer comes to the person who marks",
                suggestion="add examples: {answered: [...]} with an answer as a student would write it",
            )
        )
    return trials.proof()


def misconceptions(key: TextKey[Any], place: Place) -> Proof | None:
    """Each misconception is caught, earns no full points, and says its own feedback."""
    trials = Trials("misconceptions", key, place)
    found: dict[str, list[tuple[str, str, Came]]] = {}
    for name, attempt, feedback in key.caught():
        found.setdefault(name, []).append((attempt.text, feedback, trials.judged(attempt.text)))
    told = {name: each[0][1] for name, each in found.items()}
    for name, each in found.items():
        text, feedback, came = next((one for one in each if _says(one[2], one[1])), each[0])
        full = next((one for one in each if one[2].full), None)
        other = next((n for n in told if n != name and told[n] and _says(came, told[n])), "")
        if full:
            said = f"the misconception {name} is judged correct: it is the key, or the key is wrong"
            text = full[0]
        elif not feedback:
            said = f"the misconception {name} has no feedback: its student reads nothing of it"
        elif not _says(came, feedback) and other:
            said = f"the misconception {name} cannot be told from {other}, whose feedback is shown"
        elif other:
            said = f"the misconceptions {name} and {other} say the same"
        else:
            said = f"the misconception {name} is not caught: its answer is {came}"
        holds = not full and bool(feedback) and _says(came, feedback) and not other
        trials.count(holds, trials.weakness(said, *lines_of(text), at=("misconceptions", name)))
    return trials.proof() if trials.tried else None


def _says(came: Came, feedback: str) -> bool:
    return bool(feedback) and any(feedback in sentence for sentence in came.said)


def junk(key: TextKey[Any], place: Place) -> Proof | None:
    """An answer of no content earns nothing, unless it is right by chance."""
    trials = Trials("junk", key, place)
    seen: set[str] = set()
    for attempt, word in junk_for(key):
        if attempt.text in seen:
            continue
        seen.add(attempt.text)
        came = trials.judged(attempt.text)
        earned = came.score or ZERO
        holds = earned == ZERO or earned <= key.deserved(word)
        said = f"{attempt.about} earns {_share(earned)} of the points"
        advice = ADVICE.get(key.block.kind, "") if earned else ""
        trials.count(
            holds and came.outcome is not Outcome.GRADER_ERROR,
            trials.weakness(
                said if not holds else f"{attempt.about} is {came}",
                *lines_of(attempt.text),
                suggestion=advice,
            ),
        )
    return trials.proof()


def _share(score: Any) -> str:
    return "all" if score == 1 else f"{score.numerator}/{score.denominator}"


def mutants(key: TextKey[Any], place: Place) -> Proof | None:
    """No small mistake in the key is judged correct, unless it is none."""
    trials = Trials("mutants", key, place)
    opened = 0
    seen: set[str] = set()
    for mutant in key.mutants():
        if mutant.text in seen:
            continue
        seen.add(mutant.text)
        came = trials.judged(mutant.text, mildly=True)
        if came.full and mutant.same():
            trials.equivalent += 1
            continue
        if came.outcome is Outcome.GRADER_ERROR:
            trials.count(False, trials.weakness(f"a mutant is {came}", *lines_of(mutant.text)))
            continue
        opened += came.open
        trials.count(not came.full, _survivor(trials, mutant))
    trials.notes += key.notes()
    if opened:
        trials.notes.append(
            f"{opened} of {trials.tried} mutants are not decided, or cannot be read: a person sees them"
        )
    return trials.proof() if trials.tried else None


def _survivor(trials: Trials, mutant: Mutant) -> Weakness:
    text = f"a mistake is judged correct: {mutant.about}"
    return trials.weakness(text, mutant.line, mutant.changed, suggestion=mutant.suggestion)
