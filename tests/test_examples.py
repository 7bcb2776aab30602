"""Answers of known outcome beside a part: what is wrong with them is told at its line, and they do not change grading."""

from fractions import Fraction

import pytest

from grader.errors import SpecError
from grader.kinds.base import Example, Examples
from grader.spec.loading import check_exercise, exercise_from

NUMBER = "title: t\nparts:\n  p:\n    kind: number\n    answer: 0.25\n    examples:\n"
CHOICE = (
    "title: t\nparts:\n  p:\n    kind: choice\n    options: {a: up, b: {text: down, misconception: falls}}\n"
    "    answer: a\n    examples:\n"
)
PROSE = "title: t\nparts:\n  p:\n    kind: explanation\n    rubric: [{points: 1, text: why}]\n    examples:\n"

WRONG = {
    "blank": (NUMBER + '      correct: ["1/4", " "]\n', "7:24", "this is blank"),
    "a number without quotes": (NUMBER + "      correct: [0.25]\n", "7:17", 'quote it: "0.25"'),
    "twice": (NUMBER + '      incorrect: ["1", "1"]\n', "7:19", "stands here twice"),
    "right and wrong": (
        NUMBER + '      correct: ["1"]\n      incorrect: ["1"]\n',
        "8:19",
        "first in correct",
    ),
    "an unknown reason": (
        NUMBER + '      incorrect: [{answer: "-1/4", reason: number.sing}]\n',
        "7:44",
        "did you mean 'number.sign'?",
    ),
    "a reason of another kind": (
        NUMBER + '      incorrect: [{answer: "1", reason: size.bias}]\n',
        "7:41",
        "'size.bias' is no reason of this part",
    ),
    "an example without a reason": (
        NUMBER + '      incorrect: [{answer: "1"}]\n',
        "7:19",
        "'reason' is missing",
    ),
    "an unknown key": (NUMBER + '      right: ["1/4"]\n', "7:7", "unknown key 'right'"),
    "no mapping": (NUMBER.rstrip() + ' ["1/4"]\n', "6:15", "expected"),
    "a misconception that is none": (
        CHOICE + "      incorrect: [{answer: b, reason: choice.fals}]\n",
        "8:39",
        "did you mean 'choice.falls'?",
    ),
    "answered, where the program decides": (
        NUMBER + "      answered: [a quarter]\n",
        "7:17",
        "the program decides here",
    ),
    "correct, where a person marks": (PROSE + "      correct: [so it is]\n", "7:16", "a person marks this"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_an_example_is_told_at_its_place(name):
    text, place, says = WRONG[name]
    with pytest.raises(SpecError) as caught:
        check_exercise(text, "x.yaml", frozenset())
    told = [(f"{problem.line}:{problem.column}", problem.text) for problem in caught.value.problems]
    assert any(where == place and says in sentence for where, sentence in told), told


def test_examples_are_part_of_the_block():
    text = CHOICE + "      correct: [a]\n      incorrect: [{answer: b, reason: choice.falls}, a and b]\n"
    block = exercise_from("x", check_exercise(text, "x.yaml", frozenset())).parts[0].block
    assert block.examples == Examples(
        correct=("a",), incorrect=(Example(answer="b", reason="choice.falls"), "a and b")
    )
    assert block.judge(block.read("a"), block.key()).score == Fraction(1)
