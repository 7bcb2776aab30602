"""Every question of the source documents is graded: the catalogue, and submissions that meet each part."""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))
from catalogue import kinds, questions  # noqa: E402

QUESTIONS = {
    "000": ["1a", "1b", "1c", "2a", "2b", "2c", "3a", "3b"],
    "001": ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"],
    "002": ["19.1", "19.2", "19.3", "19.4", "19.5", "19.6", "19.7"],
    "003": ["1.2a", "1.2b", "1.2c", "1.2d", "1.3a", "1.3b", "1.3c"],
    "004": ["1", "2", "3", "4", "tasks"],
}
"""The questions that the documents hold."""


@pytest.fixture(scope="module")
def graded():
    """Outcomes of every part in every submission that is shipped."""
    environment = {**os.environ, "COLUMNS": "100"}
    command = [sys.executable, "-m", "grader", "submissions", "--format", "json"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    found = defaultdict(list)
    for line in result.stdout.splitlines():
        report = json.loads(line)
        for exercise in report["exercises"]:
            for part in exercise["parts"]:
                found[f"{exercise['id']}/{part['id']}"].append((report["submission"], part))
    return found


def test_no_question_is_missing():
    asked = defaultdict(list)
    for each in questions():
        asked[each.document].append(each.number)
    assert asked == QUESTIONS


@pytest.mark.parametrize("question", questions(), ids=lambda each: f"{each.document}-{each.number}")
def test_a_question_is_asked_by_parts_that_exist_and_name_their_source(question):
    assert set(question.parts) <= kinds().keys()
    assert question.parts or question.note
    for part in question.parts:
        exercise = yaml.safe_load((ROOT / "exercises" / f"{part.partition('/')[0]}.yaml").read_text())
        assert question.document in re.findall(r"\b00\d\b", exercise["source"])


def test_every_part_is_met_by_a_right_and_by_a_wrong_answer(graded):
    assert graded.keys() == kinds().keys()
    for name, parts in graded.items():
        outcomes = {part["outcome"] for _, part in parts}
        if kinds()[name] == "explanation":
            assert {"needs_review", "unanswered"} <= outcomes, name
        else:
            assert any(part["score"] == 1 for _, part in parts), name
            tried = [part for _, part in parts if part["outcome"] not in ("unanswered", "correct")]
            assert any(part["score"] is not None and part["score"] < 1 for part in tried), name


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_part_has_hints_and_answers_of_known_outcome(name):
    """Right ones and wrong ones: in the exercise, as files beside it, or as the functions of misconceptions."""
    exercise, _, part = name.partition("/")
    block = yaml.safe_load((ROOT / "exercises" / f"{exercise}.yaml").read_text())["parts"][part]
    assert block["prompt"]
    assert block["hints"]
    examples = block.get("examples", {})
    if block["kind"] == "explanation":
        assert examples["answered"]
        return
    for outcome in ("correct", "incorrect"):
        files = (ROOT / "exercises" / exercise / outcome).glob("*.py")
        defined = f"def {block.get('function')}("
        named = outcome == "incorrect" and block.get("misconceptions")
        assert examples.get(outcome) or named or any(defined in file.read_text() for file in files), outcome


FAULTS = [
    ("doc-001", "sigmoid-or-tanh/tails", "A right option is missing."),
    ("doc-001", "sigmoid-or-tanh/bound", "No answer"),
    ("doc-002", "loss-gradients/linear-gradient", "off by a factor of 2"),
    ("doc-002", "two-layer-numbers/passes", "This line ends with a formula: its value is missing."),
    ("doc-002", "two-layer-numbers/passes", "No line for this value."),
    ("doc-002", "chain-rule-paths/all-paths", "The units are counted from 0."),
    ("doc-003", "mlp-gradients/gradients", "The lengths inside a product differ: d_3 and d_3 × d_3."),
    ("doc-003", "mlp-gradients/elements", "A derivative still stands in it"),
    ("doc-003", "mlp-gradients/elements", "the slopes unit by unit are only its diagonal"),
    ("doc-003", "sigmoid-depth/slopes", "something else makes them"),
    ("doc-004", "scalar-chain/values", "No line for this value."),
]
"""What is wrong or missing in the handwritten answers, and what the report says about it."""

NO_FAULTS = {
    "doc-001": [
        "sigmoid-or-tanh/chain",
        "linear/entries",
        "linear/gradients",
        "activations/sigmoid-rule",
    ],  # Jacobians; a lost sign of e^x
    "doc-002": [  # a prime at σ and a denominator h in doubt; numbers where matrices could stand
        "predictors/logistic",
        "predictors/softmax",
        "loss-gradients/softmax-gradient",
        "two-layer-gradient/derivation",
    ],
    "doc-003": ["mlp-gradients/outputs"],  # lost bars
    "doc-004": ["cross-entropy/derivation"],  # γ for y; numbers for struck-out targets
}
"""Conventions and doubtful readings, which cost nothing."""


@pytest.mark.parametrize(("document", "name", "message"), FAULTS)
def test_a_fault_of_the_documents_is_named(document, name, message, graded):
    part = dict(graded[name])[document]
    said = [*part["feedback"], *(hint["text"] for hint in part.get("hints", []))]
    said += [line for check in part.get("checks", []) for line in check["feedback"]]
    assert part["score"] < 1
    assert any(message in line for line in said), said


@pytest.mark.parametrize("document", NO_FAULTS)
def test_conventions_and_doubtful_readings_of_the_documents_cost_nothing(document, graded):
    for name in NO_FAULTS[document]:
        assert dict(graded[name])[document]["score"] == 1, name


def test_a_target_struck_out_for_a_number_is_a_note_for_whoever_marks(graded):
    part = dict(graded["cross-entropy/derivation"])["doc-004"]
    assert any("strikes out yᵢ for 1 and yⱼ for 0" in line for line in part["remarks"])


def test_differentials_beside_values_cost_nothing(graded):
    part = dict(graded["scalar-chain/values"])["doc-004"]
    lost = [check["name"] for check in part["checks"] if check["points"] < check["max_points"]]
    assert lost == ["dz/dx0"]
    assert "dxw_0 = w_0 dx_0" in (ROOT / "submissions/doc-004/answers.md").read_text()
    assert not part.get("remarks")
