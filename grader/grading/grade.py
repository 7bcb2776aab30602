"""One submission against the exercises of a course: read, run, judge, add up."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.cache import Cache
from grader.errors import UserError, printable
from grader.grading.answers import FILE, Answers, Parts, read_answers
from grader.grading.attempt import Attempt
from grader.grading.faults import fault_of, fault_of_exercise
from grader.grading.judged_before import name_of, packed, unpacked
from grader.grading.patience import patience
from grader.grading.points import exercise_report
from grader.grading.report import ExerciseReport, Report
from grader.grading.submission import Submission, read_submission, submission_name
from grader.kinds.base import Unreadable
from grader.maths.expressions.exact import rational
from grader.spec.course import Course
from grader.spec.exercise import Exercise, Part
from grader.verdict import ZERO, Outcome, Place, Verdict, failed, undecided

if TYPE_CHECKING:
    from grader.grading.code import CodeGrading
    from grader.sandbox.sandbox import Sandbox


MAX_ANSWER = 50_000
"""Signs of one answer."""

MAX_REMARKS = 20


class Grader(NamedTuple):
    """Everything that grading needs and that does not depend on the submission."""

    course: Course
    exercises: tuple[Exercise, ...]
    passed_over: Parts
    """Exercises and parts that are not graded now, though answers.md may hold them."""
    sandbox: Sandbox | None
    cache: Cache
    seed: int
    keys: dict[tuple[str, str], Any]
    """What text answers are judged against, worked out once for all submissions."""
    self_check: bool = False
    """A student checks their own work: hidden cases are not run, and what cannot be read earns nothing."""
    attempt: Attempt = Attempt()
    student: str = ""
    """Whose variants are graded, if not those of the submission's own name."""
    several: bool = False
    """A whole class is graded: its verdicts would crowd everything else out of the cache."""
    faults: Mapping[str, Verdict] = MappingProxyType({})
    """What each part gets of the exercises that have no value with this student's numbers."""

    def grade(
        self,
        folder: str | os.PathLike[str],
        meanwhile: Callable[[], object] = lambda: None,
        *,
        renew: bool = True,
    ) -> Report:
        """The report on a submission; ``meanwhile`` is called while its code runs.

        With ``renew`` the sandbox is looked after first, in case an earlier submission harmed it.

        """
        folder = os.fspath(folder)
        if self.sandbox is not None and renew:
            self.sandbox.renew()
        try:
            return self._of(submission_name(folder))._graded(folder, meanwhile)
        except UserError:
            raise
        except Exception as error:  # nothing in one submission may cost another its report
            reports = tuple(self._faulty(exercise, error) for exercise in self.exercises)
            return self._report(submission_name(folder), reports)

    def _of(self, submission: str) -> Grader:
        """With the variants of whoever handed in a submission."""
        if not self._own_numbers:
            return self
        from grader.grading.student import identity
        from grader.spec.variants import variant, without_values

        student, seed = self.student or identity(submission), self.course.settings.variant_seed
        exercises, faults = [], {}
        for each in self.exercises:
            try:
                exercises.append(variant(each, student, seed))
            except Exception as error:  # of one exercise for one student: nothing to the others
                exercises.append(without_values(each))
                faults[each.id] = fault_of_exercise(error)
        return self._replace(exercises=tuple(exercises), faults=faults)

    def _graded(self, folder: str, meanwhile: Callable[[], object]) -> Report:
        submission = read_submission(folder)
        started = self._start(submission)
        meanwhile()
        texts = {
            exercise.id: [part.id for part in exercise.parts if not part.block.from_code]
            for exercise in self.exercises
        }
        with patience():
            answers = read_answers(submission.answers, texts, self.passed_over)
        verdicts: dict[tuple[str, str], Verdict] = {}
        for exercise in self.exercises:  # before waiting for code
            for part in exercise.parts:
                if exercise.id in self.faults:
                    verdicts[exercise.id, part.id] = self.faults[exercise.id]
                elif not part.block.from_code:
                    verdicts[exercise.id, part.id] = self._text_part(exercise, part, submission, answers)
        for exercise in self.exercises:
            for name, verdict in self._code_parts(exercise, started.get(exercise.id)).items():
                verdicts[exercise.id, name] = verdict
        reports = tuple(self._exercise(exercise, verdicts) for exercise in self.exercises)
        ran = self.sandbox is not None and any(each.run for each in started.values())
        layers = self.sandbox.rung.value if ran and self.sandbox else ""
        remarks = _some((*submission.remarks, *answers.remarks, *self._whose(submission.name)))
        return self._report(submission.name, reports, layers, remarks)

    @property
    def _own_numbers(self) -> bool:
        """Whether there are numbers of the student's own in what is graded."""
        return any(exercise.template is not None for exercise in self.exercises)

    def _whose(self, name: str) -> tuple[str, ...]:
        """For a student who may have called the folder otherwise."""
        if not self._own_numbers or not self.self_check or self.student:
            return ()
        return (
            f"The numbers are those of {name}, as this folder is called; for those of another name add --student NAME.",
        )

    def _report(
        self,
        name: str,
        exercises: tuple[ExerciseReport, ...],
        layers: str = "",
        remarks: tuple[str, ...] = (),
    ) -> Report:
        attempt, late = self.attempt.number, self.attempt.late
        student = self.student if self._own_numbers else ""
        return Report(name, exercises, layers, remarks, self.self_check, attempt, late, student)

    def _start(self, submission: Submission) -> Mapping[str, CodeGrading]:
        coded = [
            exercise
            for exercise in self.exercises
            if exercise.id not in self.faults and any(part.block.from_code for part in exercise.parts)
        ]
        if not coded:
            return {}
        from grader.grading.code import start_code
        from grader.grading.solutions import Solutions
        from grader.source import parse_source

        solutions = Solutions.read(os.path.join(self.course.root, "solutions"))
        with patience():
            parsed = {name: parse_source(text, name) for name, text in submission.sources.items()}
        started = {}
        for exercise in coded:
            parts = [part for part in exercise.parts if part.block.from_code]
            started[exercise.id] = start_code(
                exercise,
                parts,
                submission,
                parsed,
                solutions,
                self.seed,
                self.sandbox,
                self.cache,
                hidden_cases=not self.self_check,
            )
        return started

    def _code_parts(self, exercise: Exercise, code: CodeGrading | None) -> Mapping[str, Verdict]:
        if code is None:
            return {}
        from grader.grading.code import judge_code

        parts = [part for part in exercise.parts if part.block.from_code]
        return judge_code(code, parts)

    def _faulty(self, exercise: Exercise, error: Exception) -> ExerciseReport:
        return self._exercise(exercise, {(exercise.id, part.id): fault_of(error) for part in exercise.parts})

    def _exercise(self, exercise: Exercise, verdicts: Mapping[tuple[str, str], Verdict]) -> ExerciseReport:
        judged = {}
        for part in exercise.parts:
            verdict = verdicts[exercise.id, part.id]
            if self.self_check and verdict.outcome is Outcome.UNREADABLE:
                verdict = verdict._replace(score=ZERO)
            judged[part.id] = verdict
        weight = rational(self.course.weight(exercise.id))
        return exercise_report(exercise, judged, weight, self.attempt)

    def _text_part(self, exercise: Exercise, part: Part, submission: Submission, answers: Answers) -> Verdict:
        where = (exercise.id, part.id)
        if why := submission.refusal(FILE):
            text = f"{FILE} was not read: {why}."
            return undecided(Outcome.UNREADABLE, "answers.unreadable", text, place=Place(FILE))
        if where in answers.twice:
            lines = " and ".join(map(str, answers.twice[where]))
            text = f"Answered more than once, in lines {lines} of {FILE}: keep one."
            return undecided(
                Outcome.UNREADABLE, "answers.twice", text, place=Place(FILE, answers.twice[where][-1])
            )
        if where in answers.misspelt:
            heading, line = answers.misspelt[where]
            text = f"Found '## {heading}' in line {line} of {FILE}; did you mean '## {part.id}'? Rename the heading."
            return undecided(Outcome.UNREADABLE, "answers.misspelt", text, place=Place(FILE, line))
        answer = answers.texts.get(where)
        if answer is None or not answer.text.strip():
            text = f"No answer: write it in {FILE} below '# {exercise.id}' and '## {part.id}'."
            return failed(Outcome.UNANSWERED, "answers.missing", text)
        if len(answer.text) > MAX_ANSWER:
            text = f"The answer is longer than {MAX_ANSWER // 1000} 000 signs: write the answer alone."
            return undecided(
                Outcome.UNREADABLE, "answers.unreadable", text, place=Place(FILE, answer.line, answer.column)
            )
        try:
            verdict = self._judged_before(exercise, part, answer.text)
        except Exception as error:
            return fault_of_exercise(error)
        if verdict.outcome is Outcome.UNREADABLE and exercise.values:
            from grader.grading.own_numbers import with_own_numbers

            verdict = with_own_numbers(verdict, exercise.values)
        if verdict.outcome is Outcome.UNREADABLE and verdict.place:
            return verdict._replace(place=_in_file(verdict.place, answer.line, answer.column))
        return _placed(verdict, answer.line, answer.column)

    def _judged_before(self, exercise: Exercise, part: Part, text: str) -> Verdict:
        """The verdict on an answer, with places in it; from the cache where one submission is graded alone."""
        if self.several:
            return self._judged(exercise, part, text)
        name = name_of(exercise, part, text, self.cache)
        if (stored := self.cache.load(name)) is not None:
            return unpacked(stored[0])
        verdict = self._judged(exercise, part, text)
        self.cache.store(name, packed(verdict))
        return verdict

    def _judged(self, exercise: Exercise, part: Part, text: str) -> Verdict:
        with patience():
            response = part.block.read(text)
            if isinstance(response, Unreadable):
                place = Place(FILE, response.line, response.column)
                reason = f"{part.block.kind}.unreadable"
                return undecided(Outcome.UNREADABLE, reason, *response.feedback, place=place)
            key = (f"{exercise.id}/{exercise.content}", part.id)
            if key not in self.keys:
                self.keys[key] = part.block.key()
            return part.block.judge(response, self.keys[key])


def _place(first_line: int, first_column: int, line: int, column: int) -> tuple[int, int]:
    """A place in answers.md, from one inside an answer."""
    shift = first_column - 1 if line == 1 else 0
    return first_line + line - 1, column + shift if column else 0


def _placed(verdict: Verdict, line: int, column: int) -> Verdict:
    """Places of checks as places in answers.md."""
    checks = tuple(
        check._replace(verdict=check.verdict._replace(place=_in_file(check.verdict.place, line, column)))
        for check in verdict.checks
    )
    return verdict._replace(checks=checks) if checks else verdict


def _in_file(place: Place | None, line: int, column: int) -> Place | None:
    return None if place is None else Place(FILE, *_place(line, column, place.line, place.column))


def _some(remarks: Sequence[str]) -> tuple[str, ...]:
    """As many remarks as a person reads, each of a length that a person reads."""
    shown = tuple(printable(remark, 500) for remark in remarks[:MAX_REMARKS])
    more = len(remarks) - len(shown)
    return (*shown, f"There are {more} more remarks like these.") if more else shown
