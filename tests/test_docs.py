"""What the documentation says is so: pages for every kind and field, links, examples, reasons."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from grader.cli import grade
from grader.errors import SpecError
from grader.kinds.base import Kind
from grader.kinds.registry import kind_class, kind_names
from grader.maths.numbers.network import declare
from grader.spec.loading import check_exercise, exercise_from
from grader.verdict import Outcome

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")])
COMMON = {field.name for field in fields(Kind)}


def text(place):
    return (ROOT / place).read_text()


@pytest.mark.parametrize("kind", kind_names())
def test_every_field_of_a_kind_stands_on_its_page(kind):
    described = text(f"docs/kinds/{kind}.md")
    own = {field.name for field in fields(kind_class(kind))} - COMMON
    assert {name for name in own if f"`{name}`" not in described} == set()


@pytest.mark.parametrize("kind", kind_names())
def test_the_example_of_a_kind_loads(kind):
    example = re.search(r"```yaml\n(.*?)```", text(f"docs/kinds/{kind}.md"), re.DOTALL)[1]
    indented = "".join(f"  {line}\n" for line in example.splitlines())
    names = frozenset({"softmax_vjp", "diagonal_only"})
    exercise = exercise_from("x", check_exercise(f"title: x\nparts:\n{indented}", "x.yaml", names))
    assert exercise.parts[0].block.kind == kind


def test_what_is_made_from_the_program_is_up_to_date():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("", "", 0)


def test_every_outcome_is_described():
    described = text("docs/report.md")
    assert [outcome for outcome in Outcome if f"`{outcome}`" not in described] == []


def test_every_command_and_option_is_mentioned_somewhere():
    pages = "\n".join(file.read_text() for file in PAGES)
    for name, command in grade.commands.items():
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("-"):
                    assert f"{option}" in pages, option
        if not command.hidden:
            assert f"grade {name}" in pages


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file):
    for link in re.findall(r"\]\(([^)#:]+)\)", file.read_text()):
        assert (file.parent / link).exists(), link


def test_the_layers_of_the_size_page_can_be_declared():
    table = text("docs/kinds/size.md").partition("| layer |")[2].partition("\n\n")[0]
    written = [re.sub(r"\s*\[.*?\]", "", layer) for layer in re.findall(r"`([a-z]\w*(?: [^`]*)?)`", table)]
    layers = [layer for layer in written if layer.split()[0] not in ("no", "input")]
    assert len(layers) >= 15
    for layer in layers:
        assert declare(["input 3x32x32", layer])[1].layer == layer.split()[0]


def test_the_how_to_works_as_written(course, graded):
    how_to = text("docs/how-to/add-an-exercise.md")
    solution = re.search(r"```python\n(.*?)```", how_to, re.DOTALL)[1]
    exercise = re.search(r"```yaml\n(.*?)```", how_to, re.DOTALL)[1]
    answers = {"linear.py": solution, "answers.md": "# linear\n## count\n310\n"}
    root = course({"linear": exercise}, {"linear.py": solution}, answers)
    assert graded(root).full


def test_the_answers_of_the_student_page_are_read():
    example = re.search(r"```markdown\n(.*?)```", text("docs/students.md"), re.DOTALL)[1]
    assert "# scalar-chain" in example
    for exercise, part in re.findall(r"^# (\S+)\n## (\S+)", example, re.MULTILINE):
        assert re.search(rf"^  {part}:$", text(f"exercises/{exercise}.yaml"), re.MULTILINE)


def test_the_readme_commands_are_one_line_each():
    commands = re.findall(r"```sh\n(.*?)```", text("README.md"), re.DOTALL)
    assert [command.count("\n") for command in commands] == [1, 1]
    assert "grade submissions/alice" in commands[0]
    assert "[test]" in commands[1]
    assert "pytest" in commands[1]


def test_every_dependency_is_justified():
    declared = re.findall(r'"([A-Za-z-]+)>=', text("pyproject.toml"))
    described = text("docs/dependencies.md").lower()
    assert [
        name for name in declared if name.lower() not in described and name.lower() != "types-pyyaml"
    ] == []


@pytest.mark.parametrize("file", sorted((ROOT / "exercises").glob("*.yaml")), ids=lambda file: file.stem)
def test_every_shipped_exercise_names_its_schema(file):
    first = file.read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schema/exercise.json"
    assert (file.parent / first.partition("=")[2]).exists()


def test_the_mistakes_of_the_how_to_stand_where_it_says():
    page = text("docs/how-to/add-an-exercise.md")
    solution, exercise = (
        re.search(rf"```{language}\n(.*?)```", page, re.DOTALL)[1] for language in ("python", "yaml")
    )
    names = frozenset(re.findall(r"^def (\w+)", solution, re.MULTILINE))
    check_exercise(exercise, "exercises/linear.yaml", names)
    wrong = exercise.replace("X: normal", "X: norml").replace("misconceptions:", "misconception:")
    with pytest.raises(SpecError) as caught:
        check_exercise(wrong, "exercises/linear.yaml", names)
    told = re.findall(r"^(exercises/linear.*?)(?: \(allowed.*)?$", page, re.MULTILINE)
    assert [str(problem).partition(" (allowed")[0] for problem in caught.value.problems] == told
