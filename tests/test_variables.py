"""Numbers of each student's own: drawn by name, used in prompts, keys and cases, proved, and printed as a sheet."""

import json
import re
import unicodedata
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from grader.cache import Cache
from grader.cli import grade
from grader.errors import SpecError, UsageError
from grader.spec.filling import filled
from grader.spec.loading import check_exercise, load_exercise
from grader.spec.shown_values import listed_values
from grader.spec.variables import Variable, Variables
from grader.spec.variants import variant

ROOT = Path(__file__).resolve().parent.parent

NETWORK = """\
title: A network of your own
prompt: An input of length [[n]] goes to [[m]] units; that makes $[[n]] \\cdot [[m]]$ weights.
variables:
  n: {choice: [30, 40, 50]}
  m: {range: [100, 900], step: 100}
  w0: {range: [-0.9, 0.9], step: 0.1}
constraints: [m > 5*n, w0 != 0]
parts:
  count:
    kind: size
    points: 2
    prompt: How many parameters are there, with [[2*n]] in mind?
    network: [input n, linear m, relu, linear 1]
    ask: parameters
  product:
    kind: number
    answer: n*w0
    exact: true
    examples: {correct: ["[[n*w0]]"], incorrect: ["[[n*w0 + 1]]"]}
  chain:
    kind: computation
    points: 3
    given: {x: 2, w: w0}
    steps: {a: w*x + 1, z: 3*a}
    ask: [a, z, dz/dw]
  double:
    kind: function
    function: double
    arguments: {x: "normal(N, D)"}
    cases:
      - {N: n/10, D: 2}
      - {N: 2, D: 5}
"""


@pytest.fixture
def course(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "solutions").mkdir()
    (tmp_path / "exercises" / "network.yaml").write_text(NETWORK)
    (tmp_path / "solutions" / "network.py").write_text("def double(x):\n    return 2 * x\n")
    return tmp_path


def loaded(course):
    return load_exercise(str(course), "network", Cache(None))


def run(course, *words):
    return CliRunner().invoke(grade, [*words])


def hand_in(course, name, text):
    folder = course / "submissions" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "answers.md").write_text(text)
    (folder / "network.py").write_text("def double(x):\n    return x + x\n")
    return folder


def right_answers(values):
    n, m, w0 = (Fraction(values[name]) for name in ("n", "m", "w0"))
    a = 2 * w0 + 1
    return (
        f"# network\n## count\n{n * m + m + m + 1}\n## product\n{n * w0}\n"
        f"## chain\na = {a}\nz = {3 * a}\ndz/dw = 6\n"
    )


def test_a_student_has_the_same_numbers_every_time_and_others_have_others(course):
    exercise = loaded(course)
    drawn = [tuple(variant(exercise, f"student {number}", 0).values.items()) for number in range(40)]
    assert drawn == [tuple(variant(exercise, f"student {number}", 0).values.items()) for number in range(40)]
    assert len(set(drawn)) > 20
    other = [tuple(variant(exercise, f"student {number}", 1).values.items()) for number in range(40)]
    assert other != drawn


def test_constraints_hold_for_everybody(course):
    exercise = loaded(course)
    for number in range(200):
        values = variant(exercise, str(number), 7).values
        assert values["m"] > 5 * values["n"]
        assert values["w0"] != 0


def test_values_are_exact_decimals():
    variable = Variable(range_=(-0.9, 0.9), step=0.1)
    assert variable.values == tuple(Fraction(k, 10) for k in range(-9, 10))


def test_allowed_combinations_are_about_equally_likely():
    variables = Variables({"a": Variable(choice=(1, 2, 3)), "b": Variable(choice=(1, 2, 3))}, ("a != b",))
    found = Counter(tuple(variables.drawn(str(number)).values()) for number in range(3000))
    assert len(found) == 6
    assert min(found.values()) > 0.7 * 500


@given(st.lists(st.integers(-5, 5), min_size=1, unique=True), st.integers(-30, 30), st.text())
def test_what_is_drawn_is_allowed(choice, bound, identity):
    variables = Variables(
        {"a": Variable(choice=tuple(choice)), "b": Variable(choice=tuple(choice))}, (f"a*b >= {bound}",)
    )
    every = list(variables.every())
    if every:
        assert variables.drawn(identity) in every


def test_an_expression_gets_brackets_where_a_sign_would_mix():
    values = {"a": Fraction(-2), "b": Fraction(1, 2)}
    assert filled({"answer": "x^a - a*b"}, values) == {"answer": "x^(-2) - (-2)*0.5"}
    assert filled({"prompt": "a is [[a]], and a*b is [[a*b]]"}, values) == {
        "prompt": "a is -2, and a*b is -1"
    }
    assert filled({"cases": [{"N": "3 - a", "x": "2*normal(N)"}]}, values) == {
        "cases": [{"N": 5, "x": "2*normal(N)"}]
    }
    assert filled({"answer": "alpha + a_1 + \\alpha"}, values) == {"answer": "alpha + a_1 + \\alpha"}


def test_each_submission_is_graded_by_its_own_numbers(course):
    for name in ("ann", "ben"):
        values = variant(loaded(course), name, 0).values
        folder = hand_in(course, name, right_answers(values))
        result = run(course, str(folder), "--format", "json")
        report = json.loads(result.stdout)
        assert report["points"] == report["max_points"] == 7
        assert {name: Fraction(text) for name, text in report["exercises"][0]["values"].items()} == values
    swapped = hand_in(course, "ann", right_answers(variant(loaded(course), "ben", 0).values))
    assert json.loads(run(course, str(swapped), "--format", "json").stdout)["points"] < 7
    assert json.loads(run(course, str(swapped), "--student", "ben", "--format", "json").stdout)["points"] == 7


def test_a_class_is_graded_student_by_student(course):
    for name in ("ann", "ben", "eve"):
        hand_in(course, name, right_answers(variant(loaded(course), name, 0).values))
    lines = run(course, str(course / "submissions"), "--format", "json").stdout.splitlines()
    assert [json.loads(line)["points"] for line in lines] == [7, 7, 7]


def test_the_report_says_the_numbers(course):
    folder = hand_in(course, "ann", "")
    values = variant(loaded(course), "ann", 0).values
    assert f"with n = {values['n']}, m = {values['m']}, w0 = " in run(course, str(folder)).stdout


def test_the_sheet_holds_the_numbers(course):
    values = variant(loaded(course), "ann", 0).values
    sheet = run(course, "variant", "ann", "--course", str(course)).stdout
    assert f"An input of length {values['n']} goes to {values['m']} units" in sheet
    assert f"with {2 * values['n']} in mind" in sheet
    assert "## chain" in sheet
    assert "[[" not in sheet
    told = json.loads(
        run(course, "variant", "ann", "network", "--course", str(course), "--format", "json").stdout
    )
    assert told["student"] == "ann"
    assert told["exercises"][0]["values"]["n"] == str(values["n"])


def test_the_seed_of_variants_is_the_course_s(course):
    before = run(course, "variant", "ann", "--course", str(course)).stdout
    (course / "course.yaml").write_text("variant_seed: 5\n")
    assert run(course, "variant", "ann", "--course", str(course)).stdout != before
    (course / "course.yaml").write_text("seed: 5\n")  # of hidden cases, which students do not have
    assert run(course, "variant", "ann", "--course", str(course)).stdout == before


def test_several_students_share_no_name(course):
    for name in ("ann", "ben"):
        hand_in(course, name, "")
    result = run(course, str(course / "submissions"), "--student", "ann")
    assert result.exit_code != 0
    assert "--student names who handed in one submission, but 2 are graded" in str(
        result.exception or result.output
    )


def test_every_variant_is_proved(course):
    result = run(course, "verify", "--course", str(course))
    assert result.exit_code == 0, result.stdout


def test_a_key_that_is_wrong_for_some_numbers_is_found_with_them(course):
    text = NETWORK.replace('correct: ["[[n*w0]]"]', 'correct: ["[[30*w0]]"]')
    (course / "exercises" / "network.yaml").write_text(text)
    result = run(course, "verify", "--part", "product", "--course", str(course))
    assert result.exit_code == 1
    assert "an example of `correct` is incorrect" in " ".join(result.stdout.split())
    assert "(with n = 40" in " ".join(result.stdout.split())


def test_numbers_that_hide_mistakes_are_told(course):
    text = NETWORK.replace("steps: {a: w*x + 1, z: 3*a}", "steps: {a: w*x + 1, z: relu(a)}").replace(
        "z, dz/dw", "z"
    )
    (course / "exercises" / "network.yaml").write_text(text)
    result = run(course, "verify", "--part", "chain", "-v", "--course", str(course))
    said = " ".join(result.stdout.split())
    assert "given values hide mistakes" in said
    assert ": with n = " in said


PROBLEMS = [
    ("n: {choice: [30, 40, 50]}", "n: {choice: [3], range: [1, 2]}", 4, "has either a choice of numbers or a range"),
    ("n: {choice: [30, 40, 50]}", "n: {}", 4, "has either a choice of numbers or a range"),
    ("n: {choice: [30, 40, 50]}", "n: {choice: [a]}", 4, "expected"),
    ("n: {choice: [30, 40, 50]}", "n: {chioce: [30]}", 4, "did you mean 'choice'"),
    ("{range: [100, 900], step: 100}", "{range: [900, 100]}", 5, "the smallest and the largest"),
    ("{range: [100, 900], step: 100}", "{range: [100, 900], step: 0}", 5, "a step must be above 0"),
    ("{range: [100, 900], step: 100}", "{range: [0, 1000000], step: 1}", 5, "take a larger step"),
    ("  n: {", "  relu: {choice: [1]}\n  n: {", 4, "is a function: choose another name"),
    ("  n: {", "  N: {choice: [1]}\n  n: {", 4, "declared already in a part"),
    ("  n: {", "  k: {choice: [1]}\n  n: {", 4, "'k' is used nowhere"),
    ("m > 5*n", "m > 5*q", 7, "'q' is no known name"),
    ("m > 5*n", "m + n", 7, "is no comparison"),
    ("m > 5*n", "m > 5*n > n + 1000", 7, "no choice of values meets the constraints: 'm > 5*n > n + 1000' holds for none"),
    ("[m > 5*n, w0 != 0]", "[m > 200, n > 20, m < 150, w0 != 0]", 7, "'m > 200' and 'm < 150' never hold together"),
    ("w0 != 0", "w0 != 0 and n > 3", 7, "constraints hold together: write [n > 1, a > 2] in place of 'and'"),
    ("n: {choice: [30, 40, 50]}", "n: {choice: [30, 40, 30]}", 4, "30 stands here twice"),
    ("n: {choice: [30, 40, 50]}", "n: {choice: [30, 40, 50], step: 2}", 4, "a step belongs to a range; a choice has none"),
    ("w0 != 0", "m/(n - 40) > 3", 7, "'m/(n - 40) > 3' has no value with n = 40, m = 300 (division by zero): exclude that"),
    ("m > 5*n", "m > 50*n", 7, "no choice of values meets the constraints"),
    ("[[2*n]]", "[[2*q]]", 12, "[[2*q]]: 'q' is no known name"),
    ("answer: n*w0", "answer: n*w1", 17, "'w1'"),
    ("{N: n/10, D: 2}", "{N: n/7, D: 2}", 31, "(with n = "),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), PROBLEMS, ids=[f"{p[1][:30]}" for p in PROBLEMS])
def test_what_is_wrong_with_variables_is_told_at_its_line(course, old, new, line, said):
    assert old in NETWORK
    (course / "exercises" / "network.yaml").write_text(NETWORK.replace(old, new, 1))
    with pytest.raises(SpecError) as raised:
        loaded(course)
    assert any(each.line == line and said in each.text for each in raised.value.problems), raised.value


def test_an_exercise_without_variables_is_as_it_was(course):
    (course / "exercises" / "network.yaml").write_text("title: T\nparts: {p: {kind: number, answer: 3}}\n")
    exercise = loaded(course)
    assert exercise.template is None
    assert variant(exercise, "ann", 0) is exercise


def test_a_number_that_a_part_gives_under_the_same_name_keeps_its_name_in_the_steps():
    block = {"given": {"w": "w"}, "steps": {"z": "2*w + n"}, "prompt": "w is [[w]]"}
    values = {"w": Fraction(3), "n": Fraction(5)}
    assert filled(block, values) == {"given": {"w": 3}, "steps": {"z": "2*w + 5"}, "prompt": "w is 3"}


def test_a_student_is_told_whose_numbers_hold(course):
    folder = hand_in(course, "homework", right_answers(variant(loaded(course), "ann", 0).values))
    said = " ".join(run(course, "check", str(folder)).stdout.split())
    assert "The numbers are those of homework, as this folder is called" in said
    told = run(course, "check", str(folder), "--student", "ann")
    assert told.exit_code == 0, told.stdout
    assert "as this folder is called" not in told.stdout


def ranges(constraints, **drawn_from):
    return Variables(
        {name: Variable(range_=range_) for name, range_ in drawn_from.items()}, tuple(constraints)
    )


RARE = [
    ranges(["n = a"], n=(1, 400), a=(1, 400)),
    ranges(["n + a = b + c"], n=(1, 900), a=(1, 900), b=(1, 900), c=(1, 900)),
    ranges(["n = a", "b = c", "n + b = d"], n=(1, 400), a=(1, 400), b=(1, 400), c=(1, 400), d=(1, 800)),
    ranges(["n = 7*a", "n + b = 999"], n=(1, 5000), a=(1, 5000), b=(1, 5000)),
]


@pytest.mark.parametrize("variables", RARE, ids=[" ".join(each.constraints) for each in RARE])
def test_everybody_has_numbers_however_few_are_allowed(variables):
    drawn = [tuple(variables.drawn(f"student {number}").items()) for number in range(60)]
    assert all(variables.allowed(dict(each)) for each in drawn)
    assert len(set(drawn)) > 40
    assert drawn == [tuple(variables.drawn(f"student {number}").items()) for number in range(60)]


def test_a_search_finds_what_there_is_and_knows_where_there_is_nothing():
    one = ranges(["n*n + a*a = 1885", "n < a", "a < 40"], n=(1, 99), a=(1, 99), b=(1, 99))
    values = one.searched(one.read())
    assert one.allowed(values)
    none = ranges(["n + a = b", "b < 2"], n=(1, 400), a=(1, 400), b=(1, 400))
    assert none.searched(none.read()) is None


def test_numbers_that_students_have_had_are_theirs_for_good():
    """Written down when the first sheets were printed: whoever has one is graded by it."""
    network = load_exercise(str(ROOT), "own-network", Cache(None))
    assert listed_values(variant(network, "alice", 0).values) == "n = 20, h = 256, k = 128, c = 8"
    chain = load_exercise(str(ROOT), "own-chain", Cache(None))
    assert listed_values(variant(chain, "alice", 0).values) == (
        "x0 = 1.4, w0 = 0.4, w1 = -0.6, b0 = -0.2, b1 = 0.4"
    )


def test_a_fault_for_one_student_in_one_exercise_touches_nothing_else(course):
    text = "title: Takes [[n]]\nprompt: p\nvariables: {n: {range: [1, 400]}}\nparts:\n  p: {kind: number, answer: n, prompt: '[[1/(n - 37)]]'}\n"
    (course / "exercises" / "takes.yaml").write_text(text)
    exercise = load_exercise(str(course), "takes", Cache(None))
    for number in range(3000):
        values = exercise.variables.drawn(f"0/s{number}/takes")
        if values["n"] == 37:
            break
    assert values["n"] == 37
    name = f"s{number}"
    folder = hand_in(
        course, name, right_answers(variant(loaded(course), name, 0).values) + "# takes\n## p\n37\n"
    )
    result = run(course, str(folder), "--format", "json")
    report = json.loads(result.stdout)
    by_name = {each["id"]: each for each in report["exercises"]}
    assert by_name["network"]["points"] == 7
    assert by_name["takes"]["title"] == "Takes [[n]]"
    assert "values" not in by_name["takes"]
    (part,) = by_name["takes"]["parts"]
    assert (part["outcome"], part["reason"]) == ("grader_error", "answers.key")
    assert "[[1/(n - 37)]]: division by zero" in part["feedback"][0]


CHOSEN = """\
title: T
prompt: One of [[n]].
variables: {n: {range: [0, 100]}, a: {range: [1, 20]}}
parts:
  which:
    kind: choice
    options: {p: "[[n]]", q: "[[42]]", r: "[[a + 200]]"}
    answer: p
    prompt: |
      Two lines,
      and [[1/(n - 37)]].
"""


def written(course, text):
    (course / "exercises" / "e.yaml").write_text(text)
    return course


def verified(course, *words):
    result = run(course, "verify", "e", "--course", str(course), "--format", "json", *words)
    (found,) = json.loads(result.stdout)["exercises"]
    assert result.exit_code == (0 if found["sound"] else 1)
    return found


def of_numbers(found):
    (proof,) = (proof for proof in found["proofs"] if proof["name"] == "variants")
    return proof


def test_every_combination_of_numbers_is_looked_at(course):
    text = CHOSEN.replace("range: [1, 20]", "choice: [1, 3, 5]")
    proof = of_numbers(verified(written(course, text)))
    assert (proof["tried"], proof["held"]) == (303, 297)
    told = {each["text"]: each["place"] for each in proof["weaknesses"]}
    assert told == {
        "[[1/(n - 37)]]: division by zero (with n = 37, a = 1, and 2 more of 303 combinations)": "exercises/e.yaml:9",
        "cannot be told from option 'p' (with n = 42, a = 1: 42, and 2 more of 303 combinations)": "exercises/e.yaml:7",
    }
    assert proof["notes"] == []


def test_of_many_combinations_some_are_drawn_and_it_is_said_how_many(course):
    text = CHOSEN.replace("range: [1, 20]", "range: [1, 90000]").replace('"[[42]]"', '"[[n + 1]]"')
    text = text.replace("[[1/(n - 37)]]", "[[1/(n + 37)]]")
    assert verified(written(course, text))["sound"]
    said = run(course, "verify", "e", "--course", str(course)).stdout
    assert (
        "1000 of 1000 combinations fit; 1000 combinations of numbers were drawn and looked at, of 9090000"
        in said
    )


def test_a_key_without_a_value_for_some_numbers_is_found(course):
    text = "title: T\nprompt: p [[n]]\nvariables: {n: {range: [1, 300]}}\nparts:\n  p:\n    kind: number\n    answer: 1/(n - 37)\n"
    proof = of_numbers(verified(written(course, text)))
    assert proof["held"] == 299
    (weak,) = proof["weaknesses"]
    assert weak["place"] == "exercises/e.yaml:7"
    assert weak["text"] == "division by zero (with n = 37: 1/(37 - 37))"


NOTED = [
    ("{n: {choice: [4]}, a: {choice: [1, 2]}}", "", "n is 4 for every student"),
    ("{n: {range: [20, 60], step: 15}, a: {choice: [1, 2]}}", "", "n never is 60: its steps end at 50"),
    ("{n: {choice: [1, 4]}, a: {choice: [1, 2]}}", "constraints: [n > a, a > 1]", "only one combination of numbers is allowed"),
    ("{n: {choice: [1, 4]}, a: {choice: [1, 2]}}", "constraints: [n > 1]", "the constraints leave n one number, 4"),
]  # fmt: skip


@pytest.mark.parametrize(("drawn_from", "constraints", "note"), NOTED, ids=[each[2] for each in NOTED])
def test_what_may_be_a_slip_is_a_note(course, drawn_from, constraints, note):
    text = f"title: T\nprompt: p\nvariables: {drawn_from}\n{constraints}\nparts:\n  p: {{kind: number, answer: 10*n + a}}\n"
    found = verified(written(course, text))
    assert any(note in each for each in of_numbers(found)["notes"])
    assert found["sound"]


WAYS = ["alice", "alice/", "submissions/alice", "../alice", "submissions/alice.zip", "alice.tar.gz"]


@pytest.mark.parametrize("typed", WAYS)
def test_a_path_to_what_is_handed_in_names_the_student(course, typed):
    found = run(course, "variant", typed, "--course", str(course))
    assert found.stdout == run(course, "variant", "alice", "--course", str(course)).stdout
    assert found.stdout.startswith("*The sheet of alice*\n\n# network\n")


def test_a_name_has_the_same_numbers_in_both_of_its_forms(course):
    composed, decomposed = (unicodedata.normalize(form, "José") for form in ("NFC", "NFD"))
    sheets = {run(course, "variant", name, "--course", str(course)).stdout for name in (composed, decomposed)}
    assert len(sheets) == 1
    folder = hand_in(course, decomposed, right_answers(variant(loaded(course), composed, 0).values))
    assert json.loads(run(course, str(folder), "--format", "json").stdout)["points"] == 7


NOBODY = {
    "": "is empty", "   ": "is empty", "a\nb": "characters that cannot be shown", "a\x1b[2J": "characters that cannot be shown",
    "/": "names no student", "x" * 5000: "longer than the name of a folder can be",
}  # fmt: skip


@pytest.mark.parametrize("typed", NOBODY, ids=[repr(name[:9]) for name in NOBODY])
def test_what_can_be_no_student_is_refused(course, typed):
    folder = hand_in(course, "ann", "")
    for words in (["variant", typed, "--course", str(course)], [str(folder), "--student", typed]):
        refused = run(course, *words)
        assert isinstance(refused.exception, UsageError)
        assert NOBODY[typed] in str(refused.exception)


def test_a_sheet_is_of_one_student(course):
    refused = run(course, "variant", "alice", "bob", "--course", str(course))
    assert "bob is no exercise: a sheet is of one student at a time" in str(refused.exception)
    assert "(exercises: network)" in str(refused.exception)
    misspelt = run(course, "variant", "alice", "netwrok", "--course", str(course))
    assert "there is no exercise 'netwrok'; did you mean 'network'?" in str(misspelt.exception)


def test_a_report_by_the_numbers_of_another_says_whose(course):
    folder = hand_in(course, "homework", right_answers(variant(loaded(course), "ann", 0).values))
    told = run(course, str(folder), "--student", "submissions/ann")
    assert told.stdout.splitlines()[1] == "  The numbers are those of ann."
    report = json.loads(run(course, str(folder), "--student", "ann", "--format", "json").stdout)
    assert (report["student"], report["points"]) == ("ann", 7)
    assert "student" not in json.loads(run(course, str(folder), "--format", "json").stdout)


HEAD = """\
title: T
prompt: With [[n]] and [[width]].
variables:
  n: {range: [1, 9]}
  width: {choice: [3, 4]}
parts:
"""
WRITTEN = yaml.safe_load((Path(__file__).parent / "variables.yaml").read_text())


@pytest.mark.parametrize("case", WRITTEN.values(), ids=WRITTEN)
def test_a_file_with_variables_is_read_strictly(case):
    try:
        check_exercise(f"{HEAD}  p: {case['parts']}", "exercises/x.yaml", frozenset({"f"}))
        said = []
    except SpecError as error:
        said = [str(each).removeprefix("exercises/x.yaml:") for each in error.problems]
    expected = case.get("says", [])
    assert [text[: len(start)] for text, start in zip(said, expected, strict=True)] == expected


def test_a_variable_that_is_used_misspelt_only_is_told_with_both_places():
    text = HEAD.replace(" and [[width]]", "") + "  p: {kind: number, answer: n*widht}\n"
    with pytest.raises(SpecError) as raised:
        check_exercise(text, "exercises/x.yaml", frozenset())
    assert [(each.line, each.text.partition(":")[0]) for each in raised.value.problems] == [
        (5, "'width' is used nowhere, but 'widht' is"),
        (7, "'widht' is no known name; did you mean the variable 'width'?"),
    ]


def test_brackets_in_a_file_without_variables_are_a_weakness(course):
    text = "title: T\nprompt: |\n  With `x[[i]]`, [[0]] and $[[y = k]]$\n  take [[n]].\nparts: {p: {kind: number, answer: 3}}\n"
    found = verified(written(course, text))
    (weak,) = found["proofs"][0]["weaknesses"]
    assert weak["text"] == "[[n]] is shown as it stands, for the file declares no variables"
    assert weak["place"] == "exercises/e.yaml:4:8"
    assert "take [[n]]." in run(course, "variant", "ann", "e", "--course", str(course)).stdout


def test_brackets_can_be_shown():
    values = {"n": Fraction(3)}
    assert filled({"prompt": r"`x[\[0]]` of [[n]] and [\[n]]"}, values) == {
        "prompt": "`x[[0]]` of 3 and [[n]]"
    }


def test_who_writes_the_name_is_told_the_number_to_write(course):
    text = "title: T\nprompt: p\nvariables: {n: {choice: [50]}}\nparts:\n  p: {kind: expression, symbols: {x: real}, answer: n*x^(n-1)}\n  q: {kind: number, answer: 2*n}\n"
    written(course, text)
    folder = hand_in(course, "ann", "# e\n## p\nn x^(n-1)\n## q\n2n\n")
    report = json.loads(run(course, str(folder), "--exercise", "e", "--format", "json").stdout)
    parts = report["exercises"][0]["parts"]
    assert [part["feedback"][0] for part in parts] == ["Write your number, 50, in place of n."] * 2
    assert [part["outcome"] for part in parts] == ["unreadable"] * 2
    right = hand_in(course, "ann", "# e\n## p\n50 x^49\n## q\n100\n")
    assert json.loads(run(course, str(right), "--exercise", "e", "--format", "json").stdout)["points"] == 2


def test_what_is_wrong_in_every_variant_is_told_once(course):
    text = NETWORK.replace('correct: ["[[n*w0]]"]', 'correct: ["[[n*w0 + 7]]", "[[n*w0 + 8]]"]')
    (course / "exercises" / "network.yaml").write_text(text)
    result = run(
        course, "verify", "network", "--part", "product", "--course", str(course), "--format", "json"
    )
    (part,) = json.loads(result.stdout)["exercises"][0]["parts"]
    (examples,) = (proof for proof in part["proofs"] if proof["name"] == "examples")
    assert (examples["tried"] - examples["held"], len(examples["weaknesses"])) == (12, 2)
    assert all("(with n = " in each["text"] for each in examples["weaknesses"])
    assert all(each["text"].endswith(", and 5 more of 6 variants)") for each in examples["weaknesses"])


def test_notes_on_variants_are_told_once(course):
    text = NETWORK.replace("steps: {a: w*x + 1, z: 3*a}", "steps: {a: w*x + 1, z: relu(a)}").replace(
        ", dz/dw", ""
    )
    (course / "exercises" / "network.yaml").write_text(text)
    result = run(course, "verify", "network", "--part", "chain", "--course", str(course), "--format", "json")
    (part,) = json.loads(result.stdout)["exercises"][0]["parts"]
    notes = [note.partition(": ")[2] for proof in part["proofs"] for note in proof["notes"]]
    bare = [re.sub(r"[-\d.]+", "#", note) for note in notes if "not seen" not in note]
    assert bare
    assert len(bare) == len(set(bare))


SHOWN = [
    ("$[[a]]^2$", "$(-2)^2$"), ("$[[a]]$ and $x = [[a]]$", "$-2$ and $x = -2$"), ("$x - [[a]]$", "$x - (-2)$"),
    ("$2[[a]] + w_0 [[a]]$", "$2(-2) + w_0 (-2)$"), (r"$x \cdot [[a]] \le [[a]]$", r"$x \cdot (-2) \le -2$"),
    (r"$$\frac{[[a]]}{3}$$ is $([[a]], [[n]])$", r"$$\frac{-2}{3}$$ is $(-2, 3)$"), ("$x^{[[a]]}$", "$x^{-2}$"),
    ("- [[a]] is no bullet's sign", "- -2 is no bullet's sign"), ("$n = [[n]]$, from - [[a]] on", "$n = 3$, from - -2 on"),
    ("$x - [[n]]^2$", "$x - 3^2$"), ("a step of [[s]]", "a step of 0.00001"), (r"costs \$5 - [[a]]", r"costs \$5 - -2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), SHOWN, ids=[each[0] for each in SHOWN])
def test_a_negative_number_in_mathematics_has_brackets_where_its_sign_would_mix(text, shown):
    values = {"a": Fraction(-2), "n": Fraction(3), "s": Fraction(1, 100000)}
    assert filled({"prompt": text}, values) == {"prompt": shown}


def test_examples_and_formulas_are_mathematics_throughout():
    values = {"a": Fraction(-2)}
    data = {"answer": "[[a]]^2 + [[a]]", "examples": {"correct": ["[[a]]^2 + [[a]]", "[[a]]"]}}
    assert filled(data, values) == {
        "answer": "(-2)^2 + (-2)",
        "examples": {"correct": ["(-2)^2 + (-2)", "-2"]},
    }


def test_a_warning_is_of_the_exercise_and_not_of_one_student(course):
    text = NETWORK.replace("{N: n/10, D: 2}", "{N: n/10 - 2, D: 2}").replace("{N: 2, D: 5}", "{N: 3, D: 5}")
    (course / "exercises" / "network.yaml").write_text(text)
    (told,) = (each for each in loaded(course).warnings if "size of 1" in each)
    assert re.search(r"\(with n = [45]0, m = \d+, w0 = .*\)$", told)
    (course / "exercises" / "network.yaml").write_text(NETWORK.replace("{N: 2, D: 5}", "{N: 3, D: 5}"))
    (told,) = (each for each in loaded(course).warnings if "size of 1" in each)
    assert "(with" not in told


PAGE = (ROOT / "docs" / "how-to" / "variables.md").read_text()
A = {"n": Fraction(20), "h": Fraction(256), "a": Fraction(-2), "s": Fraction(1, 10), "x0": Fraction(3)}
SAID = [
    ("`answer: n*h`", {"answer": "n*h"}, {"answer": "20*256"}),
    ("`cases: [{N: n + 1, D: 2}]`", {"cases": [{"N": "n + 1", "D": 2}]}, {"cases": [{"N": 21, "D": 2}]}),
    ("`rtol: s`", {"rtol": "s"}, {"rtol": 0.1}),
    ("`{answer: n + x, feedback: ...}`", {"misconceptions": {"m": {"answer": "n + x", "feedback": "n"}}},
     {"misconceptions": {"m": {"answer": "20 + x", "feedback": "n"}}}),
    ("`linear h`", {"network": ["linear h"]}, {"network": ["linear 256"]}),
    ("`linear [[2*h]]`", {"network": ["linear [[2*h]]"]}, {"network": ["linear 512"]}),
    ("`[[n]]`", {"prompt": "[[n]] n"}, {"prompt": "20 n"}),
    ("`[[2*n + 1]]`", {"prompt": "[[2*n + 1]]"}, {"prompt": "41"}),
    ("`given: {x0: x0}`", {"given": {"x0": "x0"}, "steps": {"z": "2*x0"}}, {"given": {"x0": 3}, "steps": {"z": "2*x0"}}),
    ("`answer: a^2` is $(-2)^2$", {"answer": "a^2"}, {"answer": "(-2)^2"}),
    ("`$x - [[a]]$` is $x - (-2)$", {"prompt": "$x - [[a]]$"}, {"prompt": "$x - (-2)$"}),
    ("`x[\\[0]]` is shown as `x[[0]]`", {"prompt": "x[\\[0]]"}, {"prompt": "x[[0]]"}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "data", "found"), SAID, ids=[each[0] for each in SAID])
def test_the_page_says_what_is_so(said, data, found):
    assert said in PAGE
    assert filled(data, A) == found


def test_the_example_of_the_page_is_sound_and_edits_leave_the_numbers_as_they_are(course):
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1]
    assert verified(written(course, example))["sound"]

    def drawn(text):
        exercise = load_exercise(str(written(course, text)), "e", Cache(None))
        return [variant(exercise, f"s{number}", 0).values for number in range(9)]

    edited = example.replace("A network takes", "It takes").replace(
        "ask: parameters", "ask: parameters\n    points: 3"
    )
    assert edited != example
    assert drawn(edited) == drawn(example)
    assert drawn(example.replace("[128, 256, 512]", "[512, 256, 128]")) != drawn(example)
    assert drawn(example.replace("[20, 60]", "[10, 60]")) != drawn(example)
    for constraint in ("h > 5*n", "n*h != 4", "abs(n) > 1", "600 > h > 5*n"):
        check_exercise(example.replace("[h > 5*n]", f"[{constraint}]"), "exercises/e.yaml", frozenset())
