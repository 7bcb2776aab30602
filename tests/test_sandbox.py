"""Real processes: what a job may take, what it can reach, and that nothing it does stops the grader."""

import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest
from ground import children

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
def test_a_lost_process_between_or_during_submissions_costs_nobody_anything(number):
    before = children()
    box = Sandbox(1)
    assert box.rung
    (zygote,) = children() - before
    os.kill(zygote, number)
    if number == 19:
        box.renew()
    assert isinstance(run(box, "def f(x): return x", "f").results[0], ArrayValue)
    assert isinstance(run(box, "def f(x): return x", "f").results[0], ArrayValue)
    box.close()


def test_what_is_refused_is_named(sandbox):
    source = """
    import os, socket, subprocess, threading, signal, ctypes
    import urllib.request
    def read(x): open("/etc/passwd")
    def write(x): open("/tmp/canary", "w")
    def folder(x): os.listdir("/")
    def program(x): subprocess.run(["true"])
    def process(x): os.fork()
    def network(x): urllib.request.urlopen("http://127.0.0.1:1/", timeout=1)
    def thread(x): threading.Thread(target=print).start()
    def kill(x): os.kill(os.getppid(), 9)
    def remove(x): os.remove("/etc/passwd")
    """
    expected = {
        "read": "open /etc/passwd",
        "write": "open /tmp/canary",
        "folder": "list /",
        "program": "run another program",
        "process": "start another process",
        "network": "use the network",
        "thread": "start a thread",
        "kill": "signal another process",
        "remove": "change files",
    }
    results = run(sandbox, source, *expected).results
    assert [result.ending for result in results] == [Ending.FORBIDDEN] * len(expected)
    assert dict(zip(expected, (result.text for result in results), strict=True)) == expected


def test_an_error_of_the_submissions_own_is_not_called_forbidden(sandbox):
    source = """
    def missing(x): open("no-such-file")
    def wrong(x):
        try: open("/etc/passwd")
        except OSError: pass
        return 1 / 0
    """
    missing, wrong = run(sandbox, source, "missing", "wrong").results
    assert (missing.ending, missing.error) == (Ending.RAISED, "FileNotFoundError")
    assert (wrong.ending, wrong.error) == (Ending.RAISED, "ZeroDivisionError")


def test_output_has_a_limit_of_its_own_for_each_group(sandbox):
    source = """
    import os
    def flood(x):
        while True: print("y" * 1000)
    def raw(x):
        while True: os.write(1, b"y" * 1000)
    def much(x):
        print("y" * 500_000)
        return x
    """
    limits = {name: Limits(time=20, output=1) for name in ("flood", "raw", "much")}
    flood, raw, much = run(sandbox, source, "flood", "raw", "much", limits=limits).results
    assert flood.ending is raw.ending is Ending.TOO_MUCH_OUTPUT
    assert isinstance(much, ArrayValue)


def test_output_at_import_has_a_limit_too(sandbox):
    job = Job(
        {"work.py": "while True: print('y' * 1000)"},
        "work",
        (Call("f", (X,)),),
        import_limits=Limits(20.0, output=1),
    )
    assert sandbox.run(job).import_failure.ending is Ending.TOO_MUCH_OUTPUT


def test_what_was_printed_before_a_crash_is_kept(sandbox):
    source = """
    import ctypes, os, sys
    def f(x):
        print("by print")
        print("by the error stream", file=sys.stderr)
        os.write(2, b"by descriptor\\n")
        ctypes.string_at(0)
    """
    printed = run(sandbox, source, "f").printed
    assert printed.splitlines() == ["by print", "by the error stream", "by descriptor"]


def test_a_child_that_closes_its_output_is_not_waited_for(sandbox):
    source = "import os\ndef f(x):\n    os.close(1); os.close(2)\n    print('gone')\n    return x"
    record = run(sandbox, source, "f", limits={"f": Limits(time=5)})
    assert isinstance(record.results[0], Failure | ArrayValue)
    assert isinstance(run(sandbox, "def f(x): return x", "f").results[0], ArrayValue)


def test_results_are_limited_together(sandbox):
    source = "import numpy as np\ndef f(x): return np.zeros(3_900_000)"
    job = Job({"work.py": source}, "work", tuple(Call("f", (X,), "f") for _ in range(10)))
    record = sandbox.run(job)
    assert isinstance(record.results[0], ArrayValue)
    assert record.results[-1].ending is Ending.OUT_OF_MEMORY
    assert "256 MiB together" in record.results[-1].text


def test_the_environment_of_the_grader_is_not_in_a_childs_memory(monkeypatch):
    monkeypatch.setenv("GRADER_SECRET_OF_THE_TEST", "swordfish")
    source = """
    import ctypes, os
    def f(x):
        environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
        found, n = [], 0
        while environ and environ[n]:
            found.append(environ[n])
            n += 1
        return float(any(b"swordfish" in each for each in found) or b"swordfish" in str(os.environ).encode())
    """
    box = Sandbox()
    assert run(box, source, "f").results[0].array == 0
    box.close()


def test_a_submission_that_ends_the_process_while_its_result_is_thrown_away_is_charged_itself(sandbox):
    source = """
    import os
    import numpy as np
    class Final(np.ndarray):
        def __del__(self): os._exit(0)
    def f(x): return np.zeros(3).view(Final)
    def g(x): return x
    """
    first, second = run(sandbox, source, "f", "g").results
    assert first.ending is Ending.CRASHED
    assert isinstance(second, ArrayValue)


def test_many_jobs_leave_no_descriptor_and_no_process_behind(sandbox):
    run(sandbox, "def f(x): return x", "f")
    before, processes = len(os.listdir("/proc/self/fd")), children()
    for source in ("def f(x): return x", "import os\ndef f(x): os._exit(1)", "1/0", "def f(x): 1/0") * 10:
        run(sandbox, source, "f")
    assert len(os.listdir("/proc/self/fd")) == before
    assert children() == processes


def test_threads_and_other_modules_do_not_shadow_a_submissions_own_file(sandbox):
    files = {"queue.py": "def twice(x): return 2 * x\n"}
    (value,) = run(sandbox, "from queue import twice\ndef f(x): return twice(x)", "f", files=files).results
    assert np.array_equal(value.array, 2 * X)


def test_a_result_that_is_too_large_is_said_to_be():
    box = Sandbox()
    (failure,) = run(box, "import numpy as np\ndef f(x): return np.zeros((3000, 3000))", "f").results
    assert failure.ending is Ending.OUT_OF_MEMORY
    assert "68 MiB" in failure.text
    box.close()


def test_urgent_bytes_are_refused_and_stall_nobody(sandbox):
    source = """
    import socket, time
    def send(x):
        for number in range(3, 20):
            try: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=number).send(b"x", socket.MSG_OOB)
            except PermissionError: return 1.0
            except OSError: pass
        return 0.0
    """
    assert run(sandbox, source, "send").results[0].array == 1


def test_a_flood_of_warnings_is_cut_by_the_parent(sandbox):
    source = """
    import sys
    child = sys.modules["grader.sandbox.child"]
    child._Run.remarks = lambda self: {"warned": [["f", f"w{n}", "", 0] for n in range(5000)], "borrowed": ["m"] * 5000}
    def f(x): return x
    """
    record = run(sandbox, source, "f")
    assert isinstance(record.results[0], ArrayValue)
    assert (len(record.warned), len(record.borrowed)) == (20, 20)


@pytest.mark.parametrize("fresh", [False, True])
def test_signals_that_whoever_started_us_ignores_are_not_ignored_in_a_child(fresh):
    """In the background, or under nohup, a program starts with some signals ignored."""
    code = (
        "import os, signal\n"
        "signal.signal(signal.SIGQUIT, signal.SIG_IGN)\n"
        "from grader.sandbox.job import Call, Job\n"
        "from grader.sandbox.sandbox import Sandbox\n"
        f"box = Sandbox(fresh={fresh})\n"
        "source = 'import os, signal\\ndef f(): os.kill(os.getpid(), signal.SIGQUIT)'\n"
        "print(box.run(Job({'m.py': source}, 'm', (Call('f', ()),))).results[0].error, flush=True)\n"
        "box.close()\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert told.stdout.strip() == "SIGQUIT", told.stderr


COUNTS = """
import os
seen = []
def count(x):
    seen.append(x)
    return len(seen)
def process(x): return os.getpid()
def leave(x): os._exit(0)
def forever(x):
    while True: pass
"""


@pytest.fixture
def asked(sandbox):
    """A run whose child waits for further calls."""
    job = Job({"work.py": COUNTS}, "work", (Call("count", (X,), "count"), Call("process", (X,), "process")))
    run = sandbox.start(job, further=5.0)
    yield run
    run.close()


def numbers(record):
    return [int(value.array) for value in record.results]


def test_further_calls_go_to_the_child_that_has_answered(asked):
    first, process = numbers(asked.record())
    again = asked.more((Call("count", (X,), "more"), Call("process", (X,), "more")), {})
    assert first == 1
    assert numbers(again) == [2, process]
    assert numbers(asked.more((Call("count", (X,), "last"),), {})) == [3]


def test_further_calls_have_limits_of_their_own(asked):
    asked.record()
    calls = (Call("forever", (X,), "endless"), Call("count", (X,), "rest"))
    endless, rest = asked.more(calls, {"endless": Limits(time=0.2)}).results
    assert endless.ending is Ending.TIMED_OUT
    assert int(rest.array) == 1  # in another child
    assert numbers(asked.more((Call("count", (X,), "more"),), {})) == [2]


def test_a_child_that_leaves_between_calls_costs_one_of_them(asked):
    asked.record()
    left, rest = asked.more((Call("leave", (X,), "leave"), Call("count", (X,), "count")), {}).results
    assert left.ending is Ending.CRASHED
    assert int(rest.array) == 1


def test_a_closed_run_has_no_child_any_more(asked, sandbox):
    process = numbers(asked.record())[1]
    assert os.path.exists(f"/proc/{process}")
    asked.close()
    sandbox.renew()  # what the zygote was told before is done by then
    assert not os.path.exists(f"/proc/{process}")


def test_nothing_further_is_run_where_the_module_cannot_be_imported(sandbox):
    run = sandbox.start(Job({"work.py": "1/0"}, "work", (Call("f", (X,)),)), further=1.0)
    assert run.record().import_failure.error == "ZeroDivisionError"
    again = run.more((Call("f", (X,)),), {})
    run.close()
    assert [each.ending for each in again.results] == [Ending.RAISED]


PRETENDS = """
import json, os, struct, time
def frame(kind, meta):
    text = json.dumps(meta).encode()
    return struct.pack("<cII", kind, len(text), 0) + text
def pretend(x):
    failure = {"ending": "raised", "error": "", "text": "", "file": "", "line": 0}
    answers = frame(b"F", {"index": 0, "failure": failure}) + frame(b"D", {})
    for descriptor in range(3, 64):
        try: os.write(descriptor, answers)
        except OSError: pass
    while True: time.sleep(1)
def size(x): return len(x)
"""


def test_a_child_that_only_pretends_to_be_done_is_replaced(sandbox):
    """It does not read what is sent to it: more than a socket holds waits for nobody."""
    job = Job({"work.py": PRETENDS}, "work", (Call("pretend", (X,)),), import_limits=Limits(time=2.0))
    run = sandbox.start(job, further=1.0)
    assert run.record().results[0].ending is Ending.RAISED
    record = run.more((Call("size", (np.zeros(10**6),)),), {})
    run.close()
    assert numbers(record) == [10**6]


def test_all_that_a_run_is_told_counts_together(sandbox):
    text = "import numpy as np\ndef large(x): return np.zeros(31 * 2**17)\ndef small(x): return x"
    run = sandbox.start(Job({"work.py": text}, "work", (Call("large", (X,)),) * 9), further=1.0)
    assert run.record().results[-1].ending is Ending.OUT_OF_MEMORY
    for _ in range(2):
        (further,) = run.more((Call("small", (X,)),), {}).results
        assert further.ending is Ending.OUT_OF_MEMORY
    run.close()
