"""What the documentation says is so: pages for every kind and field, links, examples, reasons."""

import ast
import inspect
import re
import subprocess
import sys
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from grader.authoring.functions.bench import Setting
from grader.authoring.verify import verify
from grader.cache import Cache
from grader.cli import grade
from grader.errors import SpecError
from grader.grading.solutions import Solutions
from grader.kinds.base import Kind
from grader.kinds.registry import kind_class, kind_names
from grader.maths.numbers.network import declare
from grader.spec.loading import check_exercise, exercise_from, load_exercises
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


MISTAKES = dict(
    re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text("docs/mistakes.md"), re.MULTILINE | re.DOTALL)
)
BEFORE_ANY_RESULT = {
    "no_file", "missing", "misspelt", "signature", "syntax", "import", "crashed", "timeout", "memory", "output",
    "forbidden", "hidden", "skipped", "reference",
}  # fmt: skip
OF_RULES = {"loop", "import_rule", "forbidden_call", "operations", "uncounted", "values_first"}


def example(slug):
    return re.search(r"```python\n(.*?)```", MISTAKES[slug], re.DOTALL)[1]


def test_every_mistake_in_code_has_its_section():
    slugs = {reason.slug.removeprefix("function.") for reason in kind_class("function").reasons}
    assert slugs - BEFORE_ANY_RESULT - OF_RULES == set(MISTAKES)
    assert [slug for slug, section in MISTAKES.items() if section.count("```python\n") != 1] == []


def test_every_mistake_stands_once_in_the_table_and_is_linked_from_the_reasons():
    table = text("docs/mistakes.md").partition("\n## ")[0].partition("| the mistake")[2]
    assert sorted(re.findall(r"\[(\w+)\]\(#\1\)", table)) == sorted(MISTAKES)
    assert {slug for slug in MISTAKES if f"(mistakes.md#{slug})" not in text("docs/reasons.md")} == set()


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_into_the_mistakes_lead_somewhere(file):
    assert set(re.findall(r"mistakes\.md#(\w+)", file.read_text())) <= set(MISTAKES)


@pytest.mark.parametrize("slug", MISTAKES)
def test_the_example_of_a_mistake_is_wrong_and_then_right(slug):
    wrong, right = (came_of(slug, name) for name in ("wrong", "right"))
    assert wrong != right


def came_of(slug, name):
    """What two calls with the same input give, and the input after them."""
    world = {}
    exec(re.search(r"```python\n(.*?)```", text("docs/mistakes.md"), re.DOTALL)[1], world)
    exec(example(slug), world)
    inputs = [world[argument] for argument in inspect.signature(world["right"]).parameters]
    try:
        with np.errstate(all="ignore"):
            return [described(world[name](*inputs)) for _ in range(2)], described(inputs)
    except ValueError as error:
        assert name == "wrong"
        return str(error)


def described(value):
    """Everything that tells two results apart."""
    if isinstance(value, list | tuple):
        return type(value), [described(item) for item in value]
    array = np.asarray(value)
    return type(value), array.dtype, array.shape, repr(array)


DRAWN = {
    "X": "normal(N, D)", "w": "normal(D)", "t": "normal(N)", "y": "labels(N, D)", "reg": 0.1, "S": "uniform(N, N, low=0.5, high=2)",
}  # fmt: skip
DRAWN_FOR = {
    ("overflow", "X"): "800*normal(N, D)", ("nan", "X"): "one_hot(N, D)", ("kink", "X"): "normal(N, D) * mask(N, D)",
}  # fmt: skip
SIZES = [{"N": 1, "D": 3}, {"N": 2, "D": 2}, {"N": 4, "D": 3}, {"N": 6, "D": 4}]


def functions(slug, dropped):
    """A file with the functions of an example, but for one."""
    found = [node for node in ast.parse(example(slug)).body if isinstance(node, ast.FunctionDef)]
    return "import numpy as np\n" + "\n".join(ast.unparse(node) for node in found if node.name != dropped)


def asked(slug):
    """A part whose right answer is the right version of an example."""
    arguments = re.search(r"def right\((.*?)\)", example(slug))[1].split(", ")
    drawn = {name: DRAWN_FOR.get((slug, name), DRAWN[name]) for name in arguments}
    used = [size for size in ("N", "D") if re.search(rf"\b{size}\b", str(drawn))]
    cases = [dict(each) for each in dict.fromkeys(tuple((size, row[size]) for size in used) for row in SIZES)]
    part = {"kind": "function", "function": "wrong", "reference": "right", "arguments": drawn, "cases": cases}
    if slug in ("returned", "other_output", "convention"):
        part["returns"] = ["one", "two"]
    if slug == "convention":
        part["conventions"] = ["right", "right_too"]
        del part["reference"]
    if slug == "misconception":
        part["misconceptions"] = {"wrong": "A mean of ratios is no ratio of means."}
    return {"part": part}


def test_the_mistakes_are_told_by_the_names_of_their_sections(course, graded):
    solutions = {
        f"{slug}.py": functions(slug, "" if slug == "misconception" else "wrong") for slug in MISTAKES
    }
    submission = {f"{slug}.py": functions(slug, "right") for slug in MISTAKES}
    report = graded(course({slug: asked(slug) for slug in MISTAKES}, solutions, submission))
    told = {exercise.id: exercise.parts[0].verdict.reason for exercise in report.exercises}
    assert told == {slug: f"function.{slug}" for slug in MISTAKES}


WALK = text("docs/how-to/each-kind.md")
EACH_KIND = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", WALK, re.MULTILINE | re.DOTALL))
WALKED = "each-kind"


def blocks(kind, language):
    """The blocks of a section in this language, in the order of the page."""
    return re.findall(rf"```{language}\n(.*?)```", EACH_KIND[kind], re.DOTALL)


@pytest.fixture
def walk(course):
    """The exercise of the page with its solution, and the right and the wrong answers as two submissions."""
    parts = "".join(block for kind in EACH_KIND for block in blocks(kind, "yaml"))
    head = re.search(r"```yaml\n(.*?)```", WALK.partition("\n## ")[0], re.DOTALL)[1]
    solution, *code = blocks("function", "python")
    indented = re.sub(r"^(?=.)", "  ", parts, flags=re.MULTILINE)
    root = course({WALKED: head + indented}, {f"{WALKED}.py": solution})
    names = re.findall(r"^(\S+):$", parts, re.MULTILINE)
    typed = [blocks(kind, "text") for kind in EACH_KIND if kind != "function"]
    for number, submission in enumerate(("right", "wrong")):
        folder = root / "submissions" / submission
        folder.mkdir()
        (folder / f"{WALKED}.py").write_text(code[number])
        answers = [f"## {name}\n{pair[number]}" for name, pair in zip(names[1:], typed, strict=True)]
        (folder / "answers.md").write_text(f"# {WALKED}\n{''.join(answers)}")
    return root


def test_the_walk_has_a_section_for_every_kind(walk):
    [exercise] = load_exercises(str(walk), [WALKED], Cache(None))
    assert [part.block.kind for part in exercise.parts] == list(EACH_KIND)
    assert sorted(EACH_KIND) == sorted(kind_names())
    assert [kind for kind in EACH_KIND if f"(../kinds/{kind}.md)" not in EACH_KIND[kind]] == []


def test_the_right_answers_of_the_walk_are_right(walk, graded):
    found = graded(walk, "right").exercises[0].parts
    outcomes = {part.kind: part.verdict.outcome for part in found}
    assert outcomes == {
        kind: Outcome.NEEDS_REVIEW if kind == "explanation" else Outcome.CORRECT for kind in EACH_KIND
    }


def test_the_wrong_answers_of_the_walk_get_the_points_and_the_sentence_of_the_page(walk, graded):
    for part in graded(walk, "wrong").exercises[0].parts:
        section, verdict = EACH_KIND[part.kind], part.verdict
        told = {*verdict.feedback, *(line for check in verdict.checks for line in check.verdict.feedback)}
        assert re.findall(r"^> (.*)$", section, re.MULTILINE)[0] in told
        points = re.search(r"^\*\*Wrong\*\*, (\S+) of (\d+) points?:$", section, re.MULTILINE)
        if part.kind == "explanation":
            assert (verdict.outcome, points) == (Outcome.NEEDS_REVIEW, None)
        else:
            assert (verdict.score * part.max_points, part.max_points) == tuple(map(Fraction, points.groups()))
            assert verdict.score < 1


def test_every_part_of_the_walk_is_proved_sound(walk, sandbox):
    [exercise] = load_exercises(str(walk), [WALKED], Cache(None))
    setting = Setting(str(walk), Solutions.read(str(walk / "solutions")), 0, sandbox, Cache(None))
    proved = verify(exercise, [part.id for part in exercise.parts], setting, lambda _: None)
    weak = [
        (each.proof.part, weakness.text)
        for each in proved.parts
        for proof in each.proof.proofs
        for weakness in proof.weaknesses
    ]
    assert (weak, len(proved.parts), proved.sound) == ([], len(EACH_KIND), True)
