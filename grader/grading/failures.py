"""After a failure: which mistake explains it, and the smallest input that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from grader.cache import Cache
from grader.grading.counterexample import SmallInputs, small_inputs
from grader.grading.mending import PATIENCE as CHANGES
from grader.grading.mending import Mending
from grader.grading.mistakes import DRIVER, known_mistakes
from grader.grading.prepared import Prepared
from grader.grading.solutions import Solutions
from grader.kinds.function import UNEXPLAINED, Function, Key, Response
from grader.sandbox.job import Call, Failure, Job, Limits
from grader.sandbox.run import Run
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import Value
from grader.source import Source
from grader.spec.exercise import Exercise, Part
from grader.verdict import Verdict

FURTHER = 10.0
"""Seconds of work for everything that is tried after the small inputs; each try has limits of its own."""


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
        self.run: Run | None = None

    def looked_into(self, failing: Sequence[tuple[Part, Response, Verdict]]) -> dict[str, Verdict]:
        """The verdicts with an explanation and a small counterexample, as far as they can be found.

        ``failing`` are the parts with what was returned and the verdict so far. The student's code runs in
        a child of its own, at first on small inputs, since what is shown of them must not come from a function that
        has seen a hidden case. Meanwhile this process looks at what is known already.
        """
        small = {}
        for number, (part, _, verdict) in enumerate(failing):
            if inputs := self._small(part, verdict, f"{number}/small"):
                small[part.id] = inputs
        try:
            self.run = self._started(small) if small else None
            verdicts: dict[str, Verdict] = {}
            mending = {}
            for number, (part, response, verdict) in enumerate(failing):
                block, key = _block(part), self.prepared[part.id].key
                verdicts[part.id] = verdict
                if not block.explained(verdict):
                    key = self._with_mistakes(part)
                    verdicts[part.id] = block.judge(response, key)
                if not block.explained(verdicts[part.id], UNEXPLAINED):
                    changes = Mending(block, self.exercise.id, self.sources, response, key, f"part_{number}")
                    if changes.likely:
                        mending[part.id] = changes
            shown = iter(self.run.record().results if self.run else ())
            returned = {name: [next(shown) for _ in inputs.calls] for name, inputs in small.items()}
            verdicts |= self._mended(mending)
        finally:
            if self.run:
                self.run.close()
        return verdicts | {
            name: inputs.shown(verdicts[name], returned[name]) for name, inputs in small.items()
        }

    def _started(self, small: Mapping[str, SmallInputs]) -> Run:
        """The student's functions under way on small inputs."""
        calls = tuple(call for inputs in small.values() for call in inputs.calls)
        limits = {call.group: inputs.limits for inputs in small.values() for call in inputs.calls}
        return self._begun(calls, limits, {})

    def _begun(self, calls: tuple[Call, ...], limits: Mapping[str, Limits], files: Mapping[str, str]) -> Run:
        job = Job({**self.files, **files}, self.exercise.id, calls, limits, driver=DRIVER)
        return self.sandbox.start(job, further=FURTHER)

    def _mended(self, mending: Mapping[str, Mending]) -> dict[str, Verdict]:
        """The verdicts of the parts for which a change makes every case right."""
        verdicts = self._tried(mending, {name: changes.likely for name, changes in mending.items()})
        left = {name: changes for name, changes in mending.items() if changes.left}
        calls = {name: changes.on_smallest() for name, changes in left.items()}
        returned = self._returned(calls, [changes.files(changes.others) for changes in left.values()])
        fitting = {name: changes.fitting(returned[name]) for name, changes in left.items()}
        return verdicts | self._tried(mending, {name: found for name, found in fitting.items() if found})

    def _tried(
        self, mending: Mapping[str, Mending], tried: Mapping[str, Sequence[str]]
    ) -> dict[str, Verdict]:
        """The verdicts with what comes of changes when they are tried on every case."""
        calls = {name: mending[name].everywhere(each) for name, each in tried.items()}
        returned = self._returned(calls, [mending[name].files(each) for name, each in tried.items()])
        judged = {name: mending[name].judged(each, returned[name]) for name, each in tried.items()}
        return {name: verdict for name, verdict in judged.items() if verdict}

    def _returned(
        self, calls: Mapping[str, Sequence[Call]], changed: Sequence[Mapping[str, str]]
    ) -> dict[str, list[Value | Failure]]:
        """What calls of functions in ``changed`` files give, part by part."""
        every = tuple(chain(*calls.values()))
        if not every:
            return {name: [] for name in calls}
        limits = {call.group: CHANGES for call in every}
        files = {name: text for each in changed for name, text in each.items()}
        if self.run:
            record = self.run.more(every, limits, files)
        else:
            self.run = self._begun(every, limits, files)
            record = self.run.record()
        results = iter(record.results)
        return {name: [next(results) for _ in each] for name, each in calls.items()}

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
