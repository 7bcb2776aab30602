"""Exercise files: YAML 1.2, places of mistakes, every mistake at once, and the JSON Schema."""

import copy
import json
import math
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from grader.cache import Cache
from grader.errors import SpecError
from grader.kinds.registry import kind_class, kind_names
from grader.spec.exercise import Head
from grader.spec.filling import filled
from grader.spec.loading import check_exercise, exercise_from, load_exercise, load_exercises
from grader.spec.restore import restore
from grader.spec.schema import schema_text
from grader.spec.yaml_reader import read_yaml

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
EXERCISES = sorted((ROOT / "exercises").glob("*.yaml"))
SCHEMA = json.loads(schema_text())


def problems_of(text, solution=("f",)):
    """Every problem of an exercise file, as ``line:column`` and text."""
    with pytest.raises(SpecError) as caught:
        check_exercise(text, "x.yaml", frozenset(solution))
    assert all(problem.file == "x.yaml" for problem in caught.value.problems)
    return [(f"{problem.line}:{problem.column}", problem.text) for problem in caught.value.problems]


def block(*lines):
    """An exercise with one part in block style; the first of the lines is line 4 of the file, at column 5."""
    return "title: T\nparts:\n  p:\n" + "".join(f"    {line}\n" for line in lines)


# YAML


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1e-6", 1e-6),
        ("1E6", 1e6),
        ("2.5e+3", 2500.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("012", 12),
        ("-7", -7),
        ("+7", 7),
        ("0x1F", 31),
        ("0o17", 15),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("190:20:30", "190:20:30"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("0o18", "0o18"),
        ("-0x1F", "-0x1F"),
        ("2024-01-31", "2024-01-31"),
        ("=", "="),
        ("<<", "<<"),
        ("e5", "e5"),
        ("1e", "1e"),
        ("1/2", "1/2"),
        ("'1'", "1"),
        ('"true"', "true"),
        ("x[j] - y", "x[j] - y"),
    ],
)
def test_a_plain_scalar_means_what_yaml_1_2_says(written, value):
    document = read_yaml(f"key: {written}\n", "x.yaml")
    assert document.problems == []
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


def test_numbers_that_arithmetic_cannot_use_are_refused():
    for text in (".nan", ".inf", "-.INF", "1e400", "9" * 400):
        (problem,) = read_yaml(f"key: {text}", "x.yaml").problems
        assert (problem.line, problem.column) == (1, 6)
        assert "not finite, too large or too long" in problem.text


@pytest.mark.parametrize("key", ["no", "1", "1e-6", "null", "true", "0x1F"])
def test_a_key_is_a_text(key):
    assert read_yaml(f"{key}: 5", "x.yaml").data == {key: 5}


def test_places_of_keys_and_values_count_from_one():
    document = read_yaml("a: 1\nb:\n  - x\n  -   {c: d}\n", "x.yaml")
    assert document.keys[("b", 1, "c")] == (4, 8)
    assert document.values[("a",)] == (1, 4)
    assert document.values[("b", 0)] == (3, 5)
    assert document.values[("b", 1, "c")] == (4, 11)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a: 1\nb: 2\na: 3", "3:1", "the key 'a' stands here twice; first in line 1"),
        ("a: {x: 1, y: 2, x: 3}", "1:17", "the key 'x' stands here twice; first in line 1"),
        ("a: 1\n'a': 2", "2:1", "the key 'a' stands here twice"),
        ("a: [1, 2", "1:9", "YAML"),
        ("a: b: c", "1:5", "must be quoted"),
        ("a:\n\t- b", "2:1", "indent with spaces"),
        ("a: @b", "1:4", "quote a text that begins with a sign"),
        ("a: !!python/name:os.system", "1:4", "YAML tags"),
        ("a: !!str 5", "1:4", "YAML tags"),
        ("a: *b", "1:4", "YAML"),
        ("a: &b [*b]", "1:4", "contains itself"),
        ("? [a]\n: b", "1:3", "a key must be a plain word"),
        ("a: 1\n---\nb: 2", "2:1", "YAML"),
        ("", "1:1", "the file is empty"),
        ("# only a comment", "1:1", "the file is empty"),
        ("a: \x01", "1:4", "YAML"),
        ("a: " + "9" * 5000, "1:4", "too long"),
        ('a: "\\ud800"', "1:4", "half a character"),
        ("a: " + "[" * 60 + "]" * 60, "1:44", "nested too deeply"),
        ("[" * 100_000, "1:1", "nested too deeply"),
        ("a: " + "b" * 1_000_001, "1:1", "more than 1000000 characters"),
        ("a: {x: f(1, 2), y: 3}", "1:8", 'YAML splits this at the comma; quote it: x: "f(1, 2)"'),
        ("a: {x: f(1, g(2, 3)), y: 3}", "1:8", 'quote it: x: "f(1, g(2, 3))"'),
        ("a: [f(1, 2), 3]", "1:5", 'quote it: "f(1, 2)"'),
    ],
)
def test_broken_yaml_has_its_place_and_its_reason(text, place, says):
    problems = read_yaml(text, "x.yaml").problems
    assert [f"{problem.line}:{problem.column}" for problem in problems][:1] == [place]
    assert says in problems[0].text


def test_repeated_aliases_do_not_blow_up():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert "too large" in read_yaml("\n".join(lines), "x.yaml").problems[0].text


def test_an_alias_is_what_it_stands_for():
    document = read_yaml("a: &n {x: 1}\nb: *n", "x.yaml")
    assert (document.data, document.problems) == ({"a": {"x": 1}, "b": {"x": 1}}, [])


@given(st.text(max_size=60))
def test_any_text_is_read_or_told_where_it_cannot_be(text):
    for problem in read_yaml(text, "x.yaml").problems:
        assert problem.text
        assert 1 <= problem.line <= len(text.splitlines()) + 1
        assert 1 <= problem.column <= len(text) + 1


words = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=8)
finite = st.floats(-1e299, 1e299)
plain_data = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | finite | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(words, plain_data, max_size=3))
def test_json_is_yaml(data):
    document = read_yaml(json.dumps(data), "x.yaml")
    assert (document.data, document.problems) == (data, [])


# Wrong exercises

PYTHON = ("Fraction", "<locals>", "positional", "keyword argument", "_Draw", "NoneType")
PARTS = "the key 'parts' is missing or empty"
WRONG = {
    "no file": ("", [("1:1", "the file is empty")]),
    "a text": ("just a text", [("1:1", "an exercise is a mapping with title and parts")]),
    "a list": ("[1, 2]", [("1:1", "an exercise is a mapping with title and parts")]),
    "no parts": ("title: T", [("1:1", PARTS)]),
    "parts as a list": ("title: T\nparts: [p]", [("2:8", PARTS)]),
    "parts empty": ("title: T\nparts: {}", [("2:8", PARTS)]),
    "no title": ("parts: {p: {kind: number, answer: 1}}", [("1:1", "the key 'title' is missing: a text")]),
    "title misspelt": (
        "titel: T\nparts: {p: {kind: number, answer: 1}}",
        [("1:1", "the key 'title' is missing"), ("1:1", "unknown key 'titel'; did you mean 'title'?")],
    ),
    "parts misspelt": (
        "title: T\nprats: {p: {kind: number, answer: 1}}",
        [
            ("1:1", PARTS),
            (
                "2:1",
                "unknown key 'prats'; did you mean 'parts'? (allowed: title, source, prompt, cap, variables, constraints, parts)",
            ),
        ],
    ),
    "wrong types in the head": (
        "title: 5\nsource: [a]\nparts: {p: {kind: number, answer: 1}}",
        [("1:8", "expected a text, found the number 5"), ("2:9", "expected a text, found a list of 1")],
    ),
    "a part that is no mapping": ("title: T\nparts:\n  p: 5", [("3:3", "a part needs a kind (kinds: ")]),
    "a part without a kind": ("title: T\nparts:\n  p: {answer: 5}", [("3:3", "a part needs a kind")]),
    "unknown kind": (
        block("kind: nubmer", "answer: 1"),
        [("4:11", "unknown kind 'nubmer'; did you mean 'number'?")],
    ),
    "a kind that is a list": (block("kind: [number]", "answer: 1"), [("4:11", "unknown kind")]),
    "a kind that is a number": (block("kind: 5", "answer: 1"), [("4:11", "unknown kind 5")]),
    "a part name with a space": (
        "title: T\nparts:\n  p q: {kind: number, answer: 1}",
        [("3:3", "'p q' cannot name a part")],
    ),
    "part names that differ by case": (
        "title: T\nparts:\n  p: {kind: number, answer: 1}\n  P: {kind: number, answer: 1}",
        [("4:3", "'P' differs from 'p' by case only")],
    ),
    "a part twice": (
        "title: T\nparts:\n  p: {kind: number, answer: 1}\n  p: {kind: number, answer: 1}",
        [("4:3", "the key 'p' stands here twice; first in line 3")],
    ),
    # what every kind has
    "unknown key in a part": (
        block("kind: number", "answer: 1", "  # a comment", "pionts: 2"),
        [("7:5", "unknown key 'pionts'; did you mean 'points'? (allowed: ")],
    ),
    "points as a text": (
        block("kind: number", "answer: 1", "points: '2'"),
        [("6:13", "expected a number, found the text '2'")],
    ),
    "points as true": (
        block("kind: number", "answer: 1", "points: true"),
        [("6:13", "expected a number, found true")],
    ),
    "no points": (
        block("kind: number", "answer: 1", "points: 0"),
        [("6:13", "points must be above 0, found 0")],
    ),
    "negative points": (
        block("kind: number", "answer: 1", "points: -1"),
        [("6:13", "points must be above 0, found -1")],
    ),
    "infinite points": (block("kind: number", "answer: 1", "points: .inf"), [("6:13", "inf")]),
    "points that are no number": (block("kind: number", "answer: 1", "points: .nan"), [("6:13", "nan")]),
    "hidden: yes is a text": (
        block("kind: number", "answer: 1", "hidden: yes"),
        [("6:13", "expected true or false, found the text 'yes'")],
    ),
    "a prompt that is a mapping": (
        block("kind: number", "answer: 1", "prompt: {a: b}"),
        [("6:13", "expected a text, found a mapping with the keys a")],
    ),
    # number
    "number without answer": (
        block("kind: number"),
        [("4:5", "the key 'answer' is missing: a text or a number")],
    ),
    "number with a list": (
        block("kind: number", "answer: [1]"),
        [("5:13", "expected a text or a number, found a list of 1")],
    ),
    "number with true": (
        block("kind: number", "answer: true"),
        [("5:13", "expected a text or a number, found true")],
    ),
    "number with nothing": (
        block("kind: number", "answer:"),
        [("5:12", "expected a text or a number, found nothing")],
    ),
    "number with an unknown name": (
        block("kind: number", "answer: 1 + oops"),
        [("5:17", "'oops' is no known name")],
    ),
    "number in quotes": (block("kind: number", "answer: '1 + oops'"), [("5:13", "'oops' is no known name")]),
    "number divided by zero": (block("kind: number", "answer: 1/0"), [("5:14", "division by zero")]),
    "number with thousands": (
        block("kind: number", "answer: 1,234"),
        [("5:13", "1,234 can be read as 1.234 or as 1234")],
    ),
    "infinite number": (block("kind: number", "answer: .inf"), [("5:13", "")]),
    "number that is none": (block("kind: number", "answer: .nan"), [("5:13", "")]),
    "number too large for floating point": (block("kind: number", "answer: 1e400"), [("5:13", "")]),
    "whole number too large for floating point": (
        block("kind: number", "answer: 1" + "0" * 400),
        [("5:13", "")],
    ),
    "hexadecimal number without end": (block("kind: number", "answer: 0x1" + "0" * 5000), [("5:13", "")]),
    "tolerances that make no sense": (
        block("kind: number", "answer: 1", "rtol: -1", "atol: -2"),
        [("6:11", "rtol must be 0 or above, found -1"), ("7:11", "atol must be 0 or above, found -2")],
    ),
    "a number that rounding makes up": (
        block("kind: number", "answer: sigmoid(40)*(1-sigmoid(40))"),
        [("5:13", "rounding makes up most of this number")],
    ),
    "exact and a tolerance": (
        block("kind: number", "answer: 1", "rtol: 0.1", "exact: true"),
        [("6:11", "rtol and exact: true exclude each other")],
    ),
    # size
    "unknown thing to ask": (
        block("kind: size", "ask: params", "network: [input 30]"),
        [("5:10", "expected one of parameters, shape, found the text 'params'")],
    ),
    "neither network nor answer": (
        block("kind: size", "ask: shape"),
        [("4:5", "give either a network or an answer")],
    ),
    "network and answer": (
        block("kind: size", "ask: shape", "network: [input 30]", "answer: 5"),
        [("6:14", "give either a network or an answer")],
    ),
    "no input": (
        block("kind: size", "ask: shape", "network: [linear 5]"),
        [("6:15", "the first layer, and no other, is the input")],
    ),
    "unknown layer": (
        block("kind: size", "ask: shape", "network:", "  - input 30", "  - linear 20", "  - liner 10"),
        [("9:9", "'liner' is no layer; did you mean 'linear'?")],
    ),
    "a layer that does not fit": (
        block("kind: size", "ask: shape", "network:", "  - input 30", "  - conv2d 8 kernel=3"),
        [("8:9", "conv2d1 does not fit on 30: a conv2d needs channels and 2 more axes")],
    ),
    "unknown option": (
        block("kind: size", "ask: shape", "network: [input 3x9x9, conv2d 8 kernal=3]"),
        [("6:37", "did you mean 'kernel'?")],
    ),
    "a layer that is a number": (
        block("kind: size", "ask: shape", "network: [input 30, {a: 5}]"),
        [("6:29", "expected a text, found the number 5")],
    ),
    "unknown layer asked": (
        block("kind: size", "ask: shape", "network: [input 30, linear 10]", "layers: [linear1, linar1]"),
        [("7:23", "'linar1' is no layer; did you mean 'linear1'?")],
    ),
    "layers that cannot be told apart": (
        block("kind: size", "ask: shape", "network: [input 30, {A: linear 3}, {a: linear 4}]"),
        [("6:44", "cannot be told from 'A'")],
    ),
    "a layer asked twice": (
        block("kind: size", "ask: shape", "network: [input 30, linear 10]", "layers: [linear1, linear1]"),
        [("7:13", "asked twice")],
    ),
    "infinite count": (block("kind: size", "ask: parameters", "answer: .inf"), [("6:13", "")]),
    "a count that is no whole number": (
        block("kind: size", "ask: parameters", "answer: 30.5"),
        [("6:13", "whole number")],
    ),
    "a shape that is none": (
        block("kind: size", "ask: shape", "answer: 4.5x3"),
        [("6:13", "'4.5' is no length")],
    ),
    # computation
    "a step over what is not there": (
        block("kind: computation", "given: {x: 2}", "steps:", "  y: x*x", "  z: x + yy", "ask: [y, dz/dy]"),
        [("8:14", "'yy' is no known name")],
    ),
    "a step over a later one": (
        block("kind: computation", "given: {x: 2}", "steps:", "  y: x*z", "  z: x + 1", "ask: [y]"),
        [("7:12", "'z' comes later")],
    ),
    "a step that is a number": (
        block("kind: computation", "given: {x: 2}", "steps: {y: 5}", "ask: [y]"),
        [("6:16", "expected a text, found the number 5")],
    ),
    "a step split at its comma": (
        block("kind: computation", "given: {x: 2}", "steps: {m: max(x, 1)}", "ask: [m]"),
        [("6:16", 'YAML splits this at the comma; quote it: m: "max(x, 1)"')],
    ),
    "an infinite given": (
        block("kind: computation", "given: {x: .inf}", "steps: {y: x*x}", "ask: [y]"),
        [("5:16", "")],
    ),
    "a name declared twice": (
        block("kind: computation", "given: {x1: 2, x_1: 3}", "steps: {y: x1}", "ask: [y]"),
        [("5:25", "'x_1' is declared already, as 'x1'")],
    ),
    "a name that is none": (
        block("kind: computation", "given: {x: 2}", "steps: {2y: x*x, y: x}", "ask: [y]"),
        [("6:17", "'2y' is no name")],
    ),
    "nothing asked": (
        block("kind: computation", "given: {x: 2}", "steps: {y: x*x}", "ask: []"),
        [("7:10", "nothing is asked")],
    ),
    "asking for what is not there": (
        block("kind: computation", "given: {x: 2}", "steps: {first: x*x}", "ask: [first, dfrist/dx]"),
        [("7:18", "'frist' is neither given nor a step; did you mean 'first'?")],
    ),
    "asking twice": (
        block("kind: computation", "given: {x: 2}", "steps: {y: x*x}", "ask: [dy/dx, ∂y/∂x]"),
        [("7:18", "asked twice")],
    ),
    "a derivative at a kink": (
        block("kind: computation", "given: {x: 0}", "steps: {y: relu(x)}", "ask: [y, dy/dx]"),
        [("7:14", "relu has no derivative at 0")],
    ),
    "a derivative that is none": (
        block("kind: computation", "given: {x: 1, w: 2}", "steps: {y: x*x}", "ask: [y, dy/dw]"),
        [("7:14", "y does not depend on w")],
    ),
    "points asked that do not add up": (
        block("kind: computation", "points: 3", "given: {x: 2}", "steps: {y: x*x}", "ask: {y: 1, dy/dx: 1}"),
        [("8:10", "the points asked add up to 2, the part has 3")],
    ),
    "negative points asked": (
        block("kind: computation", "points: 1", "given: {x: 2}", "steps: {y: x*x}", "ask: {y: 2, dy/dx: -1}"),
        [("8:24", "")],
    ),
    "points asked that are no number": (
        block("kind: computation", "given: {x: 2}", "steps: {y: x*x}", "ask: {y: .nan}"),
        [("7:14", "")],
    ),
    "infinite points of a computation": (
        block("kind: computation", "points: .inf", "given: {x: 2}", "steps: {y: x*x}", "ask: [y]"),
        [("5:13", "inf")],
    ),
    # graph
    "an arrow without an end": (
        block("kind: graph", "answer: a -> b; b ->"),
        [("5:23", "a name is missing behind the arrow")],
    ),
    "an arrow without an end, in several lines": (
        block("kind: graph", "answer: |", "  a -> b", "  b ->"),
        [("5:13", "line 2, column 3: a name is missing behind the arrow")],
    ),
    "an arrow without a head": (block("kind: graph", "answer: a -- b"), [("5:15", "has no direction")]),
    "a circle": (
        block("kind: graph", "answer: a -> b -> c -> a"),
        [("5:13", "the arrows lead round in a circle: a → b → c → a")],
    ),
    "an arrow from a node to itself": (
        block("kind: graph", "answer: a -> b; b -> b"),
        [("5:13", "an arrow leads from 'b' to itself")],
    ),
    "a node without an arrow": (
        block("kind: graph", "answer: a -> b; c"),
        [("5:13", "'c' has no arrow")],
    ),
    "a node in two spellings": (
        block("kind: graph", "answer: a1 -> b; a_1 -> c"),
        [("5:13", "'a_1' cannot be told from 'a1'")],
    ),
    "another name of no node": (
        block("kind: graph", "answer: first -> b", "aliases: {frist: [x]}"),
        [("6:22", "'frist' is no node of the answer; did you mean 'first'?")],
    ),
    "other names that mean two nodes": (
        block("kind: graph", "answer: a -> b", "aliases: {a: [x_1, b], b: [x1]}"),
        [("6:24", "'b' cannot be told from 'b'"), ("6:32", "'x1' cannot be told from 'x_1'")],
    ),
    "other names that are no list": (
        block("kind: graph", "answer: a -> b", "aliases: {a: x}"),
        [("6:18", "expected a list of texts, found the text 'x'")],
    ),
    # explanation
    "no criterion": (block("kind: explanation", "rubric: []"), [("5:13", "at least one criterion")]),
    "criteria that do not add up": (
        block("kind: explanation", "points: 3", "rubric: [{points: 1, text: one}, {points: 1, text: two}]"),
        [("6:13", "the criteria add up to 2 points, the part has 3")],
    ),
    "a criterion worth nothing": (
        block("kind: explanation", "rubric: [{points: 1, text: one}, {points: 0, text: two}]"),
        [("5:47", "points must be above 0, found 0")],
    ),
    "a criterion without words": (
        block("kind: explanation", "rubric: [{points: 1, text: '?'}]"),
        [("5:32", "a criterion needs words")],
    ),
    "a criterion twice": (
        block("kind: explanation", "points: 2", "rubric: [{points: 1, text: one}, {points: 1, text: One.}]"),
        [("6:56", "stands here twice")],
    ),
    "a key of a criterion misspelt": (
        block("kind: explanation", "rubric: [{point: 1, text: one}]"),
        [("5:14", "'points' is missing"), ("5:15", "unknown key 'point'; did you mean 'points'?")],
    ),
    "what no text can mention": (
        block("kind: explanation", "rubric: [{points: 1, text: one}]", "must_mention: [a*b, [], [x, '*']]"),
        [("6:20", "a * stands before the end"), ("6:25", "at least one word"), ("6:33", "'*' is no word")],
    ),
    # choice
    "an answer that is no option": (
        block("kind: choice", "options: {first: x, second: y}", "answer: frist"),
        [("6:13", "'frist' is no option; did you mean 'first'?")],
    ),
    "one of several that is no option": (
        block("kind: choice", "options: {a: x, b: y}", "answer: [a, c]"),
        [("6:17", "'c' is no option (options: a, b)")],
    ),
    "no right option": (block("kind: choice", "options: {a: x, b: y}", "answer: []"), [("6:13", "")]),
    "one option": (block("kind: choice", "options: {a: x}", "answer: a"), [("5:14", "at least two options")]),
    "options that look the same": (
        block("kind: choice", "options: {a: x, A: y}", "answer: a"),
        [("5:24", "cannot be told from option 'a'")],
    ),
    "options as a list": (
        block("kind: choice", "options: [a, b]", "answer: a"),
        [("5:14", "expected a mapping from names to")],
    ),
    "unknown key in an option": (
        block("kind: choice", "options: {a: x, b: {text: y, feedbak: z}}", "answer: a"),
        [
            (
                "5:34",
                "unknown key 'feedbak'; did you mean 'feedback'? (allowed: text, misconception, feedback)",
            )
        ],
    ),
    "an option without a text": (
        block("kind: choice", "options: {a: x, b: {feedback: z}}", "answer: a"),
        [("5:24", "the key 'text' is missing")],
    ),
    "a right option with a misconception": (
        block("kind: choice", "options: {a: {text: x, misconception: m}, b: y}", "answer: a"),
        [("5:43", "a right option carries a misconception")],
    ),
    # function
    "a generator split at its comma": (
        block("kind: function", "function: f", "arguments: {Z: normal(N, D)}", "cases: [{N: 2, D: 3}]"),
        [("6:20", 'YAML splits this at the comma; quote it: Z: "normal(N, D)"')],
    ),
    "a misspelt generator": (
        block("kind: function", "function: f", "arguments:", "  Z: 2*nromal(N)", "cases: [{N: 2}]"),
        [("7:12", "'nromal' is no known function; did you mean 'normal'?")],
    ),
    "a generator over an unknown size": (
        block("kind: function", "function: f", "arguments:", "  Z: normal(N, D)", "cases: [{N: 2}]"),
        [("7:20", "'D' is no known name")],
    ),
    "a generator with a wrong option": (
        block("kind: function", "function: f", "arguments:", "  Z: normal(N, low=3)", "cases: [{N: 2}]"),
        [("7:10", "low")],
    ),
    "a missing reference": (
        block("kind: function", "function: g", "arguments: {Z: normal(N)}", "cases: [{N: 2}]"),
        [("5:15", "the solution file defines no 'g' (it defines: f)")],
    ),
    "a misspelt reference": (
        block(
            "kind: function", "function: g", "reference: ff", "arguments: {Z: normal(N)}", "cases: [{N: 2}]"
        ),
        [("6:16", "the solution file defines no 'ff'")],
    ),
    "a missing misconception": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: normal(N)}",
            "cases: [{N: 2}]",
            "misconceptions: {diagonal: text}",
        ),
        [("8:32", "the solution file defines no 'diagonal'")],
    ),
    "no cases": (
        block("kind: function", "function: f", "arguments: {Z: normal(3)}", "cases: []"),
        [("7:12", "at least one case is needed")],
    ),
    "a misspelt word in a case": (
        block("kind: function", "function: f", "arguments: {Z: normal(N)}", "cases: [{N: 2, nmae: big}]"),
        [
            (
                "7:26",
                "'nmae' is no argument, and a size must be a whole number, found 'big'; did you mean 'name'?",
            )
        ],
    ),
    "a size that is used nowhere": (
        block("kind: function", "function: f", "arguments: {Z: normal(N)}", "cases: [{N: 2, D: 3}]"),
        [("7:23", "no argument uses the size 'D'")],
    ),
    "points that leave nothing": (
        block(
            "kind: function",
            "function: f",
            "points: 2",
            "arguments: {Z: normal(N)}",
            "cases: [{N: 1}, {N: 2, points: 2}]",
        ),
        [("6:13", "nothing is left for the values")],
    ),
    "cases that do not add up": (
        block(
            "kind: function",
            "function: f",
            "points: 2",
            "arguments: {Z: normal(N)}",
            "cases: [{N: 1, points: 1}, {N: 2, points: .5}]",
        ),
        [("6:13", "the cases add up to 1.5 points, the part has 2")],
    ),
    "infinite points of a case": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: normal(N)}",
            "cases: [{N: 1}, {N: 2, points: .inf}]",
        ),
        [("7:36", "")],
    ),
    "negative points of a rule": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: normal(N)}",
            "cases: [{N: 1}]",
            "rules: {loops: {points: -1}}",
        ),
        [("8:29", "")],
    ),
    "unknown keys at depth": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: {valeu: 1}}",
            "cases: [{}]",
            "rules: {loops: {forbidden: true}}",
            "limits: {tim: 5}",
        ),
        [
            ("6:20", "the key 'value' is missing"),
            (
                "6:21",
                "unknown key 'valeu'; did you mean 'value'? (allowed: value, from, call, arguments, output)",
            ),
            ("8:21", "unknown key 'forbidden'; did you mean 'forbid'? (allowed: forbid, points)"),
            ("9:14", "unknown key 'tim'; did you mean 'time'? (allowed: time, memory, output)"),
        ],
    ),
    "wrong types at depth": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: normal(N)}",
            "cases: [{N: 1}]",
            "dtypes: [float64, float16]",
            "rules: {loops: allowed}",
            "returns: 5",
        ),
        [
            ("8:23", "expected one of float64, float32, found the text 'float16'"),
            (
                "9:20",
                "expected forbidden or a mapping with the keys forbid, points, found the text 'allowed'",
            ),
            ("10:14", "expected a list of texts or a mapping with the keys dict, found the number 5"),
        ],
    ),
    # what is meant, and what would pass without a word
    "every layer that is wrong": (
        block(
            "kind: size",
            "ask: shape",
            "network:",
            "  - input 30",
            "  - liner 5",
            "  - linear 4 5",
            "  - linear 1,024",
            "  - linear 4 bias=no",
            "  - conv2d 0 kernel=3",
        ),
        [
            ("8:9", "'liner' is no layer; did you mean 'linear'?"),
            ("9:9", "linear needs its width: linear 1024; found 'linear 4 5'"),
            ("10:16", "'1,024' is not understood: write 1024"),
            ("11:18", "write bias=true, bias=false or no bias"),
            ("12:9", "a size must be above 0"),
        ],
    ),
    "a word that is nearly one of few": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: normal(N)}",
            "cases: [{N: 1}]",
            "rules: {loops: forbiden}",
            "dtypes: [float46]",
        ),
        [("8:20", "did you mean 'forbidden'?"), ("9:14", "did you mean 'float64'?")],
    ),
    "credit with two mistakes": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: normal(N)}",
            "cases: [{N: 1}]",
            "credit: {shap: 1, dtype: x}",
        ),
        [("8:20", "did you mean 'shape'?"), ("8:30", "expected a number, found the text 'x'")],
    ),
    "asking with two mistakes": (
        block("kind: computation", "given: {x: 2}", "steps: {y: x}", "ask: {y: 1, z: 5, dy/dx: abc}"),
        [("7:20", "'z' is neither given nor a step"), ("7:30", "expected a number, found the text 'abc'")],
    ),
    "a generator of numpy's": (
        block("kind: function", "function: f", "arguments: {Z: randn(N)}", "cases: [{N: 1}]"),
        [("6:20", "'randn' is no known function (known: normal, uniform, ")],
    ),
    "a generator with an unknown option": (
        block("kind: function", "function: f", "arguments: {Z: 'uniform(N, lo=3)'}", "cases: [{N: 1}]"),
        [("6:20", "uniform has no option 'lo'; did you mean 'low'?")],
    ),
    "generators without their signs": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: 'normal(N N)', W: 'normal(N)[0]'}",
            "cases: [{N: 1}]",
        ),
        [("6:20", "write a comma or *"), ("6:38", "an entry of an array is not read here")],
    ),
    "generators of nothing": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: 'simplex(N, 0)', W: 'mask(N, probability=2)'}",
            "cases: [{N: 1}]",
        ),
        [("6:20", "with sizes above 0"), ("6:40", "probability is between 0 and 1")],
    ),
    "shapes that do not fit": (
        block(
            "kind: function",
            "function: f",
            "arguments: {Z: 'normal(N, 3) @ normal(N, 4)'}",
            "cases: [{N: 7}]",
        ),
        [("6:20", "@ cannot be applied to the shapes (7, 3) and (7, 4)")],
    ),
    "sizes that are none": (
        block(
            "kind: function", "function: f", "arguments: {Z: normal(N)}", "cases: [{N: 5.0}, {N: true}, {}]"
        ),
        [
            ("6:27", "'N' is no known name (the only case has no sizes)"),
            ("7:17", "found 5.0"),
            ("7:27", "found true"),
        ],
    ),
    "cases named like checks": (
        block(
            "kind: function",
            "function: f",
            "points: 2",
            "arguments: {Z: normal(N)}",
            "cases: [{N: 1}, {N: 2, name: values, points: 1}]",
        ),
        [("8:34", "'values' is the name of another check")],
    ),
    "a text split at its comma": (
        block("kind: choice", "options: {a: Yes, it is, b: No}", "answer: a"),
        [("5:18", 'YAML splits this at the comma; quote it: a: "Yes, it is"')],
    ),
    "a short name of two words, a misconception that is no slug": (
        block("kind: choice", "options: {a: {text: x, misconception: Two Words}, b c: y}", "answer: b c"),
        [("5:43", "found 'Two Words'"), ("5:60", "the short name 'b c' must be one word")],
    ),
    "an answer that is a number for YAML": (
        block("kind: choice", "options: {1: x, 2: y}", "answer: 1"),
        [("6:13", 'quote it: "1"')],
    ),
    "a name that is a function": (
        block("kind: computation", "given: {exp: 1}", "steps: {y: exp + 1}", "ask: [y]"),
        [("5:18", "'exp' is a function: choose another name")],
    ),
    "a step over a later one, by name": (
        block("kind: computation", "given: {x: 2}", "steps: {y: z + x, z: x}", "ask: [z]"),
        [("6:16", "'z' comes later: a step uses only what stands before it")],
    ),
    "a kind left empty": (block("kind:", "answer: 1"), [("3:3", "a part needs a kind")]),
    # several at once
    "every problem of a file": (
        "titel: T\nparts:\n  a: {kind: number, answer: 1 + x, pionts: 2}\n  b: {kind: chioce}\n"
        "  c:\n    kind: computation\n    given: {x: 2}\n    steps: {y: x*q}\n    ask: [y, z]\n    points: 0\n"
        "  d: {kind: choice, options: {a: x, b: y}, answer: c, hidden: 1}\n",
        [
            ("1:1", "the key 'title' is missing"),
            ("1:1", "unknown key 'titel'"),
            ("3:33", "'x' is no known name"),
            ("3:36", "unknown key 'pionts'"),
            ("4:13", "unknown kind 'chioce'; did you mean 'choice'?"),
            ("8:18", "'q' is no known name"),
            ("9:14", "'z' is neither given nor a step"),
            ("10:13", "points must be above 0"),
            ("11:52", "'c' is no option"),
            ("11:63", "expected true or false, found the number 1"),
        ],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_exercise_is_told_where_and_why(name):
    text, expected = WRONG[name]
    problems = problems_of(text)
    assert [place for place, _ in problems] == [place for place, _ in expected], problems
    for (_, told), (_, says) in zip(problems, expected, strict=True):
        assert says in told
        assert not [word for word in PYTHON if word in told]


DERIVED = {
    "two ways to give the key": ("vjp_of: softmax", "reference: softmax", [("9:16", "vjp_of gives the key already")]),
    "an unknown forward function": ("vjp_of: sotfmax", "", [("8:13", "defines no 'sotfmax'; did you mean 'softmax'?")]),
    "a forward function of two inputs in short": ("vjp_of: linear", "", [("8:13", "linear takes (X, W), which are not all arguments")]),
    "an unknown input": ("vjp_of: {function: softmax, with_respect_to: [X], upstream: G}", "",
                         [("8:50", "'X' is no input (inputs of softmax: Z)")]),
    "an unknown upstream": ("vjp_of: {function: softmax, with_respect_to: [Z], upstream: H}", "", [("8:65", "'H' is no argument")]),
    "too many derivatives": ("gradient_of: {function: loss, with_respect_to: [Z, G]}", "",
                             [("8:52", "2 derivatives, but the part returns 1 outputs")]),
    "a loss of one's own without conventions": ("gradient_of_own: loss", "", [("8:22", "needs conventions")]),
    "conventions and further references": ("conventions: [softmax, loss]", "also: [softmax]", [("9:11", "lists every accepted reference already")]),
    "a further reference that does not exist": ("also: [softmux]", "", [("8:12", "did you mean 'softmax'?")]),
    "an unknown key of a derivation": ("jacobian_of: {function: softmax, bach: N}", "", [("8:38", "did you mean 'batch'?")]),
    "an unknown rule": ("rules: {loop: forbidden}", "", [("8:13", "unknown key 'loop'; did you mean 'loops'?")]),
    "a rule over an unknown size": ("rules: {vectorised_over: [M]}", "", [("8:30", "no case has the size 'M'")]),
    "rules that take all points": ("rules: {loops: {points: 1}}", "", [("4:5", "nothing is left for the values")]),
}  # fmt: skip


@pytest.mark.parametrize("name", DERIVED)
def test_a_wrong_derivation_or_rule_is_told_where_and_why(name):
    first, second, expected = DERIVED[name]
    text = block("kind: function", "function: f", "arguments: {Z: 'normal(N, D)', G: 'normal(N, D)'}", "cases: [{N: 1, D: 2}]",
                 first, second)  # fmt: skip
    solution = {"f": ("Z", "G"), "softmax": ("Z",), "linear": ("X", "W"), "loss": ("Z", "G")}
    with pytest.raises(SpecError) as caught:
        check_exercise(text, "x.yaml", solution)
    told = [(f"{problem.line}:{problem.column}", problem.text) for problem in caught.value.problems]
    assert [place for place, _ in told] == [place for place, _ in expected], told
    for (_, text), (_, says) in zip(told, expected, strict=True):
        assert says in text


def test_problems_are_shown_as_file_line_column():
    with pytest.raises(SpecError) as caught:
        check_exercise(block("kind: number", "answer: 1", "pionts: 2"), "exercises/x.yaml", frozenset())
    assert str(caught.value).startswith("exercises/x.yaml:6:5: unknown key 'pionts'")


def test_the_problems_of_all_files_are_told_at_once(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "a.yaml").write_text(block("kind: number"))
    (tmp_path / "exercises" / "b.yaml").write_text(block("kind: nubmer"))
    with pytest.raises(SpecError) as caught:
        load_exercises(tmp_path, ["a", "b", "c"], Cache(None))
    assert [problem.file for problem in caught.value.problems] == [f"exercises/{name}.yaml" for name in "abc"]


def test_a_file_that_is_not_utf_8_is_told(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "a.yaml").write_bytes(b"title: T\nprompt: caf\xe9\n")
    with pytest.raises(SpecError, match=r"exercises/a\.yaml:2:1: the file is not UTF-8"):
        load_exercise(tmp_path, "a", Cache(None))


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "a.yaml").write_text(block("kind: number", "answer: 1"), encoding="utf-8-sig")
    assert load_exercise(tmp_path, "a", Cache(None)).head.title == "T"


def test_an_exercise_from_the_cache_is_the_same(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "a.yaml").write_text(
        block("kind: computation", "given: {x: 1e-6}", "steps: {y: x*x}", "ask: {y: 1}")
    )
    cache = Cache(tmp_path / "cache")
    assert (
        load_exercise(tmp_path, "a", cache)
        == load_exercise(tmp_path, "a", cache)
        == load_exercise(tmp_path, "a", Cache(None))
    )


# Right exercises, restored


def table_blocks():
    for kind in kind_names():
        for group in read_yaml(
            (ROOT / "tests" / "kinds" / f"{kind}.yaml").read_text(encoding="utf-8"), kind
        ).data:
            yield pytest.param(kind, group["block"], id=f"{kind}: {group.get('about', '')}")


def exercise_blocks():
    for file in EXERCISES:
        for name, found in read_yaml(file.read_text(encoding="utf-8"), file.name).data["parts"].items():
            data = {key: value for key, value in found.items() if key != "kind"}
            yield pytest.param(found["kind"], data, id=f"{file.stem}: {name}")


BLOCKS = [*table_blocks(), *exercise_blocks()]


@pytest.mark.parametrize(("kind", "data"), BLOCKS)
def test_restoring_gives_what_pydantic_gives(kind, data):
    cls = kind_class(kind)
    assert restore(cls, data) == TypeAdapter(cls).validate_json(json.dumps(data))


@pytest.mark.parametrize("file", EXERCISES, ids=lambda file: file.stem)
def test_a_shipped_exercise_is_restored_as_pydantic_gives_it(file):
    data = read_yaml(file.read_text(encoding="utf-8"), file.name).data
    exercise = load_exercise(ROOT, file.stem, Cache(None))
    head = {key: value for key, value in filled(data, exercise.values).items() if key != "parts"}
    assert exercise.head == TypeAdapter(Head).validate_json(json.dumps(head))
    assert [found.id for found in exercise.parts] == list(data["parts"])


# Random exercises

SAMPLES = [{"title": "T", "parts": {"p": {"kind": param.values[0], **param.values[1]}}} for param in BLOCKS]
WORDS = [
    "a",
    "b",
    "f",
    "x",
    "x*x",
    "1/0",
    "normal(N)",
    "normal(N, D)",
    "input 30",
    "linear 5",
    "parameters",
    "shape",
    "",
    "[",
    "😀",
]
ODD_NUMBERS = [0, -1, 1, 2.5, 1e300, math.inf, -math.inf, math.nan, 10**30, 10**400, 5e-324]
scalars = st.sampled_from([*WORDS, *ODD_NUMBERS, None, True, False, *kind_names()])
keys = st.sampled_from(
    ["text", "points", "name", "value", "dict", "N", "x", "a", "kind", "forbid", "hidden", "misconception"]
)
odd = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=5,
)


def paths(data, above=()):
    """Every path into a structure, the outermost left out."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in entries:
        yield (*above, step)
        yield from paths(value, (*above, step))


@st.composite
def broken_exercises(draw):
    """A right exercise in which a few places hold something else, or nothing."""
    data = copy.deepcopy(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 3))):
        places = list(paths(data))
        if not places:
            break
        *around, last = draw(st.sampled_from(places))
        holder = data
        for step in around:
            holder = holder[step]
        if isinstance(holder, dict) and draw(st.booleans()):
            holder[draw(keys)] = draw(odd)
        elif draw(st.integers(0, 4)):
            holder[last] = draw(odd)
        else:
            del holder[last]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def checked(text):
    """The data of an exercise file, and the problems it is refused for; one of them is None."""
    try:
        return check_exercise(text, "x.yaml", frozenset({"f"})), None
    except SpecError as error:
        return None, error.problems


def check_and_use(text):
    """What the program does with an exercise file: refuses it with places, or can work out its keys."""
    data, problems = checked(text)
    if data is None:
        assert problems
        assert all(problem.text and problem.line >= 1 and problem.column >= 1 for problem in problems)
        assert all(problem.line <= len(text.splitlines()) + 2 for problem in problems)
    else:
        for found in exercise_from("x", data).parts:
            assert found.block.from_code or found.block.key() == found.block.key()


@given(broken_exercises())
@example(block("kind: number", "answer: .inf"))
@example(block("kind: choice", "options: {a: one, b: {misconception: 3}}", "answer: a"))
@example(block("kind: number", "answer: 1" + "0" * 400))
@example(block("kind: number", "answer: 0x1" + "0" * 5000))
@example(block("kind: size", "ask: parameters", "answer: .inf"))
@example(block("kind: computation", "points: .inf", "given: {x: 2}", "steps: {y: x*x}", "ask: {y: 1}"))
@example(block("kind: computation", "given: {x: .nan}", "steps: {y: x*x}", "ask: [y]"))
@example(
    block("kind: function", "function: f", "points: .inf", "arguments: {Z: normal(N)}", "cases: [{N: 2}]")
)
def test_a_broken_exercise_is_refused_or_works(text):
    check_and_use(text)


@given(st.dictionaries(st.sampled_from(["title", "parts", "source", "prompt", "x"]), odd))
def test_a_random_structure_is_refused_or_works(data):
    check_and_use(yaml.safe_dump(data, allow_unicode=True))


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(list("ab12:-[]{},#&*!|>'\"%@`? \n\t")), max_size=60).map("".join),
    )
)
@example("parts: {? [a]: b}")
@example("title: T\nparts: {p: {kind: number, ? {a: b}: c}}")
def test_random_text_is_refused_or_works(text):
    check_and_use(text)


# The schema


def refused(data):
    """The paths at which the schema refuses an exercise."""
    return [
        "/".join(map(str, error.absolute_path))
        for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(data)
    ]


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert schema_text() == schema_text()


@pytest.mark.parametrize("file", EXERCISES, ids=lambda file: file.stem)
def test_the_schema_takes_every_shipped_exercise(file):
    assert refused(read_yaml(file.read_text(encoding="utf-8"), file.name).data) == []


@pytest.mark.parametrize(("kind", "data"), BLOCKS)
def test_the_schema_takes_every_block_of_the_tables(kind, data):
    assert refused({"title": "T", "parts": {"p": {"kind": kind, **data}}}) == []


@pytest.mark.parametrize(("kind", "data"), BLOCKS)
def test_the_schema_refuses_an_unknown_key_in_every_block(kind, data):
    assert refused({"title": "T", "parts": {"p": {"kind": kind, **data, "pionts": 1}}}) == ["parts/p"]


@pytest.mark.parametrize(
    "data",
    [
        {"title": "T", "parts": {"p": {"kind": "number", "answer": 1}}, "x": 1},
        {"parts": {"p": {"kind": "number", "answer": 1}}},
        {"title": "T"},
        {"title": "T", "parts": {}},
        {"title": "T", "parts": {"p": {"answer": 1}}},
        {"title": "T", "parts": {"p": {"kind": "nubmer", "answer": 1}}},
        {"title": "T", "parts": {"p": {"kind": "number"}}},
        {"title": "T", "parts": {"p": {"kind": "number", "answer": [1]}}},
        {"title": "T", "parts": {"p": {"kind": "number", "answer": 1, "points": "2"}}},
        {
            "title": "T",
            "parts": {
                "p": {"kind": "choice", "options": {"a": "x", "b": {"text": "y", "z": 1}}, "answer": "a"}
            },
        },
        {"title": "T", "parts": {"p": {"kind": "size", "ask": "params", "answer": 5}}},
    ],
)
def test_the_schema_refuses_what_loading_refuses(data):
    assert refused(data)
    assert problems_of(json.dumps(data))


def test_every_field_is_described_in_the_schema():
    for kind in kind_names():
        fields = SCHEMA["$defs"][f"kind_{kind}"]["properties"]
        assert [name for name, field in fields.items() if not field.get("description")] == []
