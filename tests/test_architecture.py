"""Imports point one way, and the libraries with a home stay there."""

import ast
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "grader"
ORDER = [
    "block", "errors", "verdict", "cache", "maths", "source", "mutants", "rewrites", "rules", "sandbox", "arrays", "kinds", "spec", "grading",
    "course", "output", "authoring", "commands", "cli",
]  # fmt: skip
MATHS = ["expressions", "reading", "numbers", "values", "formulas", "conditions", "derivations", "graphs"]
HOMES = {
    "yaml": {"spec/yaml_reader.py"},
    "pydantic": {"spec/validation.py", "spec/schema.py"},
    "click": {"cli.py"},
    "rich": {"output/terminal.py"},
    "sympy": set(),
    "mpmath": {"maths/values/precise.py"},
    "sqlite3": set(),
    "ctypes": {"sandbox/kernel.py"},
}


def modules():
    return [(file, ast.parse(file.read_text())) for file in sorted(PACKAGE.rglob("*.py"))]


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def room(parts):
    return parts[0].removesuffix(".py")


def test_rooms_import_only_what_stands_before_them():
    wrong = []
    for file, tree in modules():
        own = room(file.relative_to(PACKAGE).parts)
        if own in ("__init__", "__main__"):
            continue
        for name in imported(tree):
            if name.startswith("grader."):
                other = room(name.split(".")[1:])
                if ORDER.index(other) > ORDER.index(own):
                    wrong.append(f"{file.relative_to(PACKAGE)} imports {name}")
    assert wrong == []


def test_rooms_of_mathematics_import_only_what_stands_before_them():
    rooms = [(file.relative_to(PACKAGE).parts, tree) for file, tree in modules()]
    wrong = [
        f"{'/'.join(parts)} imports {name}"
        for parts, tree in rooms
        if parts[0] == "maths" and len(parts) == 3
        for name in imported(tree)
        if name.startswith("grader.maths.") and MATHS.index(name.split(".")[2]) > MATHS.index(parts[1])
    ]
    assert wrong == []


def test_libraries_stay_in_their_homes():
    wrong = []
    for file, tree in modules():
        place = str(file.relative_to(PACKAGE))
        for name in imported(tree):
            top = name.split(".")[0]
            if top in HOMES and place not in HOMES[top]:
                wrong.append(f"{place} imports {name}")
    assert wrong == []


def test_processes_are_forked_in_the_sandbox_only():
    forks = [
        str(file.relative_to(PACKAGE))
        for file, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "fork" and getattr(node.value, "id", "") == "os"
    ]
    assert {Path(place).parts[0] for place in forks if place != "sandbox/sandbox.py"} == {"sandbox"}


def test_nothing_is_evaluated_but_the_job_in_its_child():
    found = [
        (str(file.relative_to(PACKAGE)), node.func.id)
        for file, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("eval", "exec", "compile", "__import__")
    ]
    assert {place for place, _ in found} == {"sandbox/child.py"}


def test_modules_stay_small_and_say_what_they_are():
    for file, tree in modules():
        assert ast.get_docstring(tree), file
        assert len(file.read_text().splitlines()) <= 400, file
        assert file.stem not in {"utils", "helpers", "common", "misc", "manager"}


def loaded(code):
    listing = f"{code}\nimport sys; print(' '.join(sys.modules))"
    return set(
        subprocess.run(
            [sys.executable, "-c", listing], capture_output=True, text=True, check=True
        ).stdout.split()
    )


def test_help_loads_neither_numpy_nor_pydantic_nor_yaml():
    code = "from click.testing import CliRunner; from grader.cli import grade; CliRunner().invoke(grade, ['--help'])"
    assert not {"numpy", "pydantic", "yaml", "rich"} & loaded(code)


def test_text_kinds_load_no_numpy():
    names = ("number", "size", "computation", "graph", "choice", "explanation")
    code = f"from grader.kinds.registry import kind_class; [kind_class(name) for name in {names}]"
    assert not {"numpy", "pydantic", "yaml", "mpmath"} & loaded(code)


def test_a_report_without_graphs_loads_nothing_of_them():
    code = (
        "from fractions import Fraction; from grader.grading.report import *; from grader.output.json import render; "
        "from grader.verdict import correct; part = PartReport('p', 'number', correct(read_as='1'), Fraction(1)); "
        "render(Report('s', (ExerciseReport('q', 'Q', (part,)),), ''))"
    )
    assert not {name for name in loaded(code) if "graph" in name}


def test_the_function_kind_loads_no_random_numbers_and_no_pydantic():
    assert not {"numpy.random", "pydantic", "yaml", "rich"} & loaded("import grader.kinds.function")


def test_reports_load_late_rules_only_for_late_work():
    code = "import grader.spec.course, grader.grading.grade, grader.output.json, grader.output.terminal"
    assert "grader.spec.late" not in loaded(code)
