"""The ``examples`` proof: files of known outcome, kept beside the exercise or in it, get that outcome."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.authoring.functions.bench import Bench
from grader.authoring.functions.trials import Trials, came, full
from grader.authoring.proof import Proof
from grader.errors import Problem, SpecError, did_you_mean, listed
from grader.kinds.function import Function
from grader.source import BrokenSource, parse_source
from grader.spec.exercise import Exercise
from grader.verdict import Verdict

FOLDERS = ("correct", "incorrect")
_LOSES = re.compile(r"#\s*loses\s*:(.*)", re.IGNORECASE)
_LOST = re.compile(r"\s*([\w-]+)\s*(?:\(([\w.]+)\))?\s*")


class Example(NamedTuple):
    """A file as a student hands it in; ``loses`` names parts, each with the reason that it must get, if one."""

    place: str
    text: str
    correct: bool
    loses: tuple[tuple[str, str], ...] = ()


def example_files(root: str, exercise: str) -> Iterator[Example]:
    """The files in exercises/<id>/correct and incorrect, by name.

    Raises:
        SpecError: one of them cannot be read, or a folder is called something else.

    """
    beside = os.path.join(root, "exercises", exercise)
    for name in sorted(os.listdir(beside)) if os.path.isdir(beside) else ():
        if name not in FOLDERS and os.path.isdir(os.path.join(beside, name)):
            near = did_you_mean(name, FOLDERS) or f" (folders: {listed(FOLDERS)})"
            text = f"a folder {name!r} holds no examples{near}"
            raise SpecError([Problem(f"exercises/{exercise}/{name}", 1, 1, text)])
    for name in FOLDERS:
        folder = os.path.join(root, "exercises", exercise, name)
        for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            path = os.path.join(folder, file)
            if file.endswith(".py") and os.path.isfile(path):
                place = f"exercises/{exercise}/{name}/{file}"
                text = _read(path, place)
                yield Example(f"{place}:1", text, name == "correct", tuple(_loses(text)))


def _read(path: str, place: str) -> str:
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as stream:
            return stream.read()
    except OSError as error:
        raise SpecError([Problem(place, 1, 1, f"cannot be read: {error.strerror}")]) from None


def _loses(text: str) -> Iterator[tuple[str, str]]:
    declared = _LOSES.match(text.partition("\n")[0])
    for each in declared[1].split(",") if declared else ():
        if found := _LOST.fullmatch(each):
            yield found[1], found[2] or ""


def examples(bench: Bench) -> Proof | None:
    """Every example that defines the part's function; None where there is none."""
    trials = Trials("examples")
    kept = [
        (each, _parts(each, bench.exercise)) for each in example_files(bench.setting.root, bench.exercise.id)
    ]
    for each, parts in kept:
        if not parts or parts[0] == bench.part.id:  # once for an exercise, with its first part
            _misdirected(each, parts, bench, trials)
    for each, parts in (*kept, *((each, [bench.part.id]) for each in _declared(bench))):
        if bench.part.id not in parts:
            continue
        if each.correct:
            verdict = _graded(bench, each, bench.part.id)
            trials.count(full(verdict), f"a correct example is {came(verdict)}", each.place)
        elif each.loses:
            for reason in (reason for part, reason in each.loses if part == bench.part.id):
                verdict = _graded(bench, each, bench.part.id)
                lost = not full(verdict) and verdict.score is not None
                wanted = f" must lose points for {reason}, and" if reason and lost else ""
                held = lost and reason in ("", verdict.reason)
                trials.count(held, f"an incorrect example{wanted} is {came(verdict)}", each.place)
        elif parts[0] == bench.part.id:
            verdicts = (_graded(bench, each, part) for part in parts)
            held = any(not full(verdict) and verdict.score is not None for verdict in verdicts)
            said = f"an incorrect example earns full points in {listed(parts)}"
            trials.count(held, said, each.place)
    return trials.proof() if trials.tried or trials.weak else None


def _misdirected(example: Example, parts: list[str], bench: Bench, trials: Trials) -> None:
    """An example that is for no part."""
    if not parts:
        if _functions(bench.exercise)[0][0] == bench.part.id:
            names = listed(function for _, function in _functions(bench.exercise))
            trials.count(False, f"an example defines no function that is asked for ({names})", example.place)
        return
    for name, _ in example.loses:
        if name not in parts:
            known = did_you_mean(name, parts) or f" (parts: {listed(parts)})"
            trials.count(
                False, f"loses: names {name!r}, no part whose function it defines{known}", example.place
            )


def _declared(bench: Bench) -> Iterator[Example]:
    """Those in the part itself."""
    given, part = bench.block.examples, bench.part.id
    for index, text in enumerate(given.correct):
        yield Example(bench.in_exercise("examples", "correct", index), text, correct=True)
    for index, one in enumerate(given.incorrect):
        text, reason = (one, "") if isinstance(one, str) else (one.answer, one.reason)
        place = bench.in_exercise("examples", "incorrect", index)
        yield Example(place, text, correct=False, loses=((part, reason),))


def _functions(exercise: Exercise) -> list[tuple[str, str]]:
    return [(part.id, part.block.function) for part in exercise.parts if isinstance(part.block, Function)]


def _parts(example: Example, exercise: Exercise) -> list[str]:
    """The parts whose function an example defines; a file that cannot be parsed is for all of them."""
    source = parse_source(example.text, "")
    asked = _functions(exercise)
    if isinstance(source, BrokenSource):
        return [part for part, _ in asked]
    return [part for part, function in asked if function in source.names]


def _graded(bench: Bench, example: Example, part: str) -> Verdict:
    chosen = next(each for each in bench.exercise.parts if each.id == part)
    other = Bench(bench.exercise, chosen, bench.setting)
    return other.graded({bench.file: example.text})()
