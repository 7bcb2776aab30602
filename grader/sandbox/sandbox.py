"""run(Job) -> RunRecord: the parent's side, which alone decides outcome and time."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import socket
import time
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from grader.errors import SandboxUnavailable
from grader.sandbox import wire
from grader.sandbox.job import Call, Ending, Failure, Job, Made, RunRecord, Warned
from grader.sandbox.lockdown import LAYERS
from grader.sandbox.values import GarbledError, Value, decode, printable
from grader.sandbox.zygote import Zygote, ZygoteLost

MAX_READY = 16
"""Children that wait for a job at most."""

_DISTURBED = Failure(Ending.CRASHED, text="it disturbed the process that runs submissions")

_GARBLED = Failure(Ending.CRASHED, text="it answered in a way that no function can")


class Sandbox:
    """Runs jobs in children that hold nothing but the job.

    Made before any exercise is read: what this process knows then is all that a child can know.
    As many children as jobs are ``expected`` are made at once, while this process goes on.
    """

    def __init__(self, expected: int = 0) -> None:
        if not hasattr(os, "fork"):
            raise SandboxUnavailable("student code needs Linux or macOS to run: on Windows use WSL")
        self._zygote = Zygote.forked()
        self._ready = [self._zygote.fork() for _ in range(min(expected, MAX_READY))]
        self.layers = LAYERS

    def renew(self) -> None:
        """Before another submission: replace a zygote that an earlier one killed or stopped."""
        if not self._zygote.answers():
            self._zygote.close()
            self._zygote = Zygote.fresh()
            self._ready.clear()

    def start(self, job: Job) -> Run:
        """Send a job to a child; the child begins at once, the record is there when asked for."""
        return Run(self._zygote, job, self._ready)

    def run(self, job: Job) -> RunRecord:
        """The record of a job."""
        return self.start(job).record()

    def close(self, *, wait: bool = True) -> None:
        """End every process this sandbox started; see Zygote.close."""
        self._zygote.close(wait=wait)


class _Budget:
    """Wall seconds that may pass between frames, for each group and for importing; spent once."""

    def __init__(self, job: Job) -> None:
        self._left = {group: limits.time for group, limits in job.limits.items()}
        self._left |= {call.group: job.limits_of(call).time for call in job.calls}
        self._importing = job.import_limits.time

    def total(self, groups: Collection[str]) -> float:
        """What importing and these groups may still take."""
        return self._importing + sum(self._left[group] for group in groups)

    def frame(self, receiver: wire.Receiver, call: Call | None) -> tuple[bytes, Any, bytes] | None:
        """The next frame, at the cost of a call's group; without a call, of importing.

        Raises:
            TimeoutError: nothing is left.

        """
        left = self._left[call.group] if call else self._importing
        started = time.monotonic()
        try:
            return receiver.frame(max(0.001, left))
        finally:
            left -= time.monotonic() - started
            if call:
                self._left[call.group] = left
            else:
                self._importing = left


class Run:
    """A job under way."""

    def __init__(self, zygote: Zygote, job: Job, ready: list[tuple[int, socket.socket]]) -> None:
        self._zygote = zygote
        self._ready = ready
        self._job = job
        self._results: dict[int, Value | Failure] = {}
        self._import_failure: Failure | None = None
        self._remarks: dict[str, Any] = {}
        self._changed: dict[int, tuple[int, ...]] = {}
        self._warned: dict[Warned, None] = {}
        self._budget = _Budget(job)
        self._child = 0
        self._begin()

    def record(self) -> RunRecord:
        """What every call came to; waits for it, within the job's limits."""
        while (ending := self._listen()) is not None:
            waiting = self._waiting()
            if self._import_failure or not waiting:
                break
            self._blame(waiting[0], ending)
            if ending is _DISTURBED:
                self._results |= dict.fromkeys(self._waiting(), _DISTURBED)
            if not self._waiting():
                break
            self._begin()
        failed = self._import_failure
        results = tuple(
            self._results.get(index) or failed or Failure(Ending.SKIPPED)
            for index in range(len(self._job.calls))
        )
        borrowed = self._remarks.get("borrowed")
        printed = self._remarks.get("printed")
        return RunRecord(
            results,
            failed,
            printed if isinstance(printed, str) else "",
            tuple(printable(str(name)) for name in borrowed) if isinstance(borrowed, list) else (),
            tuple(self._warned),
            {index: positions for index, positions in self._changed.items() if positions},
        )

    def _waiting(self) -> list[int]:
        return [index for index in range(len(self._job.calls)) if index not in self._results]

    def _begin(self) -> None:
        waiting = self._waiting()
        groups = {self._job.calls[index].group for index in waiting}
        meta, raw = pack(self._job, waiting)
        meta["cpu_seconds"] = math.ceil(self._budget.total(groups)) + 1
        # A zygote or child that is gone already shows when listening.
        with contextlib.suppress(ZygoteLost):
            self._child, self._channel = self._ready.pop() if self._ready else self._zygote.fork()
            self._receiver = wire.Receiver(self._channel)
            self._channel.settimeout(self._job.import_limits.time)
            with contextlib.suppress(OSError):
                wire.send(self._channel, wire.JOB, meta, raw)

    def _listen(self) -> Failure | None:
        """Read frames until the child is done (None), or until something stops it (what)."""
        if not self._child:
            self._import_failure = self._import_failure or _DISTURBED
            return _DISTURBED
        try:
            return self._frames()
        except ZygoteLost:
            return _DISTURBED
        finally:
            self._channel.close()
            if self._child:
                with contextlib.suppress(ZygoteLost):
                    self._zygote.forget(self._child)
                self._child = 0

    def _frames(self) -> Failure | None:
        imported = ready = False
        try:
            while True:
                waiting = self._waiting()
                call = self._job.calls[waiting[0]] if imported and waiting else None
                frame = self._budget.frame(self._receiver, call)
                if frame is None:
                    ending = self._crash()
                    break
                kind, meta, raw = frame
                if not isinstance(meta, dict):
                    raise GarbledError("no object")
                if kind == wire.READY and not ready:
                    ready = True
                elif kind == wire.IMPORTED and not imported:
                    imported = True
                    self._remarks = meta
                    if "failure" in meta:
                        self._import_failure = _failure(meta["failure"])
                        return None
                elif kind in (wire.VALUE, wire.FAILURE) and call is not None and meta["index"] == waiting[0]:
                    answer = decode(meta["value"], raw) if kind == wire.VALUE else _failure(meta["failure"])
                    self._results[waiting[0]] = answer
                    self._changed[waiting[0]] = _positions(meta.get("changed"))
                elif kind == wire.DONE and imported and not waiting:
                    self._remarks = meta
                    self._warned |= dict.fromkeys(_warnings(meta.get("warned")))
                    return None
                else:
                    raise GarbledError("a frame out of turn")
        except TimeoutError:
            ending = Failure(Ending.TIMED_OUT)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            ending = _GARBLED  # every field is checked, and what is not what was agreed ends here
        if not imported:
            self._import_failure = ending
        return ending

    def _crash(self) -> Failure:
        code = os.waitstatus_to_exitcode(self._end())
        if code == -signal.SIGXCPU:
            return Failure(Ending.TIMED_OUT)
        if code < 0 and code != -signal.SIGKILL:
            names = {number.value: number.name for number in signal.Signals}
            return Failure(
                Ending.CRASHED, names.get(-code, f"signal {-code}"), "the process was ended by a signal"
            )
        return Failure(Ending.CRASHED, text="it ended the process instead of returning")

    def _end(self) -> int:
        child, self._child = self._child, 0
        return self._zygote.reap(child)

    def _blame(self, index: int, failure: Failure) -> None:
        """The call under way ended so; after a timeout the other calls of its group are skipped."""
        self._results[index] = failure
        if failure.ending is Ending.TIMED_OUT:
            group = self._job.calls[index].group
            for other in self._waiting():
                if self._job.calls[other].group == group:
                    self._results[other] = Failure(Ending.SKIPPED)


def pack(job: Job, indices: list[int]) -> tuple[Any, bytes]:
    """The frame of a job with these of its calls."""
    chunks: list[bytes] = []
    length = 0

    def packed(argument: Any) -> dict[str, Any]:
        nonlocal length
        if isinstance(argument, Made):
            inputs = [packed(item) for item in argument.arguments]
            return {"made": argument.function, "arguments": inputs, "item": argument.item}
        if isinstance(argument, tuple | list):
            items = [packed(item) for item in argument]
            return {"items": items, "tuple": isinstance(argument, tuple)}
        if isinstance(argument, dict):
            return {"named": {name: packed(item) for name, item in argument.items()}}
        if not isinstance(argument, np.ndarray):
            return {"literal": argument}
        little = argument.astype(argument.dtype.newbyteorder("<"), copy=False)
        raw = little.tobytes()
        chunks.append(raw)
        length += len(raw)
        start = length - len(raw)
        return {"dtype": little.dtype.str, "shape": little.shape, "start": start, "bytes": len(raw)}

    calls = []
    for index in indices:
        call = job.calls[index]
        calls.append(
            {
                "index": index,
                "function": call.function,
                "arguments": [packed(argument) for argument in call.arguments],
                "memory": job.limits_of(call).memory,
                "group": call.group,
                "layout": call.layout,
                "counted": call.counted,
            }
        )
    meta = {
        "files": dict(job.files),
        "module": job.module,
        "calls": calls,
        "import_memory": job.import_limits.memory,
        "driver": job.driver,
    }
    return meta, b"".join(chunks)


def _positions(told: Any) -> tuple[int, ...]:
    return tuple(each for each in told if type(each) is int) if isinstance(told, list) else ()


def _warnings(told: Any) -> Iterator[Warned]:
    for entry in told if isinstance(told, list) else ():
        group, text, file, line = entry
        line = line if type(line) is int and 0 <= line < 10**7 else 0
        yield Warned(printable(str(group)), printable(str(text), 200), printable(str(file), 200), line)


def _failure(meta: Any) -> Failure:
    told = meta["ending"]
    ending = Ending(told) if told in (Ending.OUT_OF_MEMORY, Ending.MISSING) else Ending.RAISED
    line = meta["line"]
    return Failure(
        ending,
        printable(str(meta["error"]), 100),
        printable(str(meta["text"])),
        printable(str(meta["file"]), 200),
        line if type(line) is int and 0 <= line < 10**7 else 0,
    )
