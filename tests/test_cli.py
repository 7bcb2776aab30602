"""The command as a user runs it: real processes on real folders."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.__main__ import WORDS
from grader.cli import SUBMISSIONS, grade
from grader.commands import FAULT, FULL, POINTS_LOST, WRONG_USE

NUMBER = {"p": {"kind": "number", "answer": "1/4", "points": 2}}
CODE = {"f": {"kind": "function", "function": "f", "arguments": {"x": "normal(N)"}, "cases": [{"N": 1}]}}
RIGHT = "# q\n## p\n0.25\n"


@pytest.fixture
def run(tmp_path):
    def run(*arguments, folder=tmp_path, **environment):
        command = [sys.executable, "-m", "grader", *map(str, arguments)]
        variables = {**os.environ, "GRADER_CACHE": str(tmp_path / "cache"), "COLUMNS": "100", **environment}
        return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)

    return run


def test_full_points_leave_with_0_and_lost_points_with_1(course, run):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    assert run("submissions/student").returncode == FULL
    course({"q": NUMBER}, submission={"answers.md": "# q\n## p\n0.4\n"})
    done = run("submissions/student")
    assert (done.returncode, done.stderr) == (POINTS_LOST, "")
    assert "0 of 2" in done.stdout


def test_options_stand_before_or_after_a_command(course, run):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    after = run("check", "submissions/student", "--exercise", "q", "-v")
    assert "Only public cases" in after.stdout
    for arguments in (("-v", "check", "submissions/student", "--exercise", "q"),
                      ("--exercise", "q", "-v", "check", "submissions/student"),
                      ("--exercise=q", "check", "-v", "submissions/student")):  # fmt: skip
        assert run(*arguments).stdout == after.stdout
    assert "there is no exercise 'check'" in run("--exercise", "check", "submissions/student").stderr


@pytest.mark.parametrize(
    "arguments", [(), ("submissions/student",), ("nowhere",), ("--wrong",), ("--version",)]
)
def test_closed_or_full_streams_give_no_traceback(course, run, tmp_path, arguments):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    command = f"{sys.executable} -m grader {' '.join(arguments)}"
    for streams in (">&-", "2>&-", ">&- 2>&-", ">/dev/full", "2>/dev/full", ">/dev/full 2>/dev/full"):
        done = subprocess.run(
            f"{command} {streams}", shell=True, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr + done.stdout
        full = ">/dev/full" in streams.split() and arguments[:1] in (("submissions/student",), ("--version",))
        assert done.returncode == (
            WRONG_USE if full or arguments[:1] in ((), ("nowhere",), ("--wrong",)) else FULL
        ), streams


def test_wrong_use_is_told_under_the_commands_own_name(run):
    assert "Usage: grade [OPTIONS] PATH...\nTry 'grade --help'" in run("--wrong").stderr.replace(
        "__main__.py", "grade"
    ).replace("python -m grader", "grade")


def test_options_stand_before_or_after_the_path(course, run):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    before, after = (
        run("--format", "json", "submissions/student"),
        run("submissions/student", "--format", "json"),
    )
    assert before.stdout == after.stdout
    assert json.loads(before.stdout)["points"] == 2.0


def test_json_has_the_keys_of_the_contract(course, run):
    course(
        {"q": {**NUMBER, **CODE}},
        {"q.py": "def f(x): return 2*x"},
        {"answers.md": RIGHT, "q.py": "def f(x): return x"},
    )
    done = run("submissions/student", "--format", "json")
    report = json.loads(done.stdout)
    assert {
        "schema",
        "submission",
        "points",
        "max_points",
        "pending_points",
        "sandbox",
        "exercises",
    } <= report.keys()
    assert (report["schema"], report["submission"]) == (1, "student")
    assert report["sandbox"] in ("landlock+seccomp+rlimits", "seccomp+rlimits")
    exercise = report["exercises"][0]
    assert {"id", "points", "max_points", "parts"} <= exercise.keys()
    keys = {"id", "kind", "outcome", "score", "points", "max_points", "reason", "feedback", "checks"}
    assert all(keys <= part.keys() for part in exercise["parts"])
    check = exercise["parts"][1]["checks"][0]
    assert {"name", "outcome", "points", "max_points", "reason", "feedback"} <= check.keys()


def test_the_same_submission_gives_the_same_bytes_with_and_without_cache(course, run):
    course(
        {"q": {**NUMBER, **CODE}},
        {"q.py": "def f(x): return 2*x"},
        {"answers.md": RIGHT, "q.py": "def f(x): return x"},
    )
    first = run("submissions/student", "--format", "json", PYTHONHASHSEED="1")
    warm = run("submissions/student", "--format", "json", PYTHONHASHSEED="2")
    without = run("submissions/student", "--format", "json", "--no-cache")
    assert first.stdout == warm.stdout == without.stdout
    assert first.stdout


def test_several_submissions_give_one_json_object_a_line(course, run, tmp_path):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    (tmp_path / "submissions" / "empty").mkdir()
    done = run("submissions/student", "submissions/empty", "--format", "json")
    assert [json.loads(line)["submission"] for line in done.stdout.splitlines()] == ["student", "empty"]
    assert done.returncode == POINTS_LOST


def test_answers_to_what_is_not_graded_now_need_no_remark(course, run):
    parts = {"p": NUMBER["p"], "other": NUMBER["p"]}
    answers = "# q\n## p\n1/4\n## other\n1/4\n# r\n## p\n1/4\n## unheard\n1\n"
    course({"q": parts, "r": NUMBER}, submission={"answers.md": answers})
    only = run("submissions/student", "--exercise", "q", "--part", "p")
    assert (only.returncode, "was" in only.stdout, "no part" in only.stdout) == (FULL, False, False)
    assert "'## unheard' is no part of r" in run("submissions/student").stdout


def test_parts_that_are_not_begun_stand_in_one_block(course, run):
    parts = {"p": NUMBER["p"], "r": NUMBER["p"], "s": {**NUMBER["p"], "hints": ["Divide."]}}
    course({"q": parts}, submission={"answers.md": "# q\n## s\n0.4\n"})
    report = run("submissions/student").stdout
    assert "2 parts  unanswered" in report
    assert "0 of 4" in report
    assert "p, r\n" in report
    assert "below '# q' and '## <part>'" in report
    each = run("submissions/student", "-v").stdout
    assert "parts  unanswered" not in each
    assert each.count("No answer: write it in answers.md") == 2
    assert run("submissions/student", "--part", "p").stdout.count("No answer: write it in answers.md") == 1


def test_the_folder_of_submissions_is_a_class(course, run, tmp_path):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    (tmp_path / "submissions" / "empty").mkdir()
    done = run("submissions")
    assert done.returncode == FULL
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["empty", "student"]


def test_a_class_can_stand_anywhere(course, run, tmp_path):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    (tmp_path / "submissions").rename(tmp_path / "handed in")
    done = run("--class", "handed in")
    assert (done.returncode, done.stdout.split()) == (FULL, ["student", "2", "of", "2"])


def test_formulas_in_hints_and_feedback_are_shown_as_on_paper(course, run):
    hints = [r"Which shape has $\bar X^\top$?"]
    course({"q": {"p": {**NUMBER["p"], "hints": hints}}}, submission={"answers.md": "# q\n## p\n0.4\n"})
    assert "hint: Which shape has X̄ᵀ?" in run("submissions/student", "--attempt", 2).stdout
    assert r"$\\bar X^\\top$" in run("submissions/student", "--attempt", 2, "--format", "json").stdout


def test_what_was_said_already_is_not_said_again(course, run):
    course(
        {"q": NUMBER | {"slope": NUMBER["p"]}}, submission={"answers.md": "# q\n## p\n0.25\n## slopes\n1\n"}
    )
    report = run("submissions/student").stdout
    assert "did you mean '## slope'? Rename the heading." in " ".join(report.split())
    assert report.count("Rename the") == 1


def test_a_class_is_not_graded_as_one_submission(course, run, tmp_path):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    (tmp_path / "submissions").rename(tmp_path / "handed in")
    (tmp_path / "handed in" / "ann").mkdir()
    assert run("handed in").returncode == POINTS_LOST  # one folder may be anything
    (tmp_path / "handed in" / "ann" / "q.py").touch()
    done = run("handed in")
    assert done.returncode == WRONG_USE
    assert "(ann, student): for a class say --class handed in" in done.stderr


def test_an_empty_folder_is_graded_and_told_what_is_expected(course, run):
    course({"q": {**NUMBER, **CODE}}, {"q.py": "def f(x): return x"})
    done = run("submissions/student")
    assert done.returncode == POINTS_LOST
    assert "answers.md" in done.stdout
    assert "q.py is missing" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["submissions/studnet"], "did you mean 'student'?"),
        (["submissions/student/answers.md"], "name the folder"),
        (["submissions/student", "--exercise", "r"], "there is no exercise 'r' (exercises: q)"),
        (["submissions/student", "--part", "pp"], "(parts: q/p)"),
        (["submissions/student", "--course", "exercises"], "no course"),
        (["submissions/student", "--format", "xml"], "xml"),
        (["submissions/student", "--sed", "1"], "--seed"),
        (["--verbose"], "name the folder of a submission"),
        (["chek", "submissions/student"], "chek does not exist; did you mean 'check'?"),
    ],
)
def test_wrong_use_leaves_with_2_and_a_sentence(course, run, arguments, says):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_without_arguments_help_is_shown(run):
    done = run()
    assert done.returncode == WRONG_USE
    assert "Usage: " in done.stdout + done.stderr


def test_outside_a_course_it_is_said_what_a_course_is(run, tmp_path):
    (tmp_path / "x").mkdir()
    done = run("x")
    assert done.returncode == WRONG_USE
    assert "exercises/" in done.stderr


def test_a_broken_exercise_is_told_by_line_and_nothing_is_graded(course, run):
    course({"q": "title: x\nparts:\n  p: {kind: number, answr: 3}\n"}, submission={"answers.md": RIGHT})
    done = run("submissions/student")
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert "exercises/q.yaml:3:21: unknown key 'answr'; did you mean 'answer'?" in done.stderr
    assert "exercises/q.yaml:3:6: the key 'answer' is missing" in done.stderr


def test_a_broken_exercise_does_not_stop_another_from_being_graded_alone(course, run):
    course({"bad": "parts: 3", "q": NUMBER}, submission={"answers.md": RIGHT})
    assert run("submissions/student", "--exercise", "q").returncode == FULL


@pytest.mark.parametrize(
    ("solution", "says"),
    [
        ("def f(x): return 1/0", "ZeroDivisionError"),
        ("def f(x): return None", "returned None"),
        ("def f(x): return x / 0", "NaN or inf"),
        ("def f(x): return x.tolist()", "not a numpy array"),
        ("import nowhere_to_be_found\ndef f(x): return x", "nowhere_to_be_found"),
        ("def f(x):\n    while True: pass", "time limit"),
        ("import random\ndef f(x): return x * (1 + 1e-9 * random.random())", "gives something else"),
        (
            "seen = []\ndef f(x):\n    seen.append(1)\n    return x[: len(seen) % len(x)]",
            "gives something else",
        ),
        ("seen = []\ndef f(x):\n    seen.append(1)\n    return x * len(seen)", "gives something else"),
    ],
)
def test_a_fault_of_the_reference_is_never_the_students(course, run, solution, says):
    quick = {**CODE["f"], "limits": {"time": 0.05}, "cases": [{"N": 3}]}
    course(
        {"q": {"f": quick, **NUMBER}}, {"q.py": solution}, {"q.py": "def f(x): return x", "answers.md": RIGHT}
    )
    done = run("submissions/student", "--format", "json")
    assert done.returncode == FAULT
    report = json.loads(done.stdout)
    assert (report["points"], report["pending_points"]) == (2.0, 1.0)
    part = report["exercises"][0]["parts"][0]
    assert (part["outcome"], part["score"], part["reason"]) == ("grader_error", None, "function.reference")
    assert says in part["feedback"][0]


@pytest.mark.parametrize(
    ("idea", "says"),
    [("raise ValueError('oops')", "ValueError in line 3"), ("while True: pass", "time limit")],
)
def test_a_misconception_that_gives_nothing_is_told(course, run, idea, says):
    block = {**CODE["f"], "limits": {"time": 0.3}, "misconceptions": {"idea": "You had an idea."}}
    solution = f"def f(x): return x\ndef idea(x):\n    {idea}"
    course({"q": {"f": block}}, {"q.py": solution}, {"q.py": "def f(x): return x"})
    done = run("submissions/student")
    assert done.returncode == FAULT
    assert f"misconception idea: {says}" in " ".join(done.stdout.split()) or says in done.stdout


def test_a_check_of_hidden_cases_only_waits_for_the_grading(course, run):
    cases = [{"N": 3}, {"N": 4, "hidden": True, "points": 0.5}]
    parts = {"f": {**CODE["f"], "cases": cases}, "g": {**CODE["f"], "cases": [{"N": 3, "hidden": True}]}}
    course({"q": parts}, {"q.py": "def f(x): return x"}, {"q.py": "def f(x): return x"})
    done = run("check", "submissions/student")
    assert done.returncode == FULL
    assert "Hidden cases, 0.5 of 1 points, run when your work is graded." in done.stdout
    assert "Every case of this part is hidden" in done.stdout
    assert "1 pending" in done.stdout


def test_a_check_shows_no_expected_value_and_runs_public_cases_only(course, run):
    hidden = {**CODE["f"], "cases": [{"N": 3}, {"name": "secret", "N": 4, "hidden": True, "points": 0.5}]}
    solution = {"q.py": "def f(x): return x"}
    submission = {"answers.md": "# q\n## p\n0.4\n", "q.py": "def f(x): return x if len(x) == 3 else 0*x"}
    course(
        {"q": {**NUMBER, "f": hidden, "h": {"kind": "number", "answer": 7, "hidden": True}}},
        solution,
        submission,
    )
    checked = run("check", "submissions/student", "-v")
    assert "0.25" not in checked.stdout
    assert "secret" not in checked.stdout
    assert " h " not in checked.stdout
    graded = run("submissions/student", "-v")
    assert "expected: 0.25" in graded.stdout
    assert "secret" in graded.stdout
    student = run("submissions/student", "--for", "student", "--format", "json")
    assert "secret" not in student.stdout
    assert '"expected"' not in student.stdout


def test_the_seed_draws_the_hidden_cases(course, run):
    solution = {"q.py": "def f(x): return x"}
    memorised = "import numpy as np\ndef f(x): return x if abs(x[0] - ({})) < 1e-9 else 0 * x"
    course({"q": CODE}, solution, {"q.py": "def f(x): raise ValueError(repr(float(x[0])))"})
    first = run("submissions/student", "--format", "json").stdout
    value = first.split("ValueError")[1].split("q.py: ")[1].split(".", 1)
    public = f"{value[0]}.{value[1][:14].rstrip(' .')}"
    course({"q": CODE}, solution, {"q.py": memorised.format(public)})
    done = run("submissions/student", "--seed", "5", "--format", "json")
    assert json.loads(done.stdout)["points"] == 0.0
    assert "a hidden one is not" in done.stdout


def test_an_exception_tells_no_hidden_input(course, run):
    source = "calls = []\ndef f(x):\n    calls.append(x)\n    if len(calls) == 2: raise ValueError(str(x))\n    return x"
    course({"q": CODE}, {"q.py": "def f(x): return x"}, {"q.py": source})
    printed = run("submissions/student", "--for", "student").stdout
    assert "In a hidden case: ValueError in line 4 of q.py." in printed
    assert not re.search(r"\d\.\d", printed)  # a small input has whole numbers, a hidden one has not


def test_a_folder_in_place_of_a_file_costs_its_own_parts_only(course, run, tmp_path):
    course({"q": {**NUMBER, **CODE}}, {"q.py": "def f(x): return x"}, {"answers.md": RIGHT})
    (tmp_path / "submissions" / "student" / "q.py").mkdir()
    report = json.loads(run("submissions/student", "--format", "json").stdout)
    assert (report["points"], report["pending_points"]) == (2.0, 1.0)


def test_output_is_ascii_where_the_terminal_is(course, run):
    course({"q": NUMBER}, submission={"answers.md": "# q\n## p\n2×3 − 1\n"})
    done = run("submissions/student", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.stdout.isascii()
    assert "read as: 2*3 - 1" in done.stdout


def test_there_is_no_colour_in_a_file(course, run):
    course({"q": NUMBER}, submission={"answers.md": "# q\n## p\n0.4\n"})
    assert "\x1b" not in run("submissions/student").stdout


def test_lines_keep_to_the_width(course, run):
    course({"q": NUMBER}, submission={"answers.md": "# q\n## p\n" + "1+" * 50 + "1\n"})
    done = run("submissions/student", COLUMNS="50", PYTHONIOENCODING="utf-8")
    assert max(map(len, done.stdout.splitlines())) <= 50


def test_the_schema_is_printed_as_it_is_shipped(run):
    shipped = Path(__file__).parent.parent / "schema" / "exercise.json"
    assert run("schema").stdout == shipped.read_text()


def test_an_unusable_cache_is_ignored(course, run, tmp_path):
    course(
        {"q": {**NUMBER, **CODE}},
        {"q.py": "def f(x): return x"},
        {"answers.md": RIGHT, "q.py": "def f(x): return x"},
    )
    (tmp_path / "file").write_text("")
    assert run("submissions/student", GRADER_CACHE=str(tmp_path / "file")).returncode == FULL
    run("submissions/student")
    for entry in (tmp_path / "cache").iterdir():
        entry.write_bytes(entry.read_bytes()[:-1] + b"!")
    done = run("submissions/student")
    assert (done.returncode, done.stderr) == (FULL, "")


def test_version_is_told(run):
    assert run("--version").stdout.startswith("grader ")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("", "an empty path names no submission"),
        (".", "belongs to the course; name the folder of a submission"),
        ("exercises", "belongs to the course"),
        ("submissions/student/answers.md", "is a file; name the folder of a submission"),
    ],
)
def test_a_path_that_is_no_submission_is_told(course, run, path, says):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    done = run(path)
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert says in done.stderr


def test_a_submission_named_twice_is_graded_once(course, run):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    assert run("submissions", "submissions/student", "submissions/student/").stdout.count("student") == 1


@pytest.mark.parametrize(
    ("name", "text", "outcome", "says"),
    [
        ("Q.py", "def f(x): return x", "unreadable", "Found Q.py in place of q.py: rename it."),
        ("q (1).py", "def f(x): return x", "unreadable", "Found q (1).py in place of q.py"),
        ("q.ipynb", "{}", "unanswered", "q.ipynb was not read: hand in the code as q.py."),
        ("answers.txt", "# q", "unanswered", "answers.txt was not read: name it answers.md."),
        ("answers (1).md", "# q", "unanswered", "answers (1).md was not read: name it answers.md."),
        (
            "q.py",
            "class A:\n    def f(x): return x",
            "unanswered",
            "q.py does not define f(x) at its top level.",
        ),
        ("q.py", "from math import *", "unanswered", "q.py does not define f(x) at its top level."),
        ("q.py", "def f(*, x): return x", "crashed", "f takes (*, x), but is called as f(x)."),
        ("q.py", "from .rows import work\ndef f(x): return x", "crashed", "write `from helper import work`"),
        (
            "q.py",
            "big = [0] * 10**11\ndef f(x): return x",
            "out_of_memory",
            "Importing q.py failed: it asked for more",
        ),
    ],
)
def test_what_was_handed_in_otherwise_than_asked_is_named(course, graded, name, text, outcome, says):
    root = course({"q": CODE}, {"q.py": "def f(x): return x"}, {name: text})
    report = graded(root)
    verdict = report.exercises[0].parts[0].verdict
    assert verdict.outcome.value == outcome
    assert says in "\n".join((*report.remarks, *verdict.feedback))


def test_a_folder_inside_a_submission_is_told(course, graded):
    root = course({"q": CODE}, {"q.py": "def f(x): return x"}, {"q.py": "from rows import f"})
    (root / "submissions/student/drafts").mkdir()
    (root / "submissions/student/drafts/rows.py").write_text("def f(x): return x")
    assert (
        "drafts/ was not read: put its files into the folder of the submission itself."
        in graded(root).remarks
    )


def test_a_solution_may_import_everything_from_another_file(course, graded):
    files = {"q.py": "from shared import *", "shared.py": "def f(x): return 2 * x"}
    root = course({"q": CODE}, files, {"q.py": "def f(x): return x + x"})
    (root / "solutions/sub.py").mkdir()
    assert graded(root).full


def test_an_exercise_with_another_ending_is_told(course, run, tmp_path):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    (tmp_path / "exercises" / "old.yml").write_text("title: T")
    done = run("submissions/student")
    assert (done.returncode, done.stderr) == (
        WRONG_USE,
        "exercises/old.yml:1:1: is not read: rename it to old.yaml\n",
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\n\n"])
def test_an_empty_course_file_is_none(course, run, tmp_path, text):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    (tmp_path / "course.yaml").write_text(text)
    assert run("submissions/student").returncode == FULL


def test_cases_that_let_mistakes_pass_are_told_to_the_instructor_only(course, run):
    block = {**CODE["f"], "arguments": {"x": "normal(N, D)"}}
    weak = {
        "cases": ([{"N": 3, "D": 3}], "no case has N ≠ D: a result with its axes swapped may pass"),
        "size": ([{"N": 3, "D": 2}], "no case has a size of 1"),
        "spread": ([{"N": 1, "D": 2, "x": "1000*normal(N, D)"}], "a large spread saturates and tells little"),
        "offset": ([{"N": 1, "D": 2, "x": "normal(N, D) + 1000"}], "one offset for all rows"),
        "same": (
            [{"N": 1, "D": 2, "x": "offsets(N, 1000, 1000) + column_offsets(D, -3000, 0) + normal(N, D)"}],
            "every row gets the same offset",
        ),
        "row": (
            [{"N": 1, "D": 2, "x": "offsets(N, 1000, -1000) + normal(N, D)"}],
            "within a row all entries are large alike",
        ),
    }
    typed = {
        **block,
        "arguments": {"x": "normal(N, D)", "reg": 0.3},
        "cases": [{"N": 1, "D": 2}, {"N": 4, "D": 3}],
    }
    source = "def f(x, reg): return x * reg"
    course({"q": {"f": typed}}, {"q.py": source}, {"q.py": source})
    assert (
        "reg is 0.3 in every case: a function with 0.3 typed in would pass"
        in run("submissions/student").stderr
    )
    for cases, says in weak.values():
        course(
            {"q": {"f": {**block, "cases": cases}}},
            {"q.py": "def f(x): return x"},
            {"q.py": "def f(x): return x"},
        )
        for _ in range(2):  # from the cache too
            done = run("submissions/student", PYTHONIOENCODING="utf-8")
            assert done.returncode == FULL
            assert done.stderr.startswith("exercises/q.yaml:1:")
            assert f"warning: {says}" in done.stderr
        assert run("check", "submissions/student").stderr == ""
    strong = [
        {"N": 1, "D": 2},
        {"N": 4, "D": 2, "x": "offsets(N, 1000, -1000, 0) + column_offsets(D, -3000, 0) + normal(N, D)"},
    ]
    course(
        {"q": {"f": {**block, "cases": strong}}},
        {"q.py": "def f(x): return x"},
        {"q.py": "def f(x): return x"},
    )
    assert run("submissions/student").stderr == ""


def test_warnings_and_prints_are_shown_and_cost_nothing(course, run):
    source = "import numpy as np\nprint('importing')\ndef f(x):\n    print('called')\n    np.log(x * 0)\n    x += 1\n    return x - 1"
    course({"q": CODE}, {"q.py": "def f(x): return x"}, {"q.py": source})
    done = run("submissions/student")
    assert done.returncode == FULL
    assert "Line 5 of q.py warns: divide by zero encountered in log." in done.stdout
    assert "The function writes into its input x; that costs nothing here." in done.stdout
    assert "called" not in done.stdout
    shown = run("submissions/student", "-v").stdout
    assert "q.py printed: importing called" in shown
    assert "tolerance: 4 times the running error bound of the reference" in shown


def test_every_command_is_a_word_that_is_no_path():
    assert set(WORDS) == set(grade.commands) - {SUBMISSIONS}


# Archives, and machines without a sandbox

CODED = {
    "q": {
        "p": {
            "kind": "function",
            "points": 2,
            "function": "f",
            "arguments": {"x": "normal(N)"},
            "cases": [{"N": 2}],
        }
    }
}
SOLUTION = {"q.py": "def f(x): return 2 * x"}


def archived(root, name):
    import zipfile

    with zipfile.ZipFile(root / "submissions" / name, "w") as archive:
        archive.writestr("q.py", SOLUTION["q.py"])


def test_archives_are_submissions_alone_and_in_a_class(course, run):
    root = course(CODED, SOLUTION, {"q.py": "def f(x): return x"})
    archived(root, "bob.zip")
    assert run("submissions/bob.zip").returncode == FULL
    done = run("submissions")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["bob", "student"]
    archived(root, "student.zip")
    done = run("submissions")
    assert done.returncode == WRONG_USE
    assert "student is handed in twice" in done.stderr


def test_one_broken_archive_stops_nothing(course, run):
    root = course(CODED, SOLUTION, SOLUTION)
    (root / "submissions" / "mallory.zip").write_bytes(b"PK\x03\x04 nothing")
    done = run("submissions", "--format", "json")
    mallory, student = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, student["points"], mallory["pending_points"]) == (FULL, 2, 2)
    part = mallory["exercises"][0]["parts"][0]
    assert part["outcome"] == "unreadable"
    assert "cannot be unpacked" in part["feedback"][0]


WITHOUT = str(Path(__file__).parent / "without.py")


@pytest.fixture
def run_without(tmp_path):
    """Runs a command on a machine that lacks these features of the kernel."""

    def run(features, *arguments):
        command = [sys.executable, WITHOUT, features, *arguments]
        variables = {**os.environ, "GRADER_CACHE": str(tmp_path / "cache"), "COLUMNS": "100"}
        return subprocess.run(
            command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False
        )

    return run


@pytest.mark.parametrize("lacking", ["landlock", "landlock:EPERM"])
def test_a_kernel_or_container_without_landlock_has_the_next_rung(course, run_without, lacking):
    course(CODED, SOLUTION, SOLUTION)
    done = run_without(lacking, "submissions/student", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["sandbox"]) == (FULL, "seccomp+rlimits")


def test_where_nothing_holds_the_code_of_others_is_refused(course, run_without):
    course(CODED, SOLUTION, SOLUTION)
    done = run_without("landlock,seccomp", "submissions/student")
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    for word in ("no sandbox holds", "Linux", "container", "--trust", "grade check"):
        assert word in done.stderr


def test_where_nothing_holds_ones_own_work_is_checked_and_it_is_said(course, run_without):
    course(CODED, SOLUTION, SOLUTION)
    for arguments in (("check", "submissions/student"), ("submissions/student", "--trust")):
        done = run_without("landlock,seccomp", *arguments)
        assert done.returncode == FULL
        assert "Code ran without a sandbox" in done.stdout
        done = run_without("landlock,seccomp", *arguments, "--format", "json")
        assert json.loads(done.stdout)["sandbox"] == "none"


def test_text_answers_need_no_sandbox(course, run_without):
    course({"q": NUMBER}, submission={"answers.md": RIGHT})
    assert run_without("landlock,seccomp", "submissions/student").returncode == FULL


KNOWING = """
import os, sys
READS_EXERCISES = (
    "yaml", "pydantic", "grader.spec.loading", "grader.spec.yaml_reader", "grader.course.selection", "grader.grading.prepared",
)
knows = [name for name in sys.modules if name.startswith(READS_EXERCISES)]
threads = len(os.listdir("/proc/self/task"))
def f(x):
    return 2 * x if not knows and threads == 1 else x
"""


@pytest.mark.parametrize("path", ["submissions/student", "submissions"])
def test_code_runs_where_no_exercise_was_ever_read_and_numpy_has_one_thread(course, run_without, path):
    course(CODED, SOLUTION, {"q.py": KNOWING})
    done = run_without("landlock,seccomp", path, "--trust", "--format", "json")  # nothing is hidden from it
    assert json.loads(done.stdout)["points"] == 2


# One submission never stops another


def test_nothing_that_one_hands_in_stops_or_changes_the_others(course, run):
    root = course(CODED, SOLUTION, SOLUTION)
    deep = "-" * 900 + "1"
    chain = "np" + ".a" * 1500
    bombs = {
        "deep default": {"q.py": f"def f(x, y, z={deep}): return x"},
        "deep names": {"q.py": f"import numpy as np\ndef f(x):\n    if 0: {chain}\n    return 2 * x"},
        "undefined cookie": {"q.py": "# coding: undefined\ndef f(x): return x"},
        "punycode": {"q.py": "# coding: punycode\ndef f(x): return x"},
        "blanks": {"answers.md": "# a" + " " * 20_000 + "b\n###" + " " * 20_000 + "x" + " " * 20_000 + "y"},
        "fences": {"answers.md": "~~~a\n" * 50_000 + "```\n" * 60_000},
        "lines": {"answers.md": "# q\n## p\n" + "\n" * 900_000},
        "headings": {"answers.md": "# qq\n" * 100_000},
        "escapes \x1b[31m\x07\u202e": {"q.py": "def f(x):\n    print('\x1b]0;t\x07')\n    return \x1b[31m"},
        "new\nline": {"answers.md": "# \x1b[32mq\x07\n## \x1b[32mp"},
    }
    for name, files in bombs.items():
        folder = root / "submissions" / name
        folder.mkdir()
        for file, text in files.items():
            (folder / file).write_text(text)
    (root / "submissions" / "dangling.zip").symlink_to("nowhere")
    (root / "submissions" / "zz.zip").write_bytes(b"PK")
    done = run("--class", "submissions", "-v")
    assert done.returncode in (FULL, FAULT)
    assert done.stdout.count("\nq  q ") == len(bombs) + 3
    assert len(done.stdout) < 200_000
    assert all(line.isprintable() for line in done.stdout.splitlines())
    assert "Traceback" not in done.stdout + done.stderr
    done = run("--class", "submissions", "--format", "json")
    reports = {report["submission"]: report for report in map(json.loads, done.stdout.splitlines())}
    assert len(reports) == len(bombs) + 3
    assert reports["student"]["points"] == 2
    outcomes = {name: report["exercises"][0]["parts"][0]["outcome"] for name, report in reports.items()}
    assert "grader_error" not in outcomes.values(), outcomes


def test_work_of_the_grader_itself_has_an_end():
    from grader.grading.patience import TookTooLongError, patience

    def endless():
        with patience(0.05):
            while True:
                pass

    with pytest.raises(TookTooLongError):
        endless()
    with patience(0.05):
        pass


@pytest.mark.parametrize(
    "start",
    [
        "ulimit -v 400000",
        "ulimit -t 20",
        "ulimit -n 30",
        "exec 0<&-",
        "exec 0<&- 2<&-",
        "exec 5000</etc/hostname || true",
    ],
)
def test_how_the_grader_was_started_costs_no_points(course, tmp_path, start):
    course(CODED, SOLUTION, SOLUTION)
    command = f"ulimit -n 10000 2>/dev/null; {start}; exec {sys.executable} -m grader submissions/student"
    environment = {**os.environ, "GRADER_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == FULL, done.stdout + done.stderr
