"""Ground on which hostile submissions run for real, with everything in reach that they could harm."""

import contextlib
import ctypes
import json
import os
import re
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

HOSTILE = Path(__file__).resolve().parent / "hostile"
ORDINARY_USER = 54321
PACKAGES = (
    "numpy", "numpy.libs", "click", "yaml", "_yaml", "pydantic", "pydantic_core", "annotated_types",
    "typing_extensions.py", "typing_inspection",
)  # fmt: skip
UNNEEDED = shutil.ignore_patterns(
    "site-packages", "test", "tests", "idlelib", "tkinter", "lib2to3", "ensurepip", "config-*", "*.a"
)
PR_SET_CHILD_SUBREAPER = 36

SIBLING = """
import os, signal, sys, time
def noted(number, frame):
    with open(sys.argv[1], "a") as log: log.write(f"{number}\\n")
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
    signal.signal(number, noted)
print("ready", flush=True)
while os.getppid() == int(sys.argv[2]): time.sleep(1)
"""
"""Notes every signal that it gets, and ends with who started it."""


CARELESS = """
import traceback, numpy
try:
    import attacked
    for function in (attacked.softmax, attacked.centre):
        try: print(function(numpy.ones((3, 2))))
        except Exception: traceback.print_exc()
except Exception: traceback.print_exc()
"""


class Row(NamedTuple):
    """A file to hand in: which outcomes each function may have, and what harm it does without a sandbox."""

    name: str
    file: Path
    outcomes: dict[str, set[str]]
    harm: str


def rows(folder: str) -> list[Row]:
    """Every file in a folder of tests/hostile, with what its first lines say."""
    found = []
    for file in sorted((HOSTILE / folder).rglob("*.py")):
        header = dict(re.findall(r"^# (softmax|centre|harm): (.*)", file.read_text("latin-1"), re.MULTILINE))
        name = ".".join(file.relative_to(HOSTILE / folder).with_suffix("").parts)
        outcomes = {key: set(header[key].strip().split(", ")) for key in ("softmax", "centre")}
        found.append(Row(name, file, outcomes, header.get("harm", "").strip()))
    return found


def as_user(user: int | None) -> dict[str, Any]:
    """How subprocess starts a process of this user."""
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


def ordinary_python(folder: Path) -> str:
    """An interpreter with the grader that an ordinary user can start: a copy, if this one is private."""
    command = [sys.executable, "-c", "import grader.sandbox.sandbox, yaml, click, pydantic"]
    try:
        subprocess.run(command, cwd="/", check=True, capture_output=True, **as_user(ORDINARY_USER))
    except (OSError, subprocess.CalledProcessError):
        return _copied_python(folder)
    return sys.executable


def _copied_python(folder: Path) -> str:
    library = Path(os.__file__).parent
    copied = folder / "lib" / library.name
    shutil.copytree(library, copied, ignore=UNNEEDED)
    for shared in library.parent.glob("libpython*.so*"):
        shutil.copy(shared, copied.parent)
    import numpy

    import grader

    installed = Path(numpy.__file__).parent.parent
    for place in (*(installed / name for name in PACKAGES), Path(grader.__file__).parent):
        if place.is_dir():
            shutil.copytree(place, copied / "site-packages" / place.name, ignore=UNNEEDED)
        elif place.exists():
            shutil.copy(place, copied / "site-packages")
    python = folder / "bin" / library.name
    python.parent.mkdir()
    shutil.copy(os.path.realpath(sys.executable), python)
    return str(python)


class Done(NamedTuple):
    """How grading ended, and what it printed."""

    code: int
    out: str
    err: str

    def parts(self) -> dict[str, dict[str, Any]]:
        """The parts of every report, by submission and part."""
        reports = [json.loads(line) for line in self.out.splitlines()]
        return {
            report["submission"]: {part["id"]: part for each in report["exercises"] for part in each["parts"]}
            for report in reports
        }


def children() -> set[int]:
    """Processes that this one has started, or adopted."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # a thread that has just ended
            found |= set(map(int, (task / "children").read_text().split()))
    return found


class Ground:
    """A course with a secret in it, a scratch folder, listeners, and an innocent process of the same user."""

    started: ClassVar[set[int]] = set()
    """Every process that any ground has started itself."""

    def __init__(self, folder: Path, python: str = sys.executable, user: int | None = None) -> None:
        self.python, self.user = python, user
        libraries = Path(python).parent.parent / "lib"  # a copied interpreter finds its own
        self.environment = {
            "HOME": str(folder),
            "LD_LIBRARY_PATH": str(libraries),
            "GRADER_CACHE": str(folder / "cache"),
        }
        self.token = secrets.token_hex(16)
        self.course, self.scratch = folder / "course", folder / "scratch"
        self.secret, self.solution = self.course / "secret.txt", self.course / "solutions" / "attacked.py"
        self.path, self.log = folder / "listener", folder / "signals"
        self.visits: list[str] = []
        self.known = children()
        shutil.copytree(HOSTILE / "course", self.course)
        self.solution.write_text(self.solution.read_text().replace("@TOKEN@", self.token))
        self.secret.write_text(self.token)
        self.scratch.mkdir()
        (self.scratch / "keep.txt").write_text("keep this")
        for place in (folder, *folder.rglob("*")):
            self._hand_over(place)
        self.scratch.chmod(0o777)
        (self.scratch / "keep.txt").chmod(0o666)
        self._listen()
        command = [python, "-c", SIBLING, str(self.log), str(os.getpid())]
        self.sibling = subprocess.Popen(
            command, stdout=subprocess.PIPE, env=self.environment, **as_user(user)
        )
        self.started.add(self.sibling.pid)
        assert self.sibling.stdout is not None
        self.sibling.stdout.readline()
        self.before = self._state()

    def _hand_over(self, place: Path) -> None:
        if self.user is not None:
            os.chown(place, self.user, self.user)

    def _listen(self) -> None:
        streams = [socket.socket(), socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)]
        streams[0].bind(("127.0.0.1", 0))
        self.port = streams[0].getsockname()[1]
        streams[1].bind(str(self.path))
        self.path.chmod(0o777)
        streams[2].bind(f"\0grader-{self.port}")
        datagrams = socket.socket(type=socket.SOCK_DGRAM)
        datagrams.bind(("127.0.0.1", self.port))
        self.sockets = [*streams, datagrams]
        for stream in streams:
            stream.listen()
            threading.Thread(target=self._accept, args=(stream,), daemon=True).start()
        threading.Thread(target=self._receive, args=(datagrams,), daemon=True).start()

    def _accept(self, stream: socket.socket) -> None:
        try:
            while True:
                connection, _ = stream.accept()
                connection.settimeout(1)
                with connection:
                    self.visits.append("a connection")
                    self.visits.append(repr(connection.recv(10_000)))
        except OSError:
            return  # closed, or silent

    def _receive(self, datagrams: socket.socket) -> None:
        try:
            while True:
                self.visits.append(repr(datagrams.recv(10_000)))
        except OSError:
            return

    def _state(self) -> dict[str, object]:
        """What a submission could change."""
        state: dict[str, object] = {}
        for place in (self.scratch, *self.scratch.rglob("*"), self.secret, self.solution):
            status = place.lstat()
            content = place.read_bytes() if place.is_file() else b""
            state[str(place)] = (status.st_mode, status.st_uid, status.st_nlink, status.st_mtime_ns, content)
        if self.sibling.poll() is not None:
            return {**state, "sibling": "gone"}
        process = Path(f"/proc/{self.sibling.pid}")
        stat = (process / "stat").read_text().rpartition(")")[2].split()
        held = stat[0] in "TtZX"
        tracer = re.findall(r"TracerPid:\s*(\d+)", (process / "status").read_text())
        signals = self.log.read_text() if self.log.exists() else ""
        affinity = os.sched_getaffinity(self.sibling.pid)
        return {
            **state,
            "sibling": (held, tracer, stat[15:17], affinity, signals, (process / "limits").read_text()),
        }

    def hand_in(self, row: Row) -> None:
        """Write a submission, with the places of everything it may try to harm."""
        content = row.file.read_bytes()
        for name, place in {
            "CANARY": self.secret, "SOLUTIONS": self.solution, "SCRATCH": self.scratch, "PORT": self.port,
            "SOCKET": self.path, "SIBLING": self.sibling.pid,
        }.items():  # fmt: skip
            content = content.replace(f"@{name}@".encode(), str(place).encode())
        file = self.course / "submissions" / row.name / "attacked.py"
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
        for place in (file.parent.parent, file.parent, file):
            self._hand_over(place)

    def grade(self, *options: str, start: tuple[str, ...] = ("-m", "grader"), seconds: float = 400) -> Done:
        """Grade all that was handed in; ``start`` is what the interpreter runs before the options."""
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # what outlives the grader becomes ours
        command = [self.python, *start, "--class", "submissions", "--format", "json", "-v", *options]
        process = subprocess.Popen(
            command, cwd=self.course, env={**self.environment, "TOKEN": self.token}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True, **as_user(self.user),
        )  # fmt: skip
        self.started.add(process.pid)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
        return Done(process.returncode, out.decode(), err.decode(errors="replace"))

    def call(self, name: str, seconds: float = 20) -> Done:
        """Import a submission and call its functions, as a grader does that takes no care."""
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        with tempfile.TemporaryFile() as printed:  # no pipe: what is left over would hold it open
            process = subprocess.Popen(
                [self.python, "-c", CARELESS], cwd=self.course / "submissions" / name, env=self.environment,
                stdout=printed, stderr=printed, start_new_session=True, **as_user(self.user),
            )  # fmt: skip
            self.started.add(process.pid)
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            printed.seek(0)
            return Done(0, "\n", printed.read().decode(errors="replace"))

    def harm(self, done: Done, *, alone: bool = True) -> dict[str, str]:
        """What was harmed since the beginning, with the evidence; processes are looked for if nobody else starts any."""
        found: dict[str, str] = {}
        after = self._state()
        if self.token in done.out + done.err or any(self.token in visit for visit in self.visits):
            found["read"] = "the secret got out"
        names = {*after, *self.before} - {"sibling"}
        if changed := sorted(name for name in names if after.get(name) != self.before.get(name)):
            found["write"] = f"changed: {changed}"
        if self.visits:
            found["network"] = f"heard: {self.visits}"
        if after["sibling"] != self.before["sibling"]:
            found["sibling"] = str(after["sibling"])
        reports, expected = done.out.count("\n"), len(list((self.course / "submissions").iterdir()))
        if done.code not in (0, 1) or reports != expected:
            found["grader"] = f"exit {done.code}, {reports} of {expected} reports: {done.err[-2000:]}"
        if alone and (orphans := self._orphans()):
            found["leftover"] = f"processes {orphans}"
        return found

    def _orphans(self) -> list[int]:
        """Processes that became ours because who started them is gone."""
        strange = [pid for pid in children() - self.known - self.started if _user(pid) == self.user]
        alive = [pid for pid in strange if not _ends_soon(pid)]
        for pid in alive:
            os.kill(pid, signal.SIGKILL)
        return alive

    def close(self) -> None:
        """Take everything down."""
        for each in self.sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)  # closing alone does not end who waits at it
            each.close()
        with self.sibling:  # closes its output
            self.sibling.kill()


def _ends_soon(pid: int) -> bool:
    """Whether a process has ended or is about to, as one is that was killed."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    waiting = select.poll()
    waiting.register(process, select.POLLIN)
    ended = bool(waiting.poll(2000))
    os.close(process)
    return ended


def _user(pid: int) -> int | None:
    """The ordinary user that a process belongs to; None for who runs the tests."""
    try:
        user = Path(f"/proc/{pid}").stat().st_uid
    except OSError:
        return None
    return None if user == os.getuid() else user
