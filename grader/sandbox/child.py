"""Runs in the child: imports one module of a job and calls its functions, answering frame by frame.

When it is done it waits for further calls, which the grader may have after it has seen the answers, with
further files for them.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import Any, cast

import numpy as np

from grader.sandbox import compatibility, wire
from grader.sandbox.lockdown import limit_cpu, limit_memory
from grader.sandbox.readable import MODULE_FOLDERS
from grader.sandbox.refusals import Refusals
from grader.sandbox.values import encode

MAX_WARNINGS = 20
_NEVER_THEIRS = frozenset(
    (
        "numpy",
        "grader",
        "abc",
        "codecs",
        "encodings",
        "genericpath",
        "io",
        "os",
        "posixpath",
        "site",
        "stat",
        *sys.builtin_module_names,
    )
)
"""Modules that an interpreter has loaded before it looks at a file, and numpy, which submissions build on."""
_MIB = 1024 * 1024
_RESERVE = 64
"""MiB beyond every limit, to tell of an error when all memory is taken."""


def run(channel: socket.socket, base: int, *, opening: bool) -> None:
    """Say that nothing is open to a submission any more, receive one job, run it, answer, and end the process.

    ``base`` is the address space taken so far; ``opening`` says whether any file can be opened.
    """
    try:
        wire.send(channel, wire.READY, {})
        frames = wire.Receiver(channel, wire.MAX_RAW, wire.MAX_RAW)
        received = frames.frame()
        if received is None:
            return
        job = _Run(channel, received[1], received[2], base)
        if job.begun(opening):
            job.everything()
            while (more := frames.frame()) is not None:
                job.further(more[1], more[2])
                job.everything()
    except OSError:
        pass  # the parent is gone: nobody is left to tell
    finally:
        os._exit(0)


class _Sources:
    """Imports the job's own files from memory, and the served modules where they are not installed.

    A finder and a loader by protocol: deriving from importlib.abc would load tempfile, shutil and more.
    """

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.borrowed: list[str] = []

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if f"{name}.py" in self.files or name in compatibility.SERVED:
            return ModuleSpec(name, cast("Any", self))
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        if f"{spec.name}.py" in self.files:
            return None
        self.borrowed.append(spec.name)
        return compatibility.served_module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        file = f"{module.__name__}.py"
        if file in self.files:
            module.__file__ = file
            exec(compile(self.files[file], file, "exec", dont_inherit=True), vars(module))


class _Run:
    def __init__(self, channel: socket.socket, job: Any, raw: bytes, base: int) -> None:
        self.channel = channel
        self.job = job
        self.raw = raw
        self.base = base
        self.most_memory = max([job["import_memory"], *(call["memory"] for call in job["calls"])])
        self.sources = _Sources(job["files"])
        self.refusals = Refusals()
        self.warnings: dict[tuple[str, str, str, int], None] = {}
        self.group = ""
        self.operations: Callable[..., dict[str, int]]
        self.driver: ModuleType | None
        self.module: ModuleType

    def begun(self, opening: bool) -> bool:
        """Whether the job's module could be imported."""
        sys.path[:] = MODULE_FOLDERS
        # what the grader needs comes before the job's files: none of them can be taken for a module that it uses
        self.driver = import_module(self.job["driver"]) if self.job["driver"] else None
        if any(call["counted"] for call in self.job["calls"]):
            from grader.sandbox.counting import operations

            self.operations = operations
        self.surroundings(opening)
        self.limit_memory(self.job["import_memory"])
        limit_cpu(self.job["cpu_seconds"])
        try:
            self.module = self.imported(self.job["module"])
        except BaseException as error:
            self.send(wire.IMPORTED, {"failure": self.failure(error), **self.remarks()})
            return False
        self.send(wire.IMPORTED, self.remarks())
        return True

    def everything(self) -> None:
        """Answer all calls."""
        for call in self.job["calls"]:
            self.limit_memory(call["memory"])
            self.refusals.begin()
            self.group = call["group"]
            self.answer(call, self.module, self.driver)
        self.send(wire.DONE, self.remarks())

    def further(self, meta: Any, raw: bytes) -> None:
        """Take other calls, and files beside those that are there."""
        self.job["calls"], self.raw = meta["calls"], raw
        self.sources.files |= meta["files"]

    def surroundings(self, opening: bool) -> None:
        """What the job's module finds when it is imported."""
        self.inherited = (
            sys.stdin,
            sys.stdout,
            sys.stderr,
        )  # thrown away, they would close their descriptors
        out = os.fdopen(1, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)
        self.out = sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = out  # type: ignore[misc]
        sys.stdin = sys.__stdin__ = os.fdopen(0, closefd=False)  # type: ignore[misc]
        sys.meta_path[:] = [cast("Any", self.sources), BuiltinImporter, FrozenImporter, PathFinder]
        sys.dont_write_bytecode = True
        if not opening:
            compatibility.serve_null_device()
        for name in {name.removesuffix(".py") for name in self.sources.files} - _NEVER_THEIRS:
            sys.modules.pop(
                name, None
            )  # a file of a submission comes before a module that is loaded by chance
        warnings.simplefilter("always")
        warnings.showwarning = self.warned  # type: ignore[assignment]
        sys.addaudithook(self.refusals.attempted)

    def limit_memory(self, mebibytes: int) -> None:
        """What the interpreter took, and what is allowed on top now, and ever."""
        if self.base:
            limit_memory(self.base + mebibytes * _MIB, self.base + (self.most_memory + _RESERVE) * _MIB)

    def send(self, kind: bytes, meta: Any, raw: bytes = b"") -> None:
        """Send a frame, after all that was printed before it."""
        with contextlib.suppress(ValueError, OSError):
            self.out.flush()
        wire.send(self.channel, kind, meta, raw)

    def imported(self, name: str) -> ModuleType:
        """The job's module, even where a module of that name has been loaded already."""
        spec = ModuleSpec(name, cast("Any", self.sources), origin=f"{name}.py")
        module = sys.modules[name] = module_from_spec(spec)
        self.sources.exec_module(module)
        return module

    def answer(self, call: Any, module: ModuleType, driver: ModuleType | None) -> None:
        if not hasattr(driver or module, call["function"]):
            missing = {"ending": "missing", "error": "", "text": "", "file": "", "line": 0}
            self.send(wire.FAILURE, {"index": call["index"], "failure": missing})
            return
        try:
            arguments = [self.argument(packed, module, call["layout"]) for packed in call["arguments"]]
            function = getattr(driver or module, call["function"])
            given = [module, *arguments] if driver else arguments
            counted = call["counted"]
            returned = self.operations(function, given, self.sources.files) if counted else function(*given)
            tree, raw = encode(returned)
            if len(raw) > wire.MAX_ANSWER:
                raise MemoryError(
                    f"the result takes {len(raw) >> 20} MiB, of {wire.MAX_ANSWER >> 20} allowed"
                )
            changed = [n for n, packed in enumerate(call["arguments"]) if self.changed(packed, arguments[n])]
            del returned, given, arguments  # whatever their end does belongs to this call
        except BaseException as error:
            self.send(wire.FAILURE, {"index": call["index"], "failure": self.failure(error)})
            return
        self.send(wire.VALUE, {"index": call["index"], "value": tree, "changed": changed}, raw)

    def argument(self, packed: Any, module: ModuleType, layout: str) -> Any:
        """A fresh copy of an input, so that no call sees what another did to it."""
        if "literal" in packed:
            return packed["literal"]
        if "items" in packed:
            items = [self.argument(item, module, layout) for item in packed["items"]]
            return tuple(items) if packed["tuple"] else items
        if "named" in packed:
            return {name: self.argument(item, module, layout) for name, item in packed["named"].items()}
        if "made" in packed:
            inputs = [self.argument(item, module, layout) for item in packed["arguments"]]
            made = getattr(module, packed["made"])(*inputs)
            return output(made, packed["item"], packed["made"])
        array = np.frombuffer(self.bytes(packed), dtype=packed["dtype"]).reshape(packed["shape"])
        if layout == "strided" and array.ndim:
            wider = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
            wider[..., ::2] = array
            return wider[..., ::2]
        fresh = array.copy()
        fresh.flags.writeable = layout != "read_only"
        return fresh

    def bytes(self, packed: Any) -> bytes:
        return self.raw[packed["start"] : packed["start"] + packed["bytes"]]

    def changed(self, packed: Any, argument: Any) -> bool:
        """Whether a call wrote into an array that it was given."""
        return "dtype" in packed and bool(argument.tobytes() != self.bytes(packed))

    def warned(self, message: Any, category: Any, filename: str, lineno: int, *_: Any) -> None:
        """Keep a warning, once for the line of the job's own files that led to it."""
        frame = sys._getframe()
        file, line = filename, lineno
        while frame is not None and file not in self.sources.files:
            file, line = frame.f_code.co_filename, frame.f_lineno
            frame = frame.f_back  # type: ignore[assignment]
        known = file in self.sources.files
        if len(self.warnings) < MAX_WARNINGS:
            text = str(message)[:200].partition("\n")[0]
            self.warnings[self.group, text, file if known else "", line if known else 0] = None

    def failure(self, error: BaseException) -> dict[str, Any]:
        refused = self.refusals.behind(error)
        self.limit_memory(self.most_memory + _RESERVE)
        file, line = self.place(error)
        try:
            text = str(error)[:1000].strip().partition("\n")[0]
        except BaseException:
            text = ""
        ending = "out_of_memory" if isinstance(error, MemoryError) else "raised"
        if refused:
            ending, text = "forbidden", refused
        return {
            "ending": ending,
            "error": type(error).__name__[:100],
            "text": text,
            "file": file,
            "line": line,
        }

    def place(self, error: BaseException) -> tuple[str, int]:
        """The last line of the job's own files that the error passed through."""
        if isinstance(error, SyntaxError) and error.filename in self.sources.files:
            return str(error.filename), int(error.lineno or 0)
        found = ("", 0)
        traceback = error.__traceback__
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            if file in self.sources.files:
                found = (file, traceback.tb_lineno)
            traceback = traceback.tb_next
        return found

    def remarks(self) -> dict[str, Any]:
        return {
            "borrowed": self.sources.borrowed[:20],
            "warned": list(self.warnings),
        }


def output(made: Any, item: int | str | None, function: str) -> Any:
    """One of the outputs of a function that makes an argument."""
    if item is None:
        return made
    if isinstance(item, str) and isinstance(made, dict):
        return made[item]
    if isinstance(item, int) and isinstance(made, tuple | list):
        return made[item]
    raise TypeError(f"{function} returned a {type(made).__name__}, its output {item!r} is needed here")
