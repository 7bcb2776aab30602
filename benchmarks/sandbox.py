"""What isolation costs, as ratios measured in one run.

    python benchmarks/sandbox.py            # prints a table
    python benchmarks/sandbox.py --rounds 200

A child that only ends, with and without the lockdown; and a correct softmax on six inputs, through the sandbox,
in this process, in a fresh interpreter, and in a fresh interpreter under bubblewrap where it is installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

os.environ.update({f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")})

import numpy as np

from grader.sandbox.job import Call, Job
from grader.sandbox.lockdown import Lockdown, lock_down
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.selftest import strongest

SOURCE = """import numpy as np
def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
"""
INPUTS = [np.random.default_rng(n).normal(size=(4 + n, 3 + n)) for n in range(6)]
FRESH = f"{SOURCE}for n in range(6): softmax(np.ones((4 + n, 3 + n)))"
BUBBLEWRAP = (
    "bwrap",
    "--ro-bind",
    "/",
    "/",
    "--dev",
    "/dev",
    "--proc",
    "/proc",
    "--unshare-all",
    "--new-session",
)


def ended_child(lockdown: Lockdown | None) -> None:
    """Fork, lock down if there is a lockdown, end, wait."""
    parent = os.getpid()
    ours, theirs = socket.socketpair()
    output = os.open(os.devnull, os.O_WRONLY)
    process = os.fork()
    if process == 0:
        try:
            if lockdown:
                lock_down(lockdown, parent, theirs.fileno(), output)
        finally:
            os._exit(0)
    os.waitpid(process, 0)
    ours.close()
    theirs.close()
    os.close(output)


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def compare(name: str, work: Callable[[], object], base: Callable[[], object], rounds: int) -> None:
    pairs = [(milliseconds(work), milliseconds(base)) for _ in range(rounds)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"{name:<66} {ratio:8.2f}   ({ours:.2f} ms against {theirs:.2f} ms; {ours - theirs:+.2f} ms)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds
    lockdown = strongest()
    sandbox = Sandbox()
    job = Job({"work.py": SOURCE}, "work", tuple(Call("softmax", (Z,)) for Z in INPUTS))
    namespace: dict[str, Callable[[object], object]] = {}
    exec(SOURCE, namespace)

    def sandboxed() -> None:
        record = sandbox.run(job)
        assert len(record.results) == len(INPUTS)

    def in_process() -> None:
        for Z in INPUTS:
            namespace["softmax"](Z)

    def fresh(*prefix: str) -> Callable[[], object]:
        return lambda: subprocess.run([*prefix, sys.executable, "-I", "-c", FRESH], check=True)

    sandboxed()
    print(f"sandbox: {lockdown.rung.value}")
    compare(
        "fork + lockdown + wait / fork + wait",
        lambda: ended_child(lockdown),
        lambda: ended_child(None),
        rounds,
    )
    compare("six cases through the sandbox / in this process", sandboxed, in_process, rounds)
    few = max(5, rounds // 10)
    compare("six cases in a fresh interpreter / through the sandbox", fresh(), sandboxed, few)
    compare(
        "six cases in a fresh interpreter / fork + lockdown + wait",
        fresh(),
        lambda: ended_child(lockdown),
        few,
    )
    if shutil.which("bwrap"):
        compare("six cases under bubblewrap / through the sandbox", fresh(*BUBBLEWRAP), sandboxed, few)
    else:
        print("bubblewrap is not installed here")
    sandbox.close()


if __name__ == "__main__":
    main()
