"""Sandbox: children that wait for jobs, and what protects this machine from them."""

from __future__ import annotations

import os
from collections import deque

from grader.errors import SandboxUnavailable
from grader.sandbox.job import Job, RunRecord
from grader.sandbox.lockdown import Rung
from grader.sandbox.run import Run
from grader.sandbox.zygote import Child, Zygote, ZygoteLost

MAX_READY = 16
"""Children that wait for a job at most."""


_UNPROTECTED = (
    "no sandbox holds on this machine: something that a submission must not do was not refused, so the "
    "code of others is not run here. Grade on Linux 3.17 or newer (x86-64 or arm64; 5.13 or newer is best), in a "
    "container if need be; or add --trust if you have read the code. To check your own work: grade check PATH"
)


class Sandbox:
    """Runs jobs in children that hold nothing but the job.

    Made before any exercise is read: what this process knows then is all that a child can know.
    As many children as jobs are ``expected`` are made at once, while this process goes on. A ``fresh``
    interpreter knows nothing of the command line either, and takes longer to start.
    """

    def __init__(self, expected: int = 0, *, fresh: bool = False) -> None:
        if not hasattr(os, "fork"):
            raise SandboxUnavailable("student code needs Linux or macOS to run: on Windows use WSL")
        _open_standard_streams()
        self._zygote = Zygote.fresh() if fresh else Zygote.forked()
        self._ready = deque(self._zygote.fork() for _ in range(min(expected, MAX_READY)))
        self._rung: Rung | None = None

    @property
    def rung(self) -> Rung:
        """What protects this machine from submissions; tested before the first job."""
        if self._rung is None:
            self._rung = self._zygote.rung() or Rung.NONE
            if (
                self._rung is not Rung.LANDLOCK
            ):  # the first rung may have failed its test after they were made
                self._drop()
        return self._rung

    def must_hold(self) -> None:
        """Make sure that this machine is protected from submissions.

        Raises:
            SandboxUnavailable: no rung but the last holds here.

        """
        if self.rung is Rung.NONE:
            raise SandboxUnavailable(_UNPROTECTED)

    def renew(self) -> None:
        """Before another submission: replace a zygote that an earlier one killed or stopped."""
        if self._zygote.rung() is not self.rung:
            self.replace(self._zygote)

    def replace(self, lost: Zygote) -> None:
        """Have another zygote in place of this one, unless that was done already."""
        if lost is not self._zygote:
            return
        lost.close()
        self._drop()
        self._zygote = Zygote.fresh()
        if self._zygote.rung() is not self.rung:
            raise SandboxUnavailable("the sandbox that was here at the start does not hold any more")

    def _drop(self) -> None:
        for child in self._ready:
            child.close()
        self._ready.clear()

    def child(self) -> tuple[Zygote, Child]:
        """A child that waits for a job, on the rung that was tested, and the zygote that can end it.

        Raises:
            ZygoteLost: there is none, and a new zygote is lost too.

        """
        _ = self.rung  # no job before the test
        if self._ready:
            return self._zygote, self._ready.popleft()
        try:
            return self._zygote, self._zygote.fork()
        except ZygoteLost:
            self.replace(self._zygote)
            return self._zygote, self._zygote.fork()

    def start(self, job: Job, further: float = 0.0) -> Run:
        """Send a job to a child; the child begins at once, the record is there when asked for.

        With ``further`` seconds for more calls it has to be closed.
        """
        return Run(self, job, further)

    def run(self, job: Job) -> RunRecord:
        """The record of a job."""
        return self.start(job).record()

    def close(self, *, wait: bool = True) -> None:
        """End every process this sandbox started; see Zygote.close."""
        self._zygote.close(wait=wait)


def _open_standard_streams() -> None:
    """Let no socket take the number of a standard stream that whoever started this process has closed."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < 3:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)
