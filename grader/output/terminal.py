"""A report for a person at a terminal: points, what failed and why, and what to try.

Lines are laid out as spans of text with a style. rich colours them on a terminal; in a file or a pipe
there is no style to show, and rich's console, a tenth of the whole run, is not loaded.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from grader.errors import printable
from grader.grading.reasons import reasons_of
from grader.grading.report import ExerciseReport, PartReport, Report, ShownHint
from grader.kinds.registry import kind_class
from grader.output.inline_formulas import with_plain_formulas
from grader.verdict import SMALL, Check, Outcome, Verdict

_MARKS = {Outcome.CORRECT: ("✓", "+", "green"), Outcome.PARTIAL: ("◐", "~", "yellow")}
_BLANK = {
    "function.no_file": "Hand in {exercise}.py beside answers.md, with the functions of these parts.",
    "answers.missing": "Write each in answers.md, below '# {exercise}' and '## <part>'.",
}
"""Reasons of parts that are not begun, and what to do about several of them."""

_PENDING = ("?", "?", "magenta")
_LOST = ("✗", "x", "red")

_ASCII = str.maketrans({
    "·": "*", "×": "x", "−": "-", "–": "-", "…": "...", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "∂": "d",
    "σ": "sigma", "π": "pi", "Σ": "sum", "“": '"', "”": '"', "’": "'", "⊙": "(*)",
    "─": "-", "│": "|", "▼": "v", **dict.fromkeys("┌┐└┘├┤┬┴┼", "+"),
})  # fmt: skip


Span = tuple[str, str]
"""A text and its style."""

Line = list[Span]


class Terminal:
    """Renders reports at a width, with or without colour and signs beyond ASCII."""

    def __init__(self, *, width: int, colour: bool, unicode: bool, verbose: bool = False) -> None:
        self.width = max(40, min(width, 110))
        self.colour = colour
        self.unicode = unicode
        self.verbose = verbose

    def render(self, report: Report) -> str:
        """The report as text that ends in a newline."""
        return self._printed(self._report(report))

    def summary(self, report: Report) -> str:
        """The report as one line: who, points, and parts that a person has to look at."""
        pending = sum(1 for part in report.parts if part.points is None)
        note = f"  {pending} to look at" if pending else ""
        total = f"{amount(report.points)} of {amount(report.max_points)}"
        return self._printed([self._row([(report.submission, ""), (note, "magenta")], (total, ""), 0)])

    def _printed(self, lines: Iterable[Line]) -> str:
        # What students name and print is in these lines: nothing in them may move the cursor.
        safe = ([(printable(text, len(text)), style) for text, style in line] for line in lines)
        readable = [
            line if self.unicode else [(_ascii(text), style) for text, style in line] for line in safe
        ]
        if self.colour:
            return _coloured(readable, self.width)
        return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in readable)

    def _report(self, report: Report) -> Iterator[Line]:
        total = f"{amount(report.points)} of {amount(report.max_points)} points"
        if report.pending:
            total += f", {amount(report.pending)} pending"
        attempt = f"  attempt {report.attempt}" if report.attempt > 1 else ""
        yield self._row([(report.submission, "bold"), (attempt, "")], (total, "bold"), 0)
        if report.late:
            yield from self._wrapped(str(report.late), 2, "yellow")
        if report.student:
            yield from self._wrapped(f"The numbers are those of {report.student}.", 2, "yellow")
        for remark in report.remarks:
            yield from self._wrapped(remark, 2, "yellow")
        for exercise in report.exercises:
            yield []
            yield from self._exercise(exercise)
        yield []
        if report.sandbox:
            yield from self._wrapped(_protection(report.sandbox), 0, "dim")
        if report.public_only:
            yield from self._wrapped("Only public cases were run; grading runs hidden ones too.", 0, "dim")
        if not self.verbose and not report.full:
            yield from self._wrapped("More detail: -v.", 0, "dim")

    def _exercise(self, exercise: ExerciseReport) -> Iterator[Line]:
        title = [(exercise.id, "bold"), (f"  {exercise.title}", "")]
        yield self._row(title, (f"{amount(exercise.points)} of {amount(exercise.max_points)}", ""), 0)
        if exercise.values:
            values = ", ".join(f"{name} = {value}" for name, value in exercise.values.items())
            yield from self._wrapped(f"with {values}", 2, "dim")
        for sentence in _deductions(exercise):
            yield from self._wrapped(sentence, 2, "yellow")
        blank = {} if self.verbose else _not_begun(exercise.parts)
        for part in exercise.parts:
            if part not in blank.get(part.verdict.reason, ()):
                yield from self._part(part)
        for reason, parts in blank.items():
            yield from self._unanswered(exercise.id, reason, parts)

    def _unanswered(self, exercise: str, reason: str, parts: Sequence[PartReport]) -> Iterator[Line]:
        """Parts without an answer as one block: nobody wants to read the same two lines for each."""
        total = sum((part.max_points for part in parts), Fraction(0))
        title = [self._mark(parts[0].verdict), (f" {len(parts)} parts  ", ""), ("unanswered", _LOST[2])]
        yield self._row(title, (f"0 of {amount(total)}", ""), 2)
        yield from self._wrapped(", ".join(part.id for part in parts), 6)
        yield from self._wrapped(_BLANK[reason].format(exercise=exercise), 6, "cyan", "→ ")

    def _part(self, part: PartReport) -> Iterator[Line]:
        verdict = part.verdict
        if part.points is None:
            earned = f"pending, {amount(part.max_points)}"
        else:
            earned = f"{amount(part.points)} of {amount(part.max_points)}"
        word = "" if verdict.outcome is Outcome.CORRECT else f"  {verdict.outcome.value.replace('_', ' ')}"
        title = [self._mark(verdict), (f" {part.id}", ""), (word, _marks(verdict)[2])]
        yield self._row(title, (earned, ""), 2)
        yield from self._said(verdict, 6, reading=kind_class(part.kind).reads_back)
        for check in verdict.checks:
            if check.verdict.score != 1 or self.verbose or check.verdict.remarks:
                yield from self._check(check, part.worth(check))
        if part.withheld:
            right = f"{amount(part.withheld)} of {amount(part.max_points)}"
            yield from self._wrapped(
                f"All or nothing: {right} would be right, but only the whole part counts.", 6, "yellow"
            )
        for cure in self._cures(part):
            yield from self._wrapped(cure, 6, "cyan", "→ ")
        for hint in part.hints:
            text = with_plain_formulas(hint.text)
            yield from self._wrapped(f"hint: {text}{_price(hint, part)}", 6, "cyan")
        for hint in part.charged:
            if hint not in part.hints:
                yield from self._wrapped(
                    f"{_points(hint.cost)} charged for the hint: {with_plain_formulas(hint.text)}",
                    6,
                    "yellow",
                )

    def _check(self, check: Check, worth: Fraction) -> Iterator[Line]:
        verdict = check.verdict
        earned = "pending" if verdict.score is None else f"{amount(worth * verdict.score)} of {amount(worth)}"
        why = verdict.reason if verdict.score != 1 and not check.hidden else ""
        title = [self._mark(verdict), (f" {check.name}", ""), (f"  {why}" if why else "", "dim")]
        yield self._row(title, (earned, "dim"), 6)
        yield from self._said(verdict, 10)

    def _said(self, verdict: Verdict, indent: int, *, reading: bool = False) -> Iterator[Line]:
        """What there is to say about a part or a check."""
        if verdict.read_as and (verdict.score != 1 or self.verbose or reading):
            yield from self._wrapped(f"read as: {verdict.read_as}", indent, "dim")
        for sentence in verdict.feedback:
            quoted = sentence.startswith("    ")  # with a mark below it, which must stay where it is
            yield from self._wrapped(sentence if quoted else with_plain_formulas(sentence), indent)
        if verdict.place and verdict.place.line and verdict.score != 1 and not verdict.checks:
            yield from self._wrapped(f"at {verdict.place}", indent, "dim")
        if verdict.expected and (verdict.score != 1 or self.verbose):
            yield from self._wrapped(f"expected: {verdict.expected}", indent, "dim")
        if verdict.counterexample:
            if verdict.counterexample.hidden:
                yield [(f"{' ' * indent}case {verdict.counterexample.case} (hidden from students)", "dim")]
            elif verdict.counterexample.case == SMALL:
                yield [(f"{' ' * indent}{SMALL} that shows it", "dim")]
            for line in verdict.counterexample.all_lines():
                yield [(" " * indent + line, "dim")]
        for remark in verdict.remarks:
            yield from self._wrapped(remark, indent, "yellow")
        for detail in verdict.detail if self.verbose else ():
            yield from self._wrapped(detail, indent, "dim")

    def _cures(self, part: PartReport) -> tuple[str, ...]:
        """What to try about each reason that cost points, each once, and nothing that was said already."""
        known = reasons_of(part.kind)
        verdicts = [part.verdict, *(check.verdict for check in part.verdict.checks)]
        slugs = dict.fromkeys(verdict.reason for verdict in verdicts if verdict.reason and verdict.score != 1)
        said = " ".join(sentence for verdict in verdicts for sentence in verdict.feedback)
        return tuple(known[slug].cure for slug in slugs if slug in known and known[slug].cure not in said)

    def _mark(self, verdict: Verdict) -> tuple[str, str]:
        mark = _marks(verdict)
        return mark[0] if self.unicode else mark[1], mark[2]

    def _row(self, left: Line, right: Span, indent: int) -> Line:
        """Something on the left and points at the right edge."""
        gap = self.width - indent - sum(cell_len(text) for text, _ in left) - cell_len(right[0])
        return [(" " * indent, ""), *left, (" " * max(2, gap), ""), right]

    def _wrapped(self, text: str, indent: int, style: str = "", mark: str = "") -> Iterator[Line]:
        """Text broken at the width; lines that are indented already are kept as they are."""
        if text.startswith("    "):
            yield [(" " * indent + text, style)]
            return
        first = " " * indent + mark
        broken = textwrap.wrap(
            text, self.width, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
        )
        for line in broken:
            yield [(line, style)]


def cell_len(text: str) -> int:
    """How many columns a text takes; only East Asian and newer signs take two."""
    if all(character < "\u1100" or "\u2000" <= character < "\u2e80" for character in text):
        return len(text)
    from rich import cells

    return cells.cell_len(text)


def amount(points: Fraction) -> str:
    """Points as a person writes them: at most 2 decimals.

    >>> amount(Fraction(4)), amount(Fraction(7, 2)), amount(Fraction(1, 3))
    ('4', '3.5', '0.33')
    >>> amount(Fraction(1, 8)), amount(Fraction(10))
    ('0.13', '10')
    """
    whole, hundredths = divmod((200 * points + 1) // 2, 100)  # in whole numbers: a float rounds 0.125 down
    return f"{whole}.{hundredths:02}".rstrip("0").rstrip(".")


def _points(points: Fraction) -> str:
    return f"{amount(points)} point{'' if points == 1 else 's'}"


def _price(hint: ShownHint, part: PartReport) -> str:
    """What a hint costs, in brackets; nothing if it is free."""
    if not hint.cost:
        return ""
    return f" ({_points(hint.cost)} {'charged' if hint in part.charged else 'from the next attempt on'})"


def _not_begun(parts: Sequence[PartReport]) -> dict[str, list[PartReport]]:
    """Parts that nothing was handed in for, by what is missing, where there are several."""
    found: dict[str, list[PartReport]] = {reason: [] for reason in _BLANK}
    for part in parts:
        if part.verdict.reason in found and not (part.hints or part.charged):
            found[part.verdict.reason].append(part)
    return {reason: alike for reason, alike in found.items() if len(alike) > 1}


def _deductions(exercise: ExerciseReport) -> Iterator[str]:
    """What the cap and lateness took from the points of the parts."""
    if exercise.cap is not None and exercise.points_before > exercise.cap:
        yield f"Of {_points(exercise.points_before)} {amount(exercise.cap)} count: that is the cap of this exercise."
    counted = exercise.points + exercise.late_points
    if exercise.lost and (counted or exercise.pending):
        said = f"Late: {amount(exercise.late_points)} of {_points(counted)} lost"
        yield said + ("; pending points lose the same share." if exercise.pending else ".")


def _marks(verdict: Verdict) -> tuple[str, str, str]:
    return _PENDING if verdict.score is None else _MARKS.get(verdict.outcome, _LOST)


def _coloured(lines: Iterable[Line], width: int) -> str:
    import io

    from rich.console import Console
    from rich.text import Text

    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=True,
        color_system="standard",
        highlight=False,
        legacy_windows=False,
    )
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    return stream.getvalue()


def _ascii(text: str) -> str:
    return text.translate(_ASCII).encode("ascii", "backslashreplace").decode()


def _protection(sandbox: str) -> str:
    if sandbox == "none":
        return "Code ran without a sandbox (none holds on this machine), with limits on time and memory only."
    return f"Code ran in a sandbox ({sandbox})."
