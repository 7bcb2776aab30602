"""Kind ``choice``: one option, or several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from grader.block import STRICT
from grader.errors import did_you_mean, listed
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.maths.expressions.notation import MAX_LENGTH
from grader.verdict import Reason, Verdict, correct, incorrect, partial

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@dataclass(frozen=True, kw_only=True)
class Option:
    """A distractor with the wrong idea behind it."""

    __pydantic_config__: ClassVar[Any] = STRICT

    text: str
    """What the student reads."""
    misconception: str = ""
    """A slug for the wrong idea; it becomes the reason choice.<slug>."""
    feedback: str = ""
    """What a student who chose it is told."""


@dataclass(frozen=True, kw_only=True)
class Choice(Kind):
    """One option, or several when ``answer`` is a list."""

    kind: ClassVar[str] = "choice"
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("choice.wrong", "An option was chosen that is not right.", "Read the options again, against the definition."),
        Reason("choice.missing", "A right option was left out.", "Test every option on its own."),
        Reason("choice.extra", "Besides the right options a wrong one was chosen.", "Test every option on its own."),
        Reason("choice.unreadable", "The text names no option.", "Write the letter of the option, several separated by commas."),
    )  # fmt: skip

    options: dict[str, str | Option]
    """What can be chosen: a short name and a text, or a text with its misconception."""
    answer: str | tuple[str, ...]
    """The short name of the right option; a list where several are right."""

    @property
    def right(self) -> frozenset[str]:
        """The short names of the right options."""
        return frozenset([self.answer] if isinstance(self.answer, str) else self.answer)

    @property
    def slugs(self) -> frozenset[str]:
        """The reasons of the kind, and the misconceptions of the options."""
        named = (option.misconception for option in self.options.values() if isinstance(option, Option))
        return super().slugs | {f"choice.{slug}" for slug in named if slug}

    def offered(self) -> tuple[str, ...]:
        """The options, a line each."""
        return tuple(
            f"- {name}: {option.text if isinstance(option, Option) else option}"
            for name, option in self.options.items()
        )

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """Answers that are no option, options that cannot be told apart."""
        if not self.right:
            yield BlockProblem(("answer",), "at least one option must be right")
        if len(self.options) < 2:
            yield BlockProblem(("options",), "a choice needs at least two options")
        given = [self.answer] if isinstance(self.answer, str) else self.answer
        for index, name in enumerate(given):
            if name not in self.options:
                path: tuple[str | int, ...] = (
                    ("answer",) if isinstance(self.answer, str) else ("answer", index)
                )
                known = f" (options: {listed(self.options)})"
                yield BlockProblem(path, f"{name!r} is no option{did_you_mean(name, self.options) or known}")
            elif isinstance(option := self.options[name], Option) and option.misconception:
                yield BlockProblem(
                    ("options", name, "misconception"), "a right option carries a misconception"
                )
        if len(set(given)) < len(given):
            yield BlockProblem(("answer",), "an option is named twice")
        seen: dict[str, str] = {}
        for name, option in self.options.items():
            if not re.fullmatch(r"\w[\w+-]*", name):
                yield BlockProblem(("options", name), f"the short name {name!r} must be one word")
            slug = option.misconception if isinstance(option, Option) else ""
            if slug and not re.fullmatch(r"[a-z][a-z0-9_-]*", slug):
                text = f"a misconception is a slug of small letters, digits, _ and -, found {slug!r}"
                yield BlockProblem(("options", name, "misconception"), text)
            for spelled in {_folded(name), _text_folded(self._text(name))}:
                if seen.setdefault(spelled, name) != name:
                    yield BlockProblem(("options", name), f"cannot be told from option {seen[spelled]!r}")

    def read(self, raw: str) -> frozenset[str] | Unreadable:
        """The options named, by short name or by text: ``b``, ``(a), c``, ``a and c``."""
        spelled = {_folded(name): name for name in self.options}
        texts = {_text_folded(self._text(name)): name for name in self.options}
        if (whole := _text_folded(raw)) in texts:
            return frozenset([texts[whole]])
        spelled |= {text: name for text, name in texts.items() if _folded(text) == text}
        if (whole := _folded(raw)) in spelled and not _BOX.match(raw):
            return frozenset([spelled[whole]])
        chosen: set[str] = set()
        denied: set[str] = set()
        for line, text in enumerate(raw.splitlines(), start=1):
            if len(text) > MAX_LENGTH:
                return Unreadable((f"This line is longer than {MAX_LENGTH} characters.",), line)
            if (item := _text_folded(re.sub(r"^\s*[-*+•]\s+", "", text))) in texts:
                chosen.add(texts[item])
                continue
            ticked = _ticked(text, spelled)
            if isinstance(ticked, Unreadable):
                return ticked._replace(line=line)
            if ticked is not None:
                (chosen if ticked[1] else denied).add(ticked[0])
                continue
            for piece in _pieces(re.sub(r"^\s*options?\b", "", text, flags=re.IGNORECASE), spelled):
                if _folded(piece) not in spelled:
                    suggestion = did_you_mean(piece.strip(), self.options)
                    options = f"{piece.strip()!r} is no option{suggestion or f': write one of {listed(self.options)}.'}"
                    return Unreadable((options,), line, text.find(piece.strip()) + 1)
                chosen.add(spelled[_folded(piece)])
        if both := chosen & denied:
            return Unreadable((f"{listed(sorted(both))} is both chosen and denied.",))
        if not chosen:
            return Unreadable((f"This names no option: write one of {listed(self.options)}.",))
        return frozenset(chosen)

    def key(self, returned: object = None) -> frozenset[str]:
        """The right options."""
        return self.right

    def judge(self, response: frozenset[str], key: frozenset[str]) -> Verdict:
        """One right option: all or nothing. Several: each right one counts, each wrong one takes one away."""
        read_as, expected = (listed(sorted(names)) for names in (response, key))
        if response == key:
            return correct(read_as=read_as, expected=expected)
        wrong, missing = sorted(response - key), sorted(key - response)
        feedback = [self._feedback(name) for name in wrong]
        if isinstance(self.answer, str):
            if len(response) > 1:
                feedback.insert(0, "Exactly one option is right; you chose several.")
            return incorrect(self._reason(wrong), *feedback, read_as=read_as, expected=expected)
        if missing:
            feedback.append(
                "A right option is missing."
                if len(missing) == 1
                else f"{len(missing)} right options are missing."
            )
        score = max(Fraction(0), Fraction(len(response & key) - len(wrong), len(key)))
        reason = "choice.missing" if not wrong else "choice.extra" if not missing else self._reason(wrong)
        return partial(score, reason, *feedback, read_as=read_as, expected=expected)

    def _text(self, name: str) -> str:
        option = self.options[name]
        return option.text if isinstance(option, Option) else option

    def _feedback(self, name: str) -> str:
        option = self.options[name]
        said = option.feedback if isinstance(option, Option) else ""
        return f"{name}: {said or 'this option is not right.'}"

    def _reason(self, wrong: list[str]) -> str:
        for name in wrong:
            option = self.options[name]
            if isinstance(option, Option) and option.misconception:
                return f"choice.{option.misconception}"
        return "choice.wrong"


_YES = frozenset({"yes", "y", "t", "true", "right", "correct", "x", "•", "●", "✓", "✔", "✅", "☑"})
_NO = frozenset({"no", "n", "f", "false", "wrong", "incorrect", "not", "", "✗", "✘", "❌", "☐"})
_BOX = re.compile(r"^\s*(?:[-*+]\s+)?[\[(](?P<mark>[ xX✓✔•●]?)[\])]\s*(?P<option>\S.*)$")
_LIKE_A_BOX = re.compile(r"^\s*(?:[-*+]\s*)?\[[^\]\w]{0,3}\]")
_LABEL = re.compile(r"^\W*(?P<option>[^:=)]*?)\W*[:=)]\s*(?P<mark>\S.*)$")
_DENIAL = re.compile(
    r"\b(?:not?|never|neither|nor|nope|false|wrong|incorrect|isn'?t|aren'?t|can'?t|cannot|doesn'?t|don'?t|won'?t|"
    r"unsure|maybe|nein|falsch|n|f|0)\b",
    re.IGNORECASE,
)


def _ticked(text: str, spelled: dict[str, str]) -> tuple[str, bool] | Unreadable | None:
    """The option that a line says yes or no to (``[x] a``, ``a: yes``); None if it is no such line."""
    listed_only = all(_folded(piece) in spelled for piece in _split(text) if _folded(piece))
    match = _BOX.match(text) or (None if listed_only else _LABEL.match(text))
    if match and match.re is _BOX and _folded(match["option"]) not in spelled:
        label = re.match(r"^\W*(\w+)\s*[:.)]", match["option"])
        if label and _folded(label[1]) in spelled:
            return spelled[_folded(label[1])], match["mark"].strip().casefold() in _YES - {""}
    if not match or _folded(match["option"]) not in spelled:
        if _LIKE_A_BOX.match(text):
            return Unreadable(("A box is ticked as [x], and stands in front of the letter of an option.",))
        return None
    mark = match["mark"].strip().strip("*_.!").casefold()
    if mark in _YES:
        return spelled[_folded(match["option"])], True
    if mark in _NO:
        return spelled[_folded(match["option"])], False
    others = {name for name in spelled if name != _folded(match["option"]) and re.fullmatch(r"\w+", name)}
    labels = {label.casefold() for label in re.findall(r"\b(\w+)\s*[:)=]", match["mark"])}
    one_word = not re.search(r"\s", mark)
    if one_word or re.split(r"\W", mark)[0] in _YES | _NO or _DENIAL.search(mark) or labels & others:
        both = "This can be read in two ways: write the letters of the right options only, one a line."
        return Unreadable((both,), column=match.start("mark") + 1)
    return None


def _text_folded(text: str) -> str:
    """A text as it is compared with an option's: signs and brackets mean something in it."""
    return " ".join(text.split()).rstrip(".").strip("*_").strip().casefold()


def _folded(text: str) -> str:
    return " ".join(text.strip().strip("().[]*-•\"'").split()).casefold()


def _split(text: str) -> list[str]:
    return re.split(r"[,;&]|\band\b|\s+", text)


def _pieces(text: str, spelled: dict[str, str]) -> list[str]:
    """The options named in a line; ``b: because ...`` and ``b) because ...`` name b."""
    if _folded(text) in spelled:
        return [text]
    pieces = [piece for piece in _split(text) if _folded(piece)]
    labelled = re.match(r"^\W*(\w+)\s*[:)]\s+\S", text)
    if (
        labelled
        and _folded(labelled[1]) in spelled
        and not all(_folded(piece) in spelled for piece in pieces)
    ):
        return [labelled[1]]
    return pieces
