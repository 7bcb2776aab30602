"""After a failure: which mistake explains it, and the smallest input that shows it.

What is known already is looked at first. What needs a run of the student's code is then tried for all
parts together, in one child.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.arrays.fit import by_fit
from grader.cache import Cache
from grader.grading.counterexample import SmallInputs, small_inputs
from grader.grading.mending import PATIENCE as CHANGES
from grader.grading.mending import Mending
from grader.grading.mistakes import DRIVER, known_mistakes
from grader.grading.prepared import Prepared
from grader.grading.solutions import Solutions
from grader.kinds.function import UNEXPLAINED, Function, Key, Response
from grader.sandbox.job import Call, Job, Limits
from grader.sandbox.sandbox import Sandbox
from grader.source import Source
from grader.spec.exercise import Exercise, Part
from grader.verdict import Verdict


class Failures:
    """Looks into what failed in one submission's code for one exercise."""

    def __init__(
        self,
        exercise: Exercise,
        prepared: Mapping[str, Prepared],
        sources: Mapping[str, Source],
        files: Mapping[str, str],
        solutions: Solutions,
        seed: int,
        sandbox: Sandbox,
        cache: Cache,
    ) -> None:
        self.exercise, self.prepared, self.sources, self.files = exercise, prepared, sources, files
        self.solutions, self.seed, self.sandbox, self.cache = solutions, seed, sandbox, cache

    def looked_into(self, failing: Sequence[tuple[Part, Response, Verdict]]) -> dict[str, Verdict]:
        """The verdicts with an explanation and a small counterexample, as far as they can be found.

        ``failing`` are the parts with what was returned and the verdict so far.
        """
        verdicts = {part.id: verdict for part, _, verdict in failing}
        keys = {part.id: self.prepared[part.id].key for part, _, _ in failing}
        small, mending = {}, {}
        for number, (part, response, verdict) in enumerate(failing):
            name, block = part.id, _block(part)
            if not block.explained(verdict):
                keys[name] = self._with_mistakes(part)
                verdicts[name] = block.judge(response, keys[name])
            if not block.explained(verdicts[name], UNEXPLAINED):
                alternatives = keys[name].alternatives
                key = alternatives[by_fit(response.results, [each.expected for each in alternatives])[0]]
                prefix = f"part_{number}"
                mending[name] = Mending(block, self.exercise.id, self.sources, response, key, prefix)
            if inputs := self._small(part, verdict, f"{number}/small"):
                small[name] = inputs
        job = self._job(small, mending)
        results = iter(self.sandbox.run(job).results if job.calls else ())
        returned = {name: [next(results) for _ in inputs.calls] for name, inputs in small.items()}
        for part, response, _ in failing:
            name, block = part.id, _block(part)
            tried = [next(results) for _ in mending[name].calls] if name in mending else []
            if tried and (fitting := mending[name].fitting(tried)):
                mended = mending[name].found(fitting, job, self.sandbox)
                verdicts[name] = block.judge(response, keys[name]._replace(mended=mended))
            if name in small:
                verdicts[name] = small[name].shown(verdicts[name], returned[name])
        return verdicts

    def _job(self, small: Mapping[str, SmallInputs], mending: Mapping[str, Mending]) -> Job:
        """Everything that is tried.

        The small inputs come first, since what a function returns for them is shown: it must not have seen
        a hidden case by then.
        """
        files = dict(self.files)
        limits: dict[str, Limits] = {}
        calls: list[Call] = []
        for inputs in small.values():
            calls += inputs.calls
            limits |= {call.group: inputs.limits for call in inputs.calls}
        for changes in mending.values():
            files |= changes.files
            calls += changes.calls
            limits |= {call.group: CHANGES for call in changes.calls}
        return Job(files, self.exercise.id, tuple(calls), limits, driver=DRIVER)

    def _with_mistakes(self, part: Part) -> Key:
        prepared = self.prepared[part.id]
        known = known_mistakes(
            self.exercise, part, prepared, self.solutions, self.seed, self.sandbox, self.cache
        )
        return prepared.key._replace(known=known)

    def _small(self, part: Part, verdict: Verdict, group: str) -> SmallInputs | None:
        """The student's function under way on small inputs."""
        block = _block(part)
        if not block.shows(verdict):
            return None
        prepared = small_inputs(self.exercise, part, self.solutions, self.sandbox, self.cache)
        if prepared is None or not prepared.cases:
            return None
        return SmallInputs(prepared, block, group)


def _block(part: Part) -> Function:
    assert isinstance(part.block, Function)
    return part.block
