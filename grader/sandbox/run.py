"""A job under way: the parent's side, which alone decides outcome and time."""

from __future__ import annotations

import contextlib
import math
import os
import signal
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError
from grader.sandbox import claims, wire
from grader.sandbox.budget import Budget, TooMuchOutputError
from grader.sandbox.job import Call, Ending, Failure, Job, Limits, RunRecord, Warned
from grader.sandbox.lockdown import Rung
from grader.sandbox.output import Output
from grader.sandbox.packing import pack
from grader.sandbox.values import GarbledError, Value, decode
from grader.sandbox.zygote import Zygote, ZygoteLost

if TYPE_CHECKING:
    from grader.sandbox.sandbox import Sandbox

_PATIENCE = 60.0
"""Seconds that a child may take to be ready; no time of the submission's."""

_DISTURBED = Failure(Ending.CRASHED, text="it disturbed the process that runs submissions")
_GARBLED = Failure(Ending.CRASHED, text="it answered in a way that no function can")
_FOREIGN = Failure(Ending.FORBIDDEN, text="make system calls of another kind of machine")
_TOO_LARGE = Failure(
    Ending.OUT_OF_MEMORY, text=f"its results take more than {wire.MAX_TOTAL >> 20} MiB together"
)
_ONE_STRIKE = (Ending.TIMED_OUT, Ending.TOO_MUCH_OUTPUT)
"""What ends a group: its limit is used up."""


class SandboxFailed(GraderError):
    """The sandbox itself failed, twice: never a mistake of a submission."""


class _LostError(Exception):
    """A child is gone, or never was ready, for a reason that is not its job's."""


class Run:
    """A job under way.

    If ``further`` seconds are granted, its child waits for more calls afterwards, until the run is closed.
    """

    def __init__(self, sandbox: Sandbox, job: Job, further: float = 0.0) -> None:
        self._sandbox = sandbox
        self._job = job
        self._further = further
        self._results: dict[int, Value | Failure] = {}
        self._import_failure: Failure | None = None
        self._remarks: dict[str, Any] = {}
        self._changed: dict[int, tuple[int, ...]] = {}
        self._warned: dict[Warned, None] = {}
        self._budget = Budget(job)
        self._output = Output(lambda count: self._budget.printed(count))
        self._bytes_left = wire.MAX_TOTAL
        self._losses = 0
        self._zygote: Zygote | None = None
        self._begin()

    def record(self) -> RunRecord:
        """What every call came to; waits for it, within the job's limits.

        Raises:
            SandboxFailed: no child could be had, or kept.

        """
        while self._import_failure is None and (ending := self._listen()) is not None:
            if self._import_failure or not self._waiting():
                break
            self._blame(ending)
            if not self._waiting():
                break
            self._begin()
        failed = self._import_failure
        results = tuple(
            self._results.get(index) or failed or Failure(Ending.SKIPPED)
            for index in range(len(self._job.calls))
        )
        return RunRecord(
            results,
            failed,
            self._output.text(),
            claims.names(self._remarks.get("borrowed")),
            tuple(self._warned),
            {index: positions for index, positions in self._changed.items() if positions},
        )

    def more(
        self,
        calls: tuple[Call, ...],
        limits: Mapping[str, Limits],
        files: Mapping[str, str] = MappingProxyType({}),
    ) -> RunRecord:
        """The record of further calls, in the same child if it still is there and listens.

        They have no more memory than the most generous of the calls before. From now on ``files`` stand beside those
        of the job, and can be imported; one of a name that is there already is left out.

        Raises:
            SandboxFailed: no child could be had, or kept.

        """
        added = {name: text for name, text in files.items() if name not in self._job.files}
        self._job = self._job._replace(files={**self._job.files, **added}, calls=calls, limits=limits)
        self._results, self._changed, self._losses = {}, {}, 0
        self._budget = Budget(self._job)
        if self._import_failure is None and not self._taken(added):
            self._leave()
            self._begin()
        return self.record()

    def _taken(self, added: Mapping[str, str]) -> bool:
        """Whether the child takes further calls and files; one that only pretended to be done does not read them."""
        if self._child is None:
            return False
        meta, raw = pack(self._job._replace(files=added), self._waiting())
        self._child.channel.settimeout(self._job.import_limits.time)
        try:
            wire.send(self._child.channel, wire.JOB, meta, raw)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """End the child, if it still is there."""
        self._leave()

    def _waiting(self) -> list[int]:
        return [index for index in range(len(self._job.calls)) if index not in self._results]

    def _begin(self) -> None:
        """Give the calls that have no result yet to a child."""
        waiting = self._waiting()
        groups = {self._job.calls[index].group for index in waiting}
        meta, raw = pack(self._job, waiting)
        meta["cpu_seconds"] = math.ceil(self._budget.seconds(groups) + self._further) + 1
        self._child = None
        self._imported = False
        with contextlib.suppress(ZygoteLost):  # shows when listening
            self._zygote, self._child = self._sandbox.child()
            os.set_blocking(self._child.output, False)
            self._receiver = wire.Receiver(self._child.channel, total=self._bytes_left)
            self._receiver.read_aside(self._child.output, self._print)
            self._child.channel.settimeout(_PATIENCE)
            with contextlib.suppress(OSError):
                wire.send(self._child.channel, wire.JOB, meta, raw)

    def _print(self) -> bool:
        return self._child is not None and self._output.read(self._child.output)

    def _listen(self) -> Failure | None:
        """Read frames until the child is done (None), or until something stops it (what)."""
        while True:
            waits = False
            try:
                ending = self._frames()
                waits = ending is None and bool(self._further)
                return ending
            except (_LostError, ZygoteLost):
                self._losses += 1
            finally:
                if not waits:
                    self._leave()
            if self._sandbox.rung is Rung.NONE and self._started:
                self._results |= dict.fromkeys(self._waiting()[1:], _DISTURBED)
                return _DISTURBED
            if self._losses > 1:
                raise SandboxFailed("the sandbox failed twice for one submission; run it again")
            if self._zygote is not None:
                self._sandbox.replace(self._zygote)
            self._begin()

    def _leave(self) -> None:
        """Be done with the child, after reading what it printed last."""
        if self._child is None:
            return
        with contextlib.suppress(TooMuchOutputError):
            self._print()
        self._bytes_left = self._receiver.left
        self._child.close()
        assert self._zygote is not None
        with contextlib.suppress(ZygoteLost):
            self._zygote.forget(self._child.number)
        self._child = None

    def _frames(self) -> Failure | None:
        try:
            if not self._imported:
                self._await_ready()
            while self._import_failure is None:
                waiting = self._waiting()
                call = self._job.calls[waiting[0]] if self._imported and waiting else None
                frame = self._budget.frame(self._receiver, call)
                if frame is None:
                    ending = self._crash()
                    break
                if self._done(waiting, *frame):
                    return None
            else:
                return None
        except TimeoutError:
            ending = Failure(Ending.TIMED_OUT)
        except TooMuchOutputError:
            ending = Failure(Ending.TOO_MUCH_OUTPUT)
        except wire.TooMuchError:
            ending = _TOO_LARGE
            self._results |= dict.fromkeys(self._waiting()[1:], _TOO_LARGE)
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
            ending = _GARBLED  # every field is checked, and what is not what was agreed ends here
        if not self._imported:
            self._import_failure = ending
        return ending

    def _await_ready(self) -> None:
        """No byte of the submission has run before: what goes wrong until here is not its doing."""
        self._started = False
        self._budget.begin()
        if self._child is None:
            raise _LostError
        try:
            frame = self._receiver.frame(_PATIENCE)
        except TimeoutError:
            raise _LostError from None
        if frame is None or frame[0] != wire.READY:
            raise _LostError
        self._started = True

    def _done(self, waiting: list[int], kind: bytes, meta: Any, raw: bytes) -> bool:
        """Take one frame, if it is what comes next; whether it was the last."""
        if not isinstance(meta, dict):
            raise GarbledError("no object")
        if kind == wire.IMPORTED and not self._imported:
            self._imported = True
            self._remarks = meta
            if "failure" in meta:
                self._import_failure = claims.failure(meta["failure"])
        elif (
            kind in (wire.VALUE, wire.FAILURE) and self._imported and waiting and meta["index"] == waiting[0]
        ):
            self._results[waiting[0]] = (
                decode(meta["value"], raw) if kind == wire.VALUE else claims.failure(meta["failure"])
            )
            self._changed[waiting[0]] = claims.positions(meta.get("changed"))
        elif kind == wire.DONE and self._imported and not waiting:
            self._remarks = meta
            self._warned |= dict.fromkeys(claims.warnings(meta.get("warned")))
            return True
        else:
            raise GarbledError("a frame out of turn")
        return False

    def _crash(self) -> Failure:
        assert self._child is not None
        assert self._zygote is not None
        code = os.waitstatus_to_exitcode(self._zygote.reap(self._child.number))
        if code == -signal.SIGXCPU:
            return Failure(Ending.TIMED_OUT)
        if code == -signal.SIGSYS:
            return _FOREIGN
        if code < 0 and code != -signal.SIGKILL:
            names = {number.value: number.name for number in signal.Signals}
            return Failure(
                Ending.CRASHED, names.get(-code, f"signal {-code}"), "the process was ended by a signal"
            )
        return Failure(Ending.CRASHED, text="it ended the process instead of returning")

    def _blame(self, failure: Failure) -> None:
        """The call under way ended so; if a limit is used up, the other calls of its group are skipped."""
        index = self._waiting()[0]
        self._results[index] = failure
        if failure.ending in _ONE_STRIKE:
            group = self._job.calls[index].group
            for other in self._waiting():
                if self._job.calls[other].group == group:
                    self._results[other] = Failure(Ending.SKIPPED)
