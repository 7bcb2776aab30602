"""Proofs of parts that are answered in text: what is weak is said, what is sound is not."""

import json
from functools import cache
from pathlib import Path

import pytest

from grader.authoring.proof import PROOFS
from grader.authoring.text_parts import prove_text
from grader.spec.loading import check_exercise, exercise_from
from grader.spec.yaml_reader import read_yaml

TABLE = Path(__file__).parent / "verify" / "text.yaml"
ROWS = read_yaml(TABLE.read_text(encoding="utf-8"), TABLE.name).data
KEYS = {"about", "block", "weak", "notes", "equivalent"}
every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["about"])


@cache
def proved(block):
    text = json.dumps({"title": "A part", "parts": {"p": json.loads(block)}})
    exercise = exercise_from("x", check_exercise(text, "x.yaml", frozenset()))
    return prove_text(exercise, exercise.parts[0])


def proofs_of(row):
    return proved(json.dumps(row["block"]))


def test_the_table_is_written_as_it_says():
    assert [row for row in ROWS if not row.keys() <= KEYS] == []
    assert len({row["about"] for row in ROWS}) == len(ROWS)


@every_row
def test_every_weakness_is_said_and_nothing_else(row):
    said = [(proof.name, weak) for proof in proofs_of(row) for weak in proof.weaknesses]
    for wanted in row.get("weak", []):
        fits = [
            (name, weak)
            for name, weak in said
            if name == wanted["proof"]
            and wanted["says"] in weak.text
            and (wanted.get("mends", "") in weak.suggestion)
            and all(any(line in shown for shown in weak.lines) for line in wanted.get("lines", []))
        ]
        assert fits, (wanted, said)
        said.remove(fits[0])
    assert said == []


@every_row
def test_a_weakness_names_its_file_and_is_one_line(row):
    for proof in proofs_of(row):
        for weak in proof.weaknesses:
            assert weak.place == "exercises/x.yaml"
            assert "\n" not in weak.text + weak.suggestion


@every_row
def test_what_is_hidden_is_noted(row):
    notes = [note for proof in proofs_of(row) for note in proof.notes]
    for wanted in row.get("notes", []):
        assert any(wanted in note for note in notes), notes


@every_row
def test_mutants_that_mean_the_same_are_not_counted(row):
    assert row.get("equivalent", False) <= any(proof.equivalent for proof in proofs_of(row))


@every_row
def test_a_proof_counts_what_it_tried(row):
    proofs = proofs_of(row)
    assert [PROOFS.index(proof.name) for proof in proofs] == sorted({PROOFS.index(p.name) for p in proofs})
    for proof in proofs:
        assert 0 <= proof.held <= proof.tried
        assert proof.weaknesses or proof.held == proof.tried
        assert proof.tried or proof.weaknesses


def test_every_proof_of_text_finds_something_weak():
    found = {wanted["proof"] for row in ROWS for wanted in row.get("weak", [])}
    assert found == {*PROOFS} - {"prompt", "cases"}  # of files, and of functions


def test_every_text_kind_is_proved_weak_and_sound():
    weak = {row["block"]["kind"] for row in ROWS if "weak" in row}
    sound = {row["block"]["kind"] for row in ROWS if "weak" not in row}
    assert weak >= {"number", "expression", "choice", "computation", "condition", "derivation", "explanation"}
    assert sound == weak | {"graph", "size"}
