"""Proofs for an author at a terminal: a table for each exercise, what is weak below it, and the totals."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction

from grader.authoring.proof import PROOFS, Proof, Weakness
from grader.authoring.verify import ExerciseProof

_GAP = "  "
ALIKE = 3
"""So many weaknesses that one suggestion mends are shown."""

_LEFT = 2
"""Columns of words, which come first: part and kind."""


def render_exercise(proof: ExerciseProof, *, width: int, verbose: bool) -> str:
    """The table of an exercise, and below it each weakness with its place, lines and suggestion."""
    lines = [f"{proof.exercise.id}: {proof.exercise.head.title}", *_table(proof)]
    if proof.shared:
        for weakness in proof.shared.weaknesses:
            lines += ["", *_weakness("the prompt of the exercise", weakness, width)]
    if proof.numbers:
        lines += [f"  numbers of each student's own: {_looked_at(proof.numbers)}"]
        lines += _weak("numbers", proof.numbers, width, verbose=verbose)
    for each in proof.parts:
        for one in each.proof.proofs:
            lines += _weak(f"{each.proof.part}, {one.name}", one, width, verbose=verbose)
    if verbose:
        lines += _notes(proof, width)
    return "\n".join(lines) + "\n"


def _table(proof: ExerciseProof) -> list[str]:
    present = {one.name for each in proof.parts for one in each.proof.proofs}
    names = [name for name in PROOFS if name in present]
    rows = [["part", "kind", *names, "score", ""]]
    for each in proof.parts:
        by_name = {one.name: one for one in each.proof.proofs}
        state = "ok" if each.proof.sound else "weak"
        rows.append(
            [
                each.proof.part,
                each.proof.kind,
                *(_held(by_name.get(name)) for name in names),
                percent(each.proof.score),
                f"{state}, unchanged" if each.unchanged else state,
            ]
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [_row(row, widths) for row in rows]


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    last = len(row) - 1
    cells = (
        text.ljust(width) if number < _LEFT or number == last else text.rjust(width)
        for number, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return (_GAP + _GAP.join(cells)).rstrip()


def _held(proof: Proof | None) -> str:
    if proof and proof.weaknesses and proof.held == proof.tried:
        return "weak"  # for something that was not there to be tried
    return f"{proof.held}/{proof.tried}" if proof and proof.tried else "—"


def percent(score: Fraction | None) -> str:
    """A share, never rounded up: 100 % is all of them."""
    return "—" if score is None else f"{int(100 * score)} %"


def _weak(about: str, proof: Proof, width: int, *, verbose: bool) -> Iterator[str]:
    """What is weak; of what one suggestion mends a few only, unless all is asked for."""
    alike: dict[str, list[Weakness]] = {}
    for number, weakness in enumerate(proof.weaknesses):
        alike.setdefault(weakness.suggestion or str(number), []).append(weakness)
    for group in alike.values():
        shown = group if verbose or len(group) <= ALIKE + 1 else group[:ALIKE]
        for weakness in shown:
            yield from ("", *_weakness(about, weakness, width))
        if more := len(group) - len(shown):
            yield from (
                "",
                *_wrapped(f"{about}: {more} more that the same mends (-v shows them)", _GAP, width),
            )


def _weakness(about: str, weakness: Weakness, width: int) -> Iterator[str]:
    place = f"{weakness.place}: " if weakness.place else ""
    yield from _wrapped(f"{place}{about}: {weakness.text}", _GAP, width)
    yield from (f"{_GAP * 3}{line}" for line in weakness.lines)
    if weakness.suggestion:
        yield from _wrapped(f"→ {weakness.suggestion}", _GAP * 2, width)


def _looked_at(numbers: Proof) -> str:
    some = next((note for note in numbers.notes if "were drawn" in note), "")
    fit = f"{numbers.held} of {numbers.tried} combinations fit"
    return f"{fit}; {some}" if some else fit


def _notes(proof: ExerciseProof, width: int) -> Iterator[str]:
    for note in proof.numbers.notes if proof.numbers else ():
        yield from _wrapped(f"numbers: {note}", _GAP, width)
    for each in proof.parts:
        for one in each.proof.proofs:
            if one.equivalent:
                are = "mutant is no mistake" if one.equivalent == 1 else "mutants are no mistakes"
                yield from _wrapped(f"{each.proof.part}: {one.equivalent} {are}", _GAP, width)
            for note in one.notes:
                yield from _wrapped(f"{each.proof.part}, {one.name}: {note}", _GAP, width)


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + _GAP,
        break_long_words=False,
        break_on_hyphens=False,
    )


def render_totals(proofs: Sequence[ExerciseProof], *, verbose: bool) -> str:
    """The last line: how many parts are sound, the share of mutants that are seen, and how many notes -v shows."""
    parts = [each for proof in proofs for each in proof.parts]
    weak = sum(not each.proof.sound for each in parts)
    shared = sum(1 for proof in proofs if proof.shared and not proof.shared.holds)
    numbers = sum(1 for proof in proofs if proof.numbers and not proof.numbers.holds)
    told = [f"{_count(len(parts), 'part')} of {_count(len(proofs), 'exercise')}: {len(parts) - weak} sound"]
    if weak:
        told.append(f"{weak} weak")
    if shared:
        told.append(f"{_count(shared, 'exercise prompt')} weak")
    if numbers:
        told.append(f"{_count(numbers, 'exercise')} with numbers that do not fit")
    if unchanged := sum(each.unchanged for each in parts):
        told.append(f"{unchanged} unchanged")
    seen = [one for each in parts for one in each.proof.proofs if one.name == "mutants"]
    tried, held = sum(one.tried for one in seen), sum(one.held for one in seen)
    score = f"; {held} of {tried} mutants seen ({percent(Fraction(held, tried))})" if tried else ""
    notes = sum(len(one.notes) for each in parts for one in each.proof.proofs)
    notes += sum(len(proof.numbers.notes) for proof in proofs if proof.numbers)
    more = f"; {_count(notes, 'note')}: -v" if notes and not verbose else ""
    return f"{', '.join(told)}{score}{more}.\n"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
