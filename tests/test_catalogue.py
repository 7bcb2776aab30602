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
