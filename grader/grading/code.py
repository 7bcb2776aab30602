"""The function parts of one exercise: started together in one child, judged one by one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from grader.arrays.findings import failure_text, input_size
from grader.cache import Cache
from grader.errors import ExerciseFault
from grader.grading.faults import fault_of
from grader.grading.patience import patience
from grader.grading.prepared import Prepared, prepare
from grader.grading.solutions import Solutions
from grader.grading.submission import Submission
from grader.kinds.base import Unreadable
from grader.kinds.function import CodeRun, Function, Response
from grader.rules.counting import Count
from grader.sandbox.job import Call, Ending, Failure, Job, RunRecord
from grader.sandbox.run import Run, SandboxFailed
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import ArrayValue, Named, Value
from grader.source import BrokenSource, Source
from grader.spec.exercise import Exercise, Part
from grader.verdict import Outcome, Place, Verdict, failed, undecided

Failing = tuple[Part, Response, Verdict]
"""A part that lost points, what was returned, and the verdict so far."""

_ON_IMPORT = {
    Ending.TIMED_OUT: Outcome.TIMED_OUT,
    Ending.OUT_OF_MEMORY: Outcome.OUT_OF_MEMORY,
    Ending.FORBIDDEN: Outcome.FORBIDDEN,
}


MAX_PRINTED = 2000
_PLACE = re.compile(r"[\w. -]{0,100}:[0-9]{1,7}", re.ASCII)
"""What a child calls the place of an operation: ``file:line``."""


class Span(NamedTuple):
    """Where a part's calls stand in a job: each case, its own loss, the largest case and growths to count."""

    cases: tuple[int, ...]
    losses: tuple[int, ...]
    largest: int | None
    counts: tuple[tuple[int, int], ...]


class CodeGrading(NamedTuple):
    """An exercise's code under way: parts settled already, and for the others where their results will be."""

    exercise: str
    settled: Mapping[str, Verdict]
    prepared: Mapping[str, Prepared]
    spans: Mapping[str, Span]
    sources: Mapping[str, Source]
    run: Run | None
    failures: Callable[[Sequence[Failing]], dict[str, Verdict]]
    """Looks into what failed."""


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
    for part in parts:
        block = part.block
        assert isinstance(block, Function)
        if why := submission.refusal(file):
            text = f"{file} was not read: {why}."
            settled[part.id] = undecided(Outcome.UNREADABLE, "function.no_file", text, place=Place(file))
            continue
        try:
            with patience():
                obstacle = block.obstacle(parsed.get(file), file, submission.sources)
        except Exception as error:
            obstacle = fault_of(error)
        if obstacle:
            settled[part.id] = obstacle
            continue
        assert sandbox is not None
        try:
            found = prepare(exercise, part, solutions, seed, sandbox, cache)
        except ExerciseFault as fault:
            settled[part.id] = undecided(Outcome.GRADER_ERROR, "function.reference", _never_yours(str(fault)))
            continue
        found = found if hidden_cases else found.public()
        if found.cases:
            prepared[part.id] = found
        else:
            text = "Every case of this part is hidden: it is run when your work is graded."
            settled[part.id] = undecided(Outcome.SKIPPED, "function.hidden", text)
    blocks = {part.id: part.block for part in parts if isinstance(part.block, Function)}
    calls, spans = _plan({name: (blocks[name], found) for name, found in prepared.items()})
    limits = {name: block.limits for name, block in blocks.items()}
    limits |= {f"{name}/count": block.limits for name, block in blocks.items()}
    run = None
    if sandbox is not None and calls:
        run = sandbox.start(Job(submission.sources, exercise.id, tuple(calls), limits))
    sources = {
        name.removesuffix(".py"): each for name, each in parsed.items() if not isinstance(each, BrokenSource)
    }

    def failures(failing: Sequence[Failing]) -> dict[str, Verdict]:
        from grader.grading.failures import Failures  # only after a failure

        assert sandbox is not None
        looking = Failures(exercise, prepared, sources, submission.sources, solutions, seed, sandbox, cache)
        return looking.looked_into(failing)

    return CodeGrading(exercise.id, settled, prepared, spans, sources, run, failures)


def _plan(parts: Mapping[str, tuple[Function, Prepared]]) -> tuple[list[Call], dict[str, Span]]:
    """The calls of a job: the cases of each part in another order than declared, then what is counted.

    The last case of a part, which repeats its first, stays last.
    """
    calls: list[Call] = []
    placed: dict[str, tuple[dict[int, int], dict[int, int]]] = {}
    for name, (block, prepared) in parts.items():
        last = len(prepared.cases) - 1
        order = sorted(range(last), key=lambda index: zlib.crc32(f"{name}/{index}".encode()))
        own, losses = placed[name] = {}, {}
        for index in (*order, last):
            case = prepared.cases[index]
            for function, where in ((block.function, own), (block.loss, losses)):
                if function:
                    where[index] = len(calls)
                    calls.append(Call(function, case.inputs, name, case.layout))
    spans = {}
    for name, (block, prepared) in parts.items():
        counted = [inputs for growth in prepared.growths for inputs in (growth.small, growth.large)]
        if block.rules.operations is not None:
            counted.append(max(prepared.cases, key=input_size).inputs)
        first = len(calls)
        calls += [Call(block.function, inputs, f"{name}/count", counted=True) for inputs in counted]
        pairs = tuple((first + 2 * number, first + 2 * number + 1) for number in range(len(prepared.growths)))
        largest = len(calls) - 1 if block.rules.operations is not None else None
        of_cases, of_losses = (tuple(where[index] for index in sorted(where)) for where in placed[name])
        spans[name] = Span(of_cases, of_losses, largest, pairs)
    return calls, spans


def judge_code(grading: CodeGrading, parts: Sequence[Part]) -> dict[str, Verdict]:
    """The verdict of each part; waits for the run."""
    verdicts = dict(grading.settled)
    if grading.run is None:
        return verdicts
    try:
        record = grading.run.record()
    except SandboxFailed as error:
        return {part.id: verdicts.get(part.id) or fault_of(error) for part in parts}
    failing = []
    for part in parts:
        if part.id not in verdicts:
            try:
                with patience():
                    verdicts[part.id], response = _judged(grading, part, record)
                assert isinstance(part.block, Function)
                if response and part.block.values_lost(verdicts[part.id]):
                    failing.append((part, response, verdicts[part.id]))
            except Exception as error:  # one part's fault is no other's
                verdicts[part.id] = fault_of(error)
    verdicts |= _looked_into(grading, failing)
    for part in parts:
        if part.id not in grading.settled:
            verdicts[part.id] = _with_remarks(grading, part, record, verdicts[part.id])
    return verdicts


def _looked_into(grading: CodeGrading, failing: Sequence[Failing]) -> dict[str, Verdict]:
    """What explains the failures; whatever becomes of that, the points stand."""
    if not failing:
        return {}
    try:
        with patience():
            return grading.failures(failing)
    except Exception as error:
        said = f"No explanation was found: {fault_of(error).feedback[0]}"
        return {part.id: verdict._replace(remarks=(*verdict.remarks, said)) for part, _, verdict in failing}


def _judged(grading: CodeGrading, part: Part, record: RunRecord) -> tuple[Verdict, Response | None]:
    """The verdict, and what was returned if anything was."""
    file = f"{grading.exercise}.py"
    if failure := record.import_failure:
        text = f"Importing {file} failed: {failure_text(failure)}."
        outcome = _ON_IMPORT.get(failure.ending, Outcome.CRASHED)
        return failed(outcome, "function.import", text, place=Place(failure.file or file, failure.line)), None
    assert isinstance(part.block, Function)
    raw = _code_run(grading, part.id, part.block, record)
    for function, results in ((part.block.function, raw.results), (part.block.loss, raw.losses)):
        if any(isinstance(result, Failure) and result.ending is Ending.MISSING for result in results):
            return part.block.missing(function, file), None
    response = part.block.read(raw)
    assert not isinstance(response, Unreadable)
    return part.block.judge(response, grading.prepared[part.id].key), response


def _with_remarks(grading: CodeGrading, part: Part, record: RunRecord, verdict: Verdict) -> Verdict:
    """With warnings, what was printed, and which inputs were written into."""
    assert isinstance(part.block, Function)
    if record.import_failure or not verdict.checks:
        return verdict
    raw = _code_run(grading, part.id, part.block, record)
    verdict = _with_origin(verdict, record, part.id)
    told = (*_remarks(record, part.id), *_written(raw, part.block))
    printed = f"{grading.exercise}.py printed: {record.printed.strip()[:MAX_PRINTED]}"
    detail = (*verdict.detail, printed) if record.printed.strip() else verdict.detail
    return verdict._replace(remarks=(*verdict.remarks, *told), detail=detail)


_CURES = {
    "exp": "subtract the largest entry of each row before np.exp",
    "log": "keep the logarithm away from 0, or write the logarithm of a sum of exponentials as one piece",
    "divide": "keep 0/0 and inf/inf from arising",
}
"""What usually helps, by the operation that overflows."""


def _with_origin(verdict: Verdict, record: RunRecord, part: str) -> Verdict:
    """Where an overflow begins, by the first warning of the part, and the usual cure."""
    warned = [
        each for each in record.warned if each.group == part and each.line and "encountered in" in each.text
    ]
    if not warned:
        return verdict
    first = warned[0]
    cure = next((text for word, text in _CURES.items() if word in first.text.rpartition(" in ")[2]), "")
    said = f"It begins in line {first.line} of {first.file}: {first.text}." + (
        f" The usual cure: {cure}." if cure else ""
    )
    checks = tuple(
        check._replace(verdict=check.verdict._replace(feedback=(*check.verdict.feedback, said)))
        if check.verdict.reason in ("function.overflow", "function.nan") and not check.hidden
        else check
        for check in verdict.checks
    )
    return verdict._replace(checks=checks)


def _code_run(grading: CodeGrading, part: str, block: Function, record: RunRecord) -> CodeRun:
    span, prepared = grading.spans[part], grading.prepared[part]
    results = tuple(record.results[index] for index in span.cases)
    losses = tuple(record.results[index] for index in span.losses)
    counts = tuple(
        Count(growth.size, growth.added, *(_counted(record.results[index]) for index in pair))
        for growth, pair in zip(prepared.growths, span.counts, strict=True)
    )
    largest = None if span.largest is None else _counted(record.results[span.largest])
    operations = None if largest is None else sum(largest.values())
    written = {position for index in span.cases for position in record.changed.get(index, ())}
    names = tuple(name for number, name in enumerate(block.arguments) if number in written)
    return CodeRun(
        prepared.cases, results, grading.exercise, grading.sources, losses, counts, operations, names
    )


def _counted(result: Value | Failure) -> dict[str, int] | None:
    """Operations by line, as the child gives them; None where the call failed."""
    if not isinstance(result, Named):
        return None
    counts = {where: each.array for where, each in result.items.items() if isinstance(each, ArrayValue)}
    counted = all(_PLACE.fullmatch(where) for where in result.items) and all(
        array.dtype.kind == "i" and not array.ndim and int(array) >= 0 for array in counts.values()
    )
    return {where: int(array) for where, array in counts.items()} if counted else None


def _written(raw: CodeRun, block: Function) -> tuple[str, ...]:
    if not raw.changed or block.rules.inputs is not None:
        return ()
    return (f"The function writes into its input {' and '.join(raw.changed)}; that costs nothing here.",)


def _remarks(record: RunRecord, part: str) -> tuple[str, ...]:
    """Warnings and leftovers: worth knowing, and never worth points."""
    found = []
    for warned in record.warned:
        if warned.group in ("", part):
            where = f"Line {warned.line} of {warned.file}" if warned.line else "Python"
            found.append(f"{where} warns: {warned.text}.")
    if any(name.startswith("past") for name in record.borrowed):
        found.append("past.builtins is not needed in Python 3: write range for xrange, and drop the import.")
    return tuple(dict.fromkeys(found))


def _never_yours(fault: str) -> str:
    return f"A fault of the exercise, not of the answer: {fault}. It costs no points; tell the instructor."
