"""Reports of the shipped submissions, byte for byte.

After a wanted change: GRADER_WRITE_GOLDEN=1 pytest tests/test_golden.py, and read the difference.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
CASES = {
    "alice/report.txt": ["submissions/alice"],
    "alice/verbose.txt": ["submissions/alice", "-v"],
    "alice/report.json": ["submissions/alice", "--format", "json"],
    "bob/report.txt": ["submissions/bob"],
    "bob/check.txt": ["check", "submissions/bob"],
    "bob/report.json": ["submissions/bob", "--format", "json"],
    "bob/student.json": ["submissions/bob", "--for", "student", "--format", "json"],
    "class/summary.txt": ["submissions"],
}
DOCUMENTS = {
    "doc-001": ["shift-invariance", "softmax-probabilities", "linear-collapse", "activations", "linear", "sigmoid-or-tanh"],
    "doc-002": ["predictors", "loss-gradients", "two-layer-network", "two-layer-gradient", "two-layer-numbers", "chain-rule-paths"],
    "doc-003": ["mlp-gradients", "sigmoid-network", "binary-cross-entropy", "sigmoid-depth"],
    "doc-004": ["scalar-chain", "parameter-count", "cross-entropy"],
}  # fmt: skip
"""The exercises that the handwritten documents answer."""

for document, exercises in DOCUMENTS.items():
    chosen = [word for exercise in exercises for word in ("--exercise", exercise)]
    CASES[f"{document}/report.txt"] = [f"submissions/{document}", *chosen]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Shared by all reports: the first fills it, and none may depend on that."""
    return tmp_path_factory.mktemp("golden") / "cache"


def printed(arguments, cache):
    environment = {
        **os.environ,
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
        "GRADER_CACHE": str(cache),
    }
    command = [sys.executable, "-m", "grader", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=False
    ).stdout.decode()


@pytest.mark.parametrize("name", CASES)
def test_a_report_is_what_it_was(name, cache):
    found = printed(CASES[name], cache)
    file = GOLDEN / name
    if os.environ.get("GRADER_WRITE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
    expected = file.read_text(encoding="utf-8")
    if "landlock" not in found:  # an older kernel; the report names what it has
        expected = expected.replace("landlock+", "")
    assert found == expected
    assert found
