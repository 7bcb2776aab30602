"""A function part on the bench: files are handed in for it, one as a student does or many in one job."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from numpy.typing import NDArray

from grader.arrays.cases import Case, FromCall
from grader.arrays.comparison import Difference, compare
from grader.arrays.findings import Expected, input_size
from grader.arrays.outputs import Outputs
from grader.arrays.reference import Result
from grader.authoring.exercise_file import ExerciseFile
from grader.authoring.functions.jobs import Try, run_each
from grader.cache import Cache
from grader.grading.code import judge_code, start_code
from grader.grading.prepared import Prepared, prepare
from grader.grading.solutions import Solutions
from grader.grading.submission import Submission
from grader.kinds.base import Unreadable
from grader.kinds.function import Alternative, CodeRun, Function
from grader.sandbox.job import Call, Failure, Limits
from grader.sandbox.sandbox import Sandbox
from grader.source import BrokenSource, Source, parse_source
from grader.spec.exercise import Exercise, Part
from grader.verdict import Verdict

Array = NDArray[Any]
Answer = Outputs | str | Failure
"""What came of one case: outputs, what is wrong with them, or a failure."""

SOLUTION = "solution_as_it_stands"
"""The module that holds the solution, where <exercise>.py is another file."""


PATIENCE = 2.0
"""Seconds that one file may take for all cases, at least: a planted mistake may have made a loop endless."""

SLOWER = 10.0
"""How much longer than the solution a file may take."""


class Setting(NamedTuple):
    """What every proof of a course needs."""

    root: str
    solutions: Solutions
    seed: int
    sandbox: Sandbox
    cache: Cache


class Candidate(NamedTuple):
    """A file that defines the function asked for, perhaps under another name."""

    text: str
    function: str


class Bench:
    """One part of an exercise, and ways to try what is handed in for it."""

    def __init__(self, exercise: Exercise, part: Part, setting: Setting) -> None:
        assert isinstance(part.block, Function)
        self.exercise = exercise
        self.part = part
        self.block: Function = part.block
        self.setting = setting
        self.file = f"{exercise.id}.py"
        self.text = setting.solutions.files.get(self.file, "")

    @cached_property
    def source(self) -> Source | None:
        """The solution, parsed."""
        source = parse_source(self.text, self.file)
        return None if isinstance(source, BrokenSource) else source

    @cached_property
    def prepared(self) -> Prepared:
        """Cases and key at the seed of the course.

        Raises:
            ExerciseFault: the reference gives no key.

        """
        each = self.setting
        return prepare(self.exercise, self.part, each.solutions, each.seed, each.sandbox, each.cache)

    @property
    def identity(self) -> str:
        """What inputs are drawn for."""
        return f"{self.exercise.id}/{self.part.id}"

    @property
    def handwritten(self) -> str:
        """The function of the solution that is what students write; empty if the key is only derived."""
        name = self.block.reference or self.block.function
        found = self.source is not None and name in self.source.functions
        complete = not self.block.loss or (
            self.source is not None and self.block.loss in self.source.functions
        )
        return name if found and complete else ""

    def line(self, function: str) -> int:
        """Where a function of the solution is defined; 1 if it is not."""
        for node in self.source.tree.body if self.source else ():
            if isinstance(node, ast.FunctionDef) and node.name == function:
                return node.lineno
        return 1

    def in_solution(self, function: str) -> str:
        """The place of a function of the solution."""
        return f"solutions/{self.file}:{self.line(function)}"

    def in_exercise(self, *path: str | int) -> str:
        """The place in the exercise file of a key of the part, or of the nearest thing around it."""
        return ExerciseFile(self.setting.root, self.exercise.id).place(self.part.id, *path)

    def as_submission(self, function: str) -> dict[str, str]:
        """The files of a submission in which a function of the solution is the one that is asked for."""
        files = dict(self.setting.solutions.files)
        if function == self.block.function:
            return files
        arguments = ", ".join(self.block.arguments)
        made = [each for each in self.block.arguments.values() if isinstance(each, FromCall)]
        own = [each.call for each in made if each.from_ == "own"]
        lines = [
            f"from {SOLUTION} import {function} as answer",
            *(f"from {SOLUTION} import {name}" for name in dict.fromkeys((*own, self.block.loss)) if name),
            "",
            "",
            f"def {self.block.function}({arguments}):",
            f"    return answer({arguments})",
            "",
        ]
        return {**files, f"{SOLUTION}.py": self.text, self.file: "\n".join(lines)}

    def changed(self, block: Function) -> Bench:
        """The same with another block."""
        other = f"{self.exercise.content} {block}"  # in all but name another file
        return Bench(self.exercise._replace(content=other), self.part._replace(block=block), self.setting)

    def graded(self, files: Mapping[str, str], seed: int | None = None) -> Callable[[], Verdict]:
        """Hand files in, at the seed of the course or another; then ask for the verdict."""
        parsed = {name: parse_source(text, name) for name, text in files.items()}
        each = self.setting
        started = start_code(
            self.exercise,
            [self.part],
            Submission("proof", files, "", {}),
            parsed,
            each.solutions,
            each.seed if seed is None else seed,
            each.sandbox,
            each.cache,
            hidden_cases=True,
        )
        return lambda: judge_code(started, [self.part])[self.part.id]

    def answers(self, candidates: Sequence[Candidate], cases: Sequence[Case]) -> list[list[Answer]]:
        """What each of many files answers in each case."""
        seconds = max(PATIENCE, SLOWER * self._pace) * max(1.0, len(cases) / len(self.prepared.cases))
        return self._answers(candidates, cases, seconds)

    @cached_property
    def _pace(self) -> float:
        """Seconds that the solution takes for all cases."""
        started = time.monotonic()
        self._answers([Candidate(self.text, self.handwritten)], self.prepared.cases, self.block.limits.time)
        return time.monotonic() - started

    def _answers(
        self, candidates: Sequence[Candidate], cases: Sequence[Case], seconds: float
    ) -> list[list[Answer]]:
        tries = []
        for number, each in enumerate(candidates):
            module = f"candidate_{number}"
            functions = [self.block.loss, each.function] if self.block.loss else [each.function]
            calls = [
                Call("call", (module, function, *case.inputs), module, case.layout)
                for function in functions
                for case in cases
            ]
            tries.append(Try(module, each.text, calls))
        return [self._read(cases, results) for results in self.run(tries, cases, seconds)]

    def run(self, tries: Sequence[Try], cases: Sequence[Case], seconds: float) -> list[tuple[Result, ...]]:
        """What the calls of each file give, with these seconds for each file."""
        outputs = max(
            sum(array.size for array in each.arrays) for each in self.prepared.key.alternatives[0].expected
        )
        return run_each(
            tries,
            beside=self.setting.solutions.files,
            module=self.exercise.id,
            limits=Limits(seconds, self.block.limits.memory, self.block.limits.output),
            size=8 * (sum(map(input_size, cases)) + outputs * len(cases)),
            sandbox=self.setting.sandbox,
        )

    def _read(self, cases: Sequence[Case], results: Sequence[Any]) -> list[Answer]:
        own = tuple(results[len(results) - len(cases) :])
        losses = tuple(results[: len(results) - len(cases)])
        response = self.block.read(CodeRun(tuple(cases), own, self.exercise.id, {}, losses))
        assert not isinstance(response, Unreadable)
        return list(response.results)


def right(answers: Sequence[Answer], alternatives: Sequence[Alternative]) -> bool:
    """Whether every case is right, by the same one of the accepted keys."""
    return any(all(map(right_case, answers, alternative.expected)) for alternative in alternatives)


def right_case(answer: Answer, expected: Expected) -> bool:
    """Whether the outputs of a case are right, in values and in form."""
    return (
        isinstance(answer, Outputs)
        and not answer.container
        and all(
            compare(value.array, array, room).difference is Difference.NONE
            for value, array, room in zip(answer.values, expected.arrays, expected.tolerances, strict=True)
        )
    )
