"""What students read: formulas that render, at their places in the file, and something that is asked."""

import json
from pathlib import Path

import pytest
import yaml

from grader.authoring.hidden_cases import prove_hidden_cases
from grader.authoring.latex import KNOWN
from grader.authoring.latex_commands import INSTEAD
from grader.authoring.markdown import formulas
from grader.authoring.prompts import SHARED, prove_prompts
from grader.cache import Cache
from grader.spec.loading import load_exercise

ROOT = Path(__file__).resolve().parent.parent
TABLE = yaml.safe_load((ROOT / "tests" / "verify" / "prompts.yaml").read_text(encoding="utf-8"))
SHIPPED = sorted(file.stem for file in (ROOT / "exercises").glob("*.yaml"))
CHOICE = {"kind": "choice", "options": {"a": "one", "b": "two"}, "answer": "a"}


@pytest.mark.parametrize("text", TABLE["right"])
def test_a_text_that_renders(text):
    assert formulas(text).mistakes == ()
    assert formulas(text).held == formulas(text).tried


@pytest.mark.parametrize(("text", "line", "column", "said"), TABLE["wrong"])
def test_a_text_that_does_not_render(text, line, column, said):
    found = formulas(text)
    offset, told = found.mistakes[0]
    assert said in told
    assert (text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)) == (line, column)
    assert len(found.mistakes) == 1


def test_every_mistake_that_does_not_end_the_reading_is_told():
    found = formulas(r"$\aplha + 5% $ and $\R + \softmax(z$")
    assert [each.offset for each in formulas(r"$\aplha + \R$, $x^$ and $\ReLU$").mistakes] == [1, 10, 17, 25]
    assert found.held == 0
    assert found.tried == 2


def test_no_command_is_both_known_and_replaced():
    assert not KNOWN & INSTEAD.keys()


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_prompts_hold(name):
    text = (ROOT / "exercises" / f"{name}.yaml").read_text(encoding="utf-8")
    exercise = load_exercise(str(ROOT), name, Cache(None))
    proofs = prove_prompts(exercise, text)
    assert set(proofs) == {SHARED, *(part.id for part in exercise.parts)}
    assert [proof.weaknesses for proof in proofs.values() if not proof.holds] == []
    assert [proof.notes for proof in proofs.values() if proof.notes] == []
    assert sum(proof.tried for proof in proofs.values()) == text.replace("$$", "$").count("$") // 2


PROMPTS = [
    ("prompt: |\n  One $x$.\n\n  Two $x^$.\n", "4:9"),
    ("prompt: |-\n\n     One $x$ |\n     $x^$.\n", "4:8"),
    ("prompt: >\n  One $x$\n  two $x^$.\n", "3:9"),
    ("prompt: One $x^$ is\n", "1:15"),
    ("prompt: One\n  two $x^$ is\n", "2:9"),
    ("prompt: 'It''s $x^$'\n", "1:18"),
    ('prompt: "a \\"b\\" \\\\ \\u00e9\\n n $x^$"\n', "1:34"),
    ("prompt: ok\nhead: {title: a}\n", None),
]


@pytest.mark.parametrize(("text", "place"), PROMPTS)
def test_the_place_is_that_of_the_mistake(course, text, place):
    lines = [f"  {line}" if line else "" for line in text.splitlines() if not line.startswith("head")]
    part = "\n".join(f"  {line}" if line else "" for line in lines)
    text = (
        f"title: t\nparts:\n  p:\n{part}\n    kind: choice\n    options: {{a: one, b: two}}\n    answer: a\n"
    )
    root = course({"task": text})
    proof = prove_prompts(load_exercise(str(root), "task", Cache(None)), text)["p"]
    if place is None:
        assert proof.holds
    else:
        line, column = map(int, place.split(":"))
        (weakness,) = proof.weaknesses
        assert weakness.place == f"exercises/task.yaml:{line + 3}:{column + 4}"
        assert weakness.lines == (text.split("\n")[line + 2].strip(),)


def weak(course, head, parts, solutions=None):
    text = json.dumps({"title": "t", **head, "parts": parts})
    root = course({"task": text}, solutions)
    return load_exercise(str(root), "task", Cache(None)), text


def test_options_feedback_and_misconceptions_are_read_and_keys_are_not(course):
    option = {"text": "$x^$", "misconception": "m", "feedback": "$y_$"}
    number = {"kind": "expression", "symbols": {"x": "real"}, "answer": "x^2", "prompt": "$x$"}
    exercise, text = weak(
        course, {"prompt": "$z^$"}, {"p": {**CHOICE, "options": {"a": "one", "b": option}}, "q": number}
    )
    proofs = prove_prompts(exercise, text)
    assert [(proof.tried, proof.held, len(proof.weaknesses)) for proof in proofs.values()] == [
        (1, 0, 1),
        (2, 0, 2),
        (1, 1, 0),
    ]


def test_a_part_that_asks_nothing(course):
    exercise, text = weak(course, {}, {"p": CHOICE, "q": {**CHOICE, "prompt": "Which?"}})
    proofs = prove_prompts(exercise, text)
    assert proofs["q"].holds
    assert (
        proofs["p"].weaknesses[0].text == "nothing is asked: neither the part nor the exercise has a prompt"
    )
    exercise, text = weak(course, {"prompt": "Which?"}, {"p": CHOICE})
    assert prove_prompts(exercise, text)["p"].holds


def function(arguments, cases, prompt="Write `f(x)`."):
    return {"kind": "function", "function": "f", "arguments": arguments, "cases": cases, "prompt": prompt}


def test_a_function_that_no_prompt_names(course):
    part = function({"x": "normal(N)"}, [{"N": 2}], "Write the square.")
    exercise, text = weak(course, {}, {"p": part}, {"task.py": "def f(x): return x * x\n"})
    assert prove_prompts(exercise, text)["p"].notes == ("no prompt names the function f",)


@pytest.mark.parametrize(
    ("arguments", "cases", "hidden"),
    [
        ({"x": "normal(N)"}, [{"N": 2}, {"N": 3}], True),
        ({"x": {"value": [1, 2]}}, [{}], False),
        ({"x": "constant(N, value=2)"}, [{"N": 2}, {"N": 3}], False),
        ({"x": 2}, [{"name": "a"}, {"name": "b", "x": 3}], False),
        ({"x": 2}, [{"name": "a"}, {"name": "b", "x": 3, "hidden": True}], True),
        ({"x": 2}, [{"name": "a"}, {"name": "b", "x": 2, "hidden": True}], False),
        ({"x": 2}, [{"name": "a"}, {"name": "b", "x": "normal(3)"}], True),
        ({"x": "arange(N)", "y": "labels(N, 3)"}, [{"N": 9}], True),
    ],
)
def test_something_is_hidden(course, arguments, cases, hidden):
    code = f"def f({', '.join(arguments)}): return x * x\n"
    exercise, _ = weak(course, {}, {"p": function(arguments, cases)}, {"task.py": code})
    proof = prove_hidden_cases("task", exercise.parts[0], 5)
    assert proof.holds is hidden
    if not hidden:
        assert proof.weaknesses[0].text.startswith("nothing is hidden: every input is fixed")
