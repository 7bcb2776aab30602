"""Files that come with further calls: sources beside a job's own, in a child that has run a submission."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from test_sandbox import PRETENDS

from grader.mutants.mending import changes
from grader.sandbox.job import Call, Ending, Job, Limits
from grader.sandbox.values import ArrayValue

DRIVER = "grader.mutants.driver"
WITHOUT = Path(__file__).parent / "without.py"
X = np.arange(6.0).reshape(2, 3)
WORK = """
import os
FACTOR = 2
def f(x): return FACTOR * x
def later(x):
    import other
    return other.f(x)
def process(x): return os.getpid()
def leave(x): os._exit(0)
"""
OTHER = "def f(x): return 3 * x"


def call(module, function, group="", x=X):
    return Call("call", (module, function, x), group)


@pytest.fixture
def begun(sandbox):
    """Starts a job that waits for further calls, beside the driver that knows modules by name."""
    runs = []

    def begin(text, *calls, others=None):
        files = {"work.py": text, **(others or {})}
        job = Job(files, "work", calls or (call("", "f"),), import_limits=Limits(time=2.0), driver=DRIVER)
        runs.append(sandbox.start(job, further=5.0))
        return runs[-1]

    yield begin
    for run in runs:
        run.close()


def arrays(record):
    return [value.array.tolist() for value in record.results]


def test_further_files_are_imported_by_name_in_the_child_that_has_answered(begun):
    run = begun(WORK, call("", "process"))
    before = arrays(run.record())
    first = {"beside.py": "import work\ndef f(x): return work.f(x) + 1"}
    assert arrays(run.more((call("beside", "f"), call("", "process")), {}, first)) == [
        (2 * X + 1).tolist(),
        *before,
    ]
    second = {"last.py": "import beside\ndef f(x): return -beside.f(x)"}
    assert arrays(run.more((call("last", "f"), call("", "process")), {}, second)) == [
        (-2 * X - 1).tolist(),
        *before,
    ]


def test_a_child_that_is_started_anew_has_all_files_that_came(begun):
    run = begun(WORK)
    run.record()
    run.more((call("", "f"),), {}, {"beside.py": "def f(x): return 5 * x"})
    left, rest = run.more((call("", "leave", "leave"), call("beside", "f")), {}).results
    assert left.ending is Ending.CRASHED
    assert rest.array.tolist() == (5 * X).tolist()
    (again,) = arrays(run.more((call("last", "f"),), {}, {"last.py": "from beside import f"}))
    assert again == (5 * X).tolist()


@pytest.mark.parametrize("function", ["f", "leave"])
def test_a_further_file_takes_the_place_of_none_of_the_submissions(begun, function):
    """Not of one that was imported, nor of one that will be, in the same child or in another."""
    run = begun(WORK, others={"other.py": OTHER})
    run.record()
    wrong = "def f(x): return 0 * x"
    calls = (call("", function, function), call("", "f"), call("", "later"), call("work", "f"))
    _, *found = run.more(calls, {}, {"work.py": wrong, "other.py": wrong}).results
    assert [each.array.tolist() for each in found] == [(n * X).tolist() for n in (2, 3, 2)]


def test_a_file_of_the_submission_takes_the_place_of_nothing_that_the_driver_uses(begun):
    run = begun(WORK, others={"copy.py": "deepcopy = None", "importlib.py": "import_module = None"})
    run.record()
    named = Call("call_each", (["beside", "nowhere"], "f", X))
    (value,) = run.more((named,), {}, {"beside.py": OTHER}).results
    found, nothing = value.items
    assert found.array.tolist() == (3 * X).tolist()
    assert not isinstance(nothing, ArrayValue)


STATE = """
import numpy as np
from functools import cache
TURNS = 1
__own__, __hidden = 7, 2
@cache
def twice(n): return __hidden * n
def helper(x): return x + twice(TURNS)
def f(x, scale=np.float64(3)):
    global TURNS
    TURNS = TURNS + 1
    return helper(x) * scale
def defined(x): return {name: id(value) for name, value in globals().items()}
"""


def test_changed_functions_find_all_that_the_submission_defines_and_leave_no_trace_in_it(begun):
    run = begun(STATE, call("", "defined"))
    (before,) = run.record().results
    found = list(changes(STATE, "f", "work"))
    names = [f"part_0/changed_{number}" for number in range(len(found))]
    files = {f"{name}.py": each.text for name, each in zip(names, found, strict=True)}
    calls = (Call("call_each", (names, "f", X)), call("", "defined"))
    changed, after = run.more(calls, {}, files).results
    values = [each.array.tolist() for each in changed.items if isinstance(each, ArrayValue)]
    assert (X + 2).tolist() in values  # the factor was left out
    assert ((X - 4) * 3).tolist() in values  # another sign in a function that it calls, when TURNS is 2
    first, last = ({name: int(each.array) for name, each in value.items.items()} for value in (before, after))
    assert "TURNS" in first
    assert first == last


MEDDLING = """
import os, sys
child = sys.modules["grader.sandbox.child"]._Run
taken = child.further
def further(self, meta, raw):
    {}
    taken(self, meta, raw)
child.further = further
def f(x): return 2 * x
"""


@pytest.mark.parametrize(
    ("meddling", "ending"),
    [
        ("raise ValueError", Ending.CRASHED),
        ("raise OSError", Ending.CRASHED),
        ("os._exit(0)", Ending.CRASHED),
        ("os.kill(os.getpid(), 9)", Ending.CRASHED),
        ("self.channel.send(b'no frame' * 99)", Ending.CRASHED),
        ("self.send(b'V', {'index': 1, 'value': None, 'changed': []})", Ending.CRASHED),
        ("self.send(b'D', {})", Ending.CRASHED),
        ("while True: pass", Ending.TIMED_OUT),
        ("while True: print('x' * 10**6)", Ending.TOO_MUCH_OUTPUT),
    ],
)
def test_a_child_that_does_not_take_further_files_costs_one_call(begun, meddling, ending):
    run = begun(MEDDLING.format(meddling))
    run.record()
    calls = (call("beside", "f", "first"), call("beside", "f", "rest"))
    limits = {"first": Limits(time=1.0), "rest": Limits()}
    first, rest = run.more(calls, limits, {"beside.py": OTHER}).results
    assert first.ending is ending
    assert rest.array.tolist() == (3 * X).tolist()  # in another child, with the file


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("import os\nos._exit(0)", Ending.CRASHED),
        ("while True: pass", Ending.TIMED_OUT),
        ("print('x' * 10**7)", Ending.TOO_MUCH_OUTPUT),
        ("taken = [bytes(2**28) for _ in range(16)]", Ending.OUT_OF_MEMORY),
        ("def f(x", Ending.RAISED),
        ("f = 1 / 0", Ending.RAISED),
        ("open('/etc/passwd')", Ending.FORBIDDEN),
    ],
)
def test_what_a_further_file_does_when_it_is_imported_counts_for_the_call(begun, text, ending):
    run = begun(WORK)
    run.record()
    limits = {"first": Limits(time=1.0), "rest": Limits()}
    calls = (call("beside", "f", "first"), call("", "f", "rest"))
    first, rest = run.more(calls, limits, {"beside.py": text}).results
    assert first.ending is ending
    assert rest.array.tolist() == (2 * X).tolist()


def test_a_child_that_only_pretends_to_be_done_takes_no_files_and_is_replaced(begun):
    """It does not read what is sent to it: more than a socket holds waits for nobody."""
    run = begun(PRETENDS + "f = pretend\n")
    assert run.record().results[0].ending is Ending.RAISED
    long = f"{OTHER}\n{'# nothing' * 10**6}"
    assert arrays(run.more((call("beside", "f"),), {}, {"beside.py": long})) == [(3 * X).tolist()]


def test_what_further_files_return_counts_with_all_that_a_run_is_told(begun):
    run = begun(WORK)
    run.record()
    large = {"beside.py": "import numpy as np\ndef f(x): return np.zeros(31 * 2**17)"}
    results = run.more((call("beside", "f"),) * 9, {}, large).results
    assert isinstance(results[0], ArrayValue)
    assert results[-1].ending is Ending.OUT_OF_MEMORY
    (further,) = run.more((call("", "f"),), {}).results
    assert further.ending is Ending.OUT_OF_MEMORY


def test_a_mistake_is_explained_where_no_file_can_be_opened(course):
    """The changes to a function need the driver, which was loaded beforehand then."""
    block = {"kind": "function", "function": "f", "arguments": {"X": "normal(N, D)"}, "cases": [{"N": 2, "D": 3}]}  # fmt: skip
    numpy = "import numpy as np\n"
    right = numpy + "def f(X): return np.exp(X).sum(axis=1) * X[:, 0]"
    wrong = numpy + "def f(X):\n    s = np.exp(X).sum(axis=1)\n    return s * X[:, 1]"
    root = course({"x": {"p": block}}, {"x.py": right}, {"x.py": wrong})
    command = [sys.executable, WITHOUT, "landlock", str(root / "submissions" / "student")]
    told = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "GRADER_CACHE": ""})
    assert "Line 4" in told.stdout, told.stdout + told.stderr
