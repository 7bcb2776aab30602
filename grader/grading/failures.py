"""After a failure: which mistake explains it, and the smallest input that shows it.

What needs a run of the student's code is started for all parts at once and read in the end, so that it
goes on while this process looks at what is known already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.cache import Cache
from grader.grading.counterexample import SmallInputs, small_inputs
from grader.grading.mending import Mending
from grader.grading.mistakes import known_mistakes
from grader.grading.prepared import Prepared
from grader.grading.solutions import Solutions
from grader.kinds.function import UNEXPLAINED, Function, Key, Response
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
        shown = {part.id: small for part, _, verdict in failing if (small := self._small(part, verdict))}
        verdicts, keys, changing = {}, {}, {}
        for part, response, verdict in failing:
            name, block = part.id, _block(part)
            verdicts[name], keys[name] = verdict, self.prepared[name].key
            if not block.explained(verdict):
                keys[name] = self._with_mistakes(part)
                verdicts[name] = block.judge(response, keys[name])
            if not block.explained(verdicts[name], UNEXPLAINED):
                key = keys[name].alternatives[0]
                changing[name] = Mending(block, self.exercise.id, self.sources, response, key, self.sandbox)
        for part, response, _ in failing:
            name, block = part.id, _block(part)
            if name in changing and (mended := changing[name].found()):
                verdicts[name] = block.judge(response, keys[name]._replace(mended=mended))
            if name in shown:
                verdicts[name] = shown[name].shown(verdicts[name])
        return verdicts

    def _with_mistakes(self, part: Part) -> Key:
        prepared = self.prepared[part.id]
        known = known_mistakes(
            self.exercise, part, prepared, self.solutions, self.seed, self.sandbox, self.cache
        )
        return prepared.key._replace(known=known)

    def _small(self, part: Part, verdict: Verdict) -> SmallInputs | None:
        """The student's function under way on small inputs."""
        block = _block(part)
        if not block.shows(verdict):
            return None
        prepared = small_inputs(self.exercise, part, self.solutions, self.sandbox, self.cache)
        if prepared is None or not prepared.cases:
            return None
        return SmallInputs(prepared, block, self.files, self.exercise.id, self.sandbox)


def _block(part: Part) -> Function:
    assert isinstance(part.block, Function)
    return part.block
