"""The function parts of one exercise: started together in one child, judged one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from grader.arrays.findings import failure_text
from grader.cache import Cache
from grader.errors import ExerciseFault
from grader.grading.prepared import Prepared, Solutions, prepare
from grader.grading.submission import Submission
from grader.kinds.base import Unreadable
from grader.kinds.function import CodeRun, Function
from grader.sandbox.job import Call, Ending, Failure, Job
from grader.sandbox.sandbox import Run, Sandbox
from grader.source import BrokenSource, Source
from grader.spec.exercise import Exercise, Part
from grader.verdict import Outcome, Place, Verdict, failed, undecided

_ON_IMPORT = {Ending.TIMED_OUT: Outcome.TIMED_OUT, Ending.OUT_OF_MEMORY: Outcome.OUT_OF_MEMORY}


class CodeGrading(NamedTuple):
    """An exercise's code under way: parts settled already, and for the others where their results will be."""

    exercise: str
    settled: Mapping[str, Verdict]
    prepared: Mapping[str, Prepared]
    spans: Mapping[str, slice]
    sources: Mapping[str, Source]
    run: Run | None


def start_code(
    exercise: Exercise,
    parts: Sequence[Part],
    submission: Submission,
    parsed: Mapping[str, Source | BrokenSource],
    solutions: Solutions,
    seed: int,
    sandbox: Sandbox | None,
    cache: Cache,
    *,
    hidden_cases: bool,
) -> CodeGrading:
    """Start a submission's functions for these parts; what cannot be run is settled at once."""
    file = f"{exercise.id}.py"
    settled: dict[str, Verdict] = {}
    prepared: dict[str, Prepared] = {}
    calls: list[Call] = []
    spans: dict[str, slice] = {}
    for part in parts:
        block = part.block
        assert isinstance(block, Function)
        if file in submission.refused:
            text = f"{file} was not read: {submission.refused[file]}."
            settled[part.id] = undecided(Outcome.UNREADABLE, "function.no_file", text, place=Place(file))
            continue
        if obstacle := block.obstacle(parsed.get(file), file, submission.sources):
            settled[part.id] = obstacle
            continue
        assert sandbox is not None
        try:
            found = prepare(exercise, part, solutions, seed, sandbox, cache)
        except ExerciseFault as fault:
            settled[part.id] = undecided(Outcome.GRADER_ERROR, "function.reference", _never_yours(str(fault)))
            continue
        prepared[part.id] = found if hidden_cases else found.public()
        if not prepared[part.id].cases:
            del prepared[part.id]
            text = "Every case of this part is hidden: it is run when your work is graded."
            settled[part.id] = undecided(Outcome.SKIPPED, "function.hidden", text)
            continue
        spans[part.id] = slice(len(calls), len(calls) + len(prepared[part.id].cases))
        calls += [Call(block.function, case.inputs, part.id) for case in prepared[part.id].cases]
    limits = {part.id: part.block.limits for part in parts if isinstance(part.block, Function)}
    job = Job(submission.sources, exercise.id, tuple(calls), limits)
    run = sandbox.start(job) if sandbox is not None and calls else None
    sources = {
        name.removesuffix(".py"): each for name, each in parsed.items() if not isinstance(each, BrokenSource)
    }
    return CodeGrading(exercise.id, settled, prepared, spans, sources, run)


def judge_code(grading: CodeGrading, parts: Sequence[Part]) -> dict[str, Verdict]:
    """The verdict of each part; waits for the run."""
    verdicts = dict(grading.settled)
    if grading.run is None:
        return verdicts
    record = grading.run.record()
    remarks = _remarks(record.borrowed)
    for part in parts:
        if part.id in verdicts:
            continue
        if record.import_failure:
            failure = record.import_failure
            text = f"Importing {grading.exercise}.py failed: {failure_text(failure)}."
            place = Place(failure.file or f"{grading.exercise}.py", failure.line)
            outcome = _ON_IMPORT.get(failure.ending, Outcome.CRASHED)
            verdicts[part.id] = failed(outcome, "function.import", text, place=place)
            continue
        prepared = grading.prepared[part.id]
        raw = CodeRun(
            prepared.cases, record.results[grading.spans[part.id]], grading.exercise, grading.sources
        )
        assert isinstance(part.block, Function)
        if any(isinstance(result, Failure) and result.ending is Ending.MISSING for result in raw.results):
            verdicts[part.id] = part.block.missing(f"{grading.exercise}.py")
            continue
        response = part.block.read(raw)
        assert not isinstance(response, Unreadable)
        verdicts[part.id] = with_remarks(part.block.judge(response, prepared.key), remarks)
    return verdicts


def with_remarks(verdict: Verdict, remarks: tuple[str, ...]) -> Verdict:
    """A verdict with further remarks."""
    return verdict._replace(remarks=(*verdict.remarks, *remarks)) if remarks else verdict


def _remarks(borrowed: tuple[str, ...]) -> tuple[str, ...]:
    if any(name.startswith("past") for name in borrowed):
        return ("past.builtins is not needed in Python 3: write range for xrange, and drop the import.",)
    return ()


def _never_yours(fault: str) -> str:
    return f"A fault of the exercise, not of the answer: {fault}. It costs no points; tell the instructor."
