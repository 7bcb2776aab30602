"""What whoever marks an explanation is shown, and what a student is not."""

import pytest

from grader.grading.report import for_student
from grader.kinds.explanation import Criterion, Explanation

PARTS = {
    "why": {
        "kind": "explanation",
        "points": 2,
        "rubric": [{"points": 1.5, "text": "names the factor"}, {"points": 0.5, "text": "says when"}],
        "must_mention": [["gradient", "derivative"], "saturat*"],
    }
}


@pytest.mark.parametrize(
    ("entry", "text", "mentioned"),
    [
        ("gradient", "The Gradient!", True),
        ("gradient", "gradients", False),
        ("gradient*", "**gradients**", True),
        ("saturat*", "unsaturated", False),
        (("gradient", "derivative"), "its derivative", True),
        ("chain rule", "by the chain-\nrule", True),
        ("chain rule", "rule of the chain", False),
        ("error sig*", "error signals", True),
        ("error sig*", "signals", False),
        ("ﬂat", "flat", True),
        ("0", "it is 0.", True),
    ],
)
def test_what_is_mentioned(entry, text, mentioned):
    block = Explanation(rubric=(Criterion(points=1, text="x"),), must_mention=(entry,))
    (line,) = block.judge(text, block.key()).detail
    assert line.startswith("mentions: " if mentioned else "does not mention: ")


def test_whoever_marks_sees_the_rubric_and_a_student_does_not(course, graded):
    root = course({"x": PARTS}, {}, {"answers.md": "# x\n## why\nThe derivative is small."})
    report = graded(root)
    verdict = report.exercises[0].parts[0].verdict
    assert verdict.expected == "names the factor (1.5); says when (0.5)"
    assert verdict.detail == ("mentions: gradient or derivative; does not mention: saturat*",)
    assert verdict.read_as == "The derivative is small."
    assert (report.points, report.pending, report.full) == (0, 2, True)
    shown = for_student(report).exercises[0].parts[0].verdict
    assert (shown.expected, shown.detail) == ("", ())
    released = for_student(report, release_answers=True).exercises[0].parts[0].verdict
    assert released == verdict


def test_a_blank_explanation_is_unanswered(course, graded):
    root = course({"x": PARTS}, {}, {"answers.md": "# x\n## why\n<!-- later -->\n"})
    report = graded(root)
    assert report.exercises[0].parts[0].verdict.outcome == "unanswered"
    assert (report.points, report.pending) == (0, 0)
