"""Real processes: what a job may take, what it can reach, and that nothing it does stops the grader."""

import os
import textwrap

import numpy as np
import pytest

from grader.sandbox.job import Call, Ending, Failure, Job, Limits
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import ArrayValue, Opaque

X = np.arange(6.0).reshape(2, 3)


def run(sandbox, source, *functions, files=None, limits=None, arguments=(X,)):
    calls = tuple(Call(name, arguments, name) for name in functions)
    sources = {"work.py": textwrap.dedent(source), **(files or {})}
    return sandbox.run(Job(sources, "work", calls, limits or {}))


def test_arrays_come_back_bit_for_bit(sandbox):
    for array in (
        X,
        X.astype("float32"),
        np.array(3.5),
        np.zeros((0, 2)),
        X > 2,
        np.arange(4),
        np.full((2,), np.nan),
    ):
        (value,) = run(sandbox, "def f(x): return x", "f", arguments=(array,)).results
        assert isinstance(value, ArrayValue)
        assert value.array.dtype == array.dtype
        assert value.array.tobytes() == array.tobytes()
        assert value.array.shape == array.shape


def test_a_timeout_costs_its_own_function_only(sandbox):
    source = """
    def slow(x):
        while True: pass
    def quick(x): return x
    """
    calls = (Call("slow", (X,), "slow"), Call("slow", (X,), "slow"), Call("quick", (X,), "quick"))
    job = Job({"work.py": textwrap.dedent(source)}, "work", calls, {"slow": Limits(time=0.2)})
    first, second, third = sandbox.run(job).results
    assert first.ending is Ending.TIMED_OUT
    assert second.ending is Ending.SKIPPED
    assert isinstance(third, ArrayValue)


def test_a_sleeping_function_times_out_too(sandbox):
    record = run(sandbox, "import time\ndef f(x): time.sleep(60)", "f", limits={"f": Limits(time=0.2)})
    assert record.results[0].ending is Ending.TIMED_OUT


def test_a_crash_costs_one_case_only(sandbox):
    source = """
    import os, ctypes
    def leave(x): os._exit(0)
    def segfault(x): ctypes.string_at(0)
    def kill(x): os.kill(os.getpid(), 15)
    def fine(x): return x
    """
    *failures, fine = run(sandbox, source, "leave", "segfault", "kill", "fine").results
    assert [failure.ending for failure in failures] == [Ending.CRASHED] * 3
    assert [failure.error for failure in failures] == ["", "SIGSEGV", "SIGTERM"]
    assert isinstance(fine, ArrayValue)


def test_memory_is_limited(sandbox):
    source = "import numpy as np\ndef f(x): return np.ones(300_000_000).sum()\ndef g(x): return x"
    greedy, fine = run(sandbox, source, "f", "g", limits={"f": Limits(memory=200)}).results
    assert greedy.ending is Ending.OUT_OF_MEMORY
    assert isinstance(fine, ArrayValue)


def test_a_file_that_never_finishes_importing_times_out(sandbox):
    job = Job({"work.py": "while True: pass"}, "work", (Call("f", (X,)),), import_limits=Limits(time=0.2))
    record = sandbox.run(job)
    assert record.import_failure.ending is Ending.TIMED_OUT
    assert record.results == (record.import_failure,)


@pytest.mark.parametrize(
    "source",
    [
        "import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'D' + bytes(8))\n    except OSError: pass\ndef f(x): return x",
        "import os\ndef f(x):\n    for fd in range(3, 64):\n        try: os.write(fd, b'V' + b'\\xff' * 200)\n        except OSError: pass\n    return x",
        "import os\ndef f(x):\n    for fd in range(3, 64):\n        try: os.close(fd)\n        except OSError: pass\n    return x",
        "import os\ndef f(x):\n    meta = b'[' * 60000\n    frame = b'V' + len(meta).to_bytes(4, 'little') + bytes(4) + meta\n    for fd in range(3, 64):\n        try: os.write(fd, frame)\n        except OSError: pass\n    return x",
    ],
)  # fmt: skip
def test_forged_frames_are_a_crash_and_nothing_else(sandbox, source):
    record = run(sandbox, source, "f")
    assert isinstance(record.results[0], Failure)
    assert isinstance(run(sandbox, "def f(x): return x", "f").results[0], ArrayValue)


def test_a_lying_shape_is_refused(sandbox):
    source = """
    import os, json, struct
    def f(x):
        meta = json.dumps({"index": 0, "value": {"type": "ndarray", "dtype": "<f8", "shape": [2**40]}}).encode()
        frame = struct.pack("<cII", b"V", len(meta), 8) + meta + bytes(8)
        for fd in range(3, 64):
            try: os.write(fd, frame)
            except OSError: pass
        return x
    """
    assert run(sandbox, source, "f").results[0].ending is Ending.CRASHED


def test_the_environment_is_empty_and_nothing_of_the_grader_is_open(sandbox, monkeypatch):
    source = """
    import os
    def environment(x): return len(os.environ)
    def descriptors(x):
        open_ones = [fd for fd in range(64) if is_open(fd)]
        return len(open_ones)
    def is_open(fd):
        try: os.fstat(fd)
        except OSError: return False
        return True
    def folder(x): return float(os.getcwd() == "/")
    """
    environment, descriptors, folder = run(sandbox, source, "environment", "descriptors", "folder").results
    assert environment.array == 0
    assert descriptors.array == 4  # /dev/null three times, and the channel
    assert folder.array == 1


def test_files_cannot_be_written(sandbox, tmp_path):
    target = tmp_path / "canary"
    record = run(sandbox, f"def f(x):\n    with open({str(target)!r}, 'w') as s: s.write('x' * 9000)", "f")
    assert record.results[0].ending is Ending.FORBIDDEN
    assert record.results[0].text == f"open {target}"
    assert not target.exists()


def test_siblings_are_importable_and_shadow_nothing(sandbox):
    files = {"helper.py": "def twice(x): return 2 * x\n", "numpy.py": "raise SystemError('shadow')\n"}
    (value,) = run(
        sandbox,
        "import numpy as np\nfrom helper import twice\ndef f(x): return np.abs(twice(x))",
        "f",
        files=files,
    ).results
    assert np.array_equal(value.array, 2 * X)


def test_a_module_named_like_one_of_pythons_own_is_the_students(sandbox):
    job = Job({"random.py": "def f(x): return x"}, "random", (Call("f", (X,)),))
    assert isinstance(sandbox.run(job).results[0], ArrayValue)


def test_dataclasses_and_classes_work(sandbox):
    source = "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: float = 1.0\ndef f(x): return A().x * x"
    assert isinstance(run(sandbox, source, "f").results[0], ArrayValue)


def test_each_call_gets_fresh_inputs(sandbox):
    source = "def f(x):\n    x *= 0\n    return x\ndef g(x): return x"
    _, second = run(sandbox, source, "f", "g").results
    assert np.array_equal(second.array, X)


def test_prints_are_kept_and_capped(sandbox):
    record = run(sandbox, "print('at import')\ndef f(x):\n    print('y' * 10**6)\n    return x", "f")
    assert record.printed.startswith("at import")
    assert len(record.printed) <= 64 * 1024
    assert isinstance(record.results[0], ArrayValue)


def test_names_of_types_and_messages_cannot_move_the_cursor(sandbox):
    source = r"""
    def f(x): raise ValueError("\x1b[2J\r\nboo" + "y" * 10**6)
    def g(x): return type("\x1b[2J", (), {})()
    """
    failure, opaque = run(sandbox, source, "f", "g").results
    assert failure.text.isprintable()
    assert len(failure.text) <= 301
    assert isinstance(opaque, Opaque)
    assert opaque.type.isprintable()


def test_nothing_is_left_behind():
    box = Sandbox()
    record = run(box, "import os\ndef f(x): return os.getpid()", "f")
    pid = int(record.results[0].array)
    box.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


SENDING = """
import os, struct, time
def send(kind, meta):
    frame = struct.pack("<cII", kind, len(meta), 0) + meta
    for fd in range(3, 64):
        try: os.write(fd, frame)
        except OSError: pass
"""


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    while True: send(b'R', b'{}')",
        "def f(x):\n    while True: send(b'R', b'{}'); time.sleep(0.05)",
        "while True: send(b'R', b'{}'); time.sleep(0.05)",
        "def f(x):\n    send(b'D', b'[]')\n    return x",
        "send(b'I', b'[]')\ndef f(x): return x",
        "def f(x):\n    os.kill(os.getpid(), 35)",
        "os.kill(os.getpid(), 40)\ndef f(x): return x",
    ],
)
def test_what_a_child_sends_or_does_to_itself_ends_its_own_run_only(sandbox, source):
    calls = (Call("f", (X,), "f"),)
    job = Job({"work.py": SENDING + source}, "work", calls, {"f": Limits(time=0.5)}, Limits(time=1.0))
    assert isinstance(sandbox.run(job).results[0], Failure)
    assert isinstance(run(sandbox, "def f(x): return x", "f").results[0], ArrayValue)


def test_imports_of_all_children_of_a_job_share_one_limit(sandbox):
    source = "import time, os\ntime.sleep(0.3)\ndef f(x): os._exit(0)"
    calls = tuple(Call("f", (X,), "f") for _ in range(20))
    record = sandbox.run(Job({"work.py": source}, "work", calls, import_limits=Limits(time=1.0)))
    assert record.import_failure.ending is Ending.TIMED_OUT


@pytest.mark.parametrize("number", [9, 19])
def test_a_killed_or_stopped_parent_process_is_replaced_for_the_next_submission(number):
    box = Sandbox()
    source = f"import os\ndef f(x):\n    os.kill(os.getppid(), {number})\n    return x"
    run(box, source, "f")
    box.renew()
    assert isinstance(run(box, "def f(x): return x", "f").results[0], ArrayValue)
    box.close()


def test_a_result_that_is_too_large_is_said_to_be():
    box = Sandbox()
    (failure,) = run(box, "import numpy as np\ndef f(x): return np.zeros((3000, 3000))", "f").results
    assert failure.ending is Ending.OUT_OF_MEMORY
    assert "68 MiB" in failure.text
    box.close()
