"""answers.md: headings, verbatim text, fences, comments; nothing a student writes can break it."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from grader.grading.answers import read_answers

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

PARTS = {"softmax": ("graph", "backprop", "with-bias"), "chain": ("forward", "z")}


def read(*lines):
    return read_answers("\n".join(lines), PARTS)


def texts(*lines):
    return {"/".join(where): found.text for where, found in read(*lines).texts.items()}


def places(*lines):
    return {"/".join(where): (found.line, found.column) for where, found in read(*lines).texts.items()}


# Headings


def test_a_heading_names_the_exercise_and_one_below_it_the_part():
    assert texts("# softmax", "## graph", "z1 -> r", "# chain", "## z", "0.62") == {
        "softmax/graph": "z1 -> r",
        "chain/z": "0.62",
    }


@pytest.mark.parametrize(
    "heading",
    [
        "## backprop",
        "## Backprop",
        "## BACKPROP",
        "##   backprop  ",
        "## backprop ##",
        "  ## backprop",
        "## `backprop`",
        "## **backprop**",
        "## backprop:",
    ],
)
def test_a_heading_is_read_regardless_of_case_and_marks(heading):
    assert texts("# SoftMax", heading, "y") == {"softmax/backprop": "y"}


@pytest.mark.parametrize("heading", ["## with-bias", "## with bias", "## With_Bias", "## with  bias"])
def test_blanks_hyphens_and_underscores_in_a_heading_are_alike(heading):
    assert texts("# softmax", heading, "y") == {"softmax/with-bias": "y"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("#softmax", "'#softmax' is no heading without a blank behind the #."),
        ("##graph", "'##graph' is no heading without a blank behind the #."),
        ("### graph", "'### graph' is no heading here: # names an exercise, ## a part."),
    ],
)
def test_what_was_meant_as_a_heading_is_told(line, says):
    assert f"answers.md, line 2: {says}" in read("some text", line, "a").remarks
    assert f"answers.md, line 3: {says}" in read("# softmax", "## backprop", line, "a").remarks


@pytest.mark.parametrize(
    ("lines", "text", "place"),
    [
        (("y", "", "---", ""), "y", (3, 1)),
        (("**y**",), "y", (3, 3)),
        (("> y",), "y", (3, 3)),
        (("> a", "> b"), "a\nb", (3, 3)),
        (("> a", "b"), "> a\nb", (3, 1)),
        (("a ** b ** c",), "a ** b ** c", (3, 1)),
    ],
)
def test_marks_of_markdown_around_an_answer_are_none_of_it(lines, text, place):
    assert texts("# softmax", "## graph", *lines) == {"softmax/graph": text}
    assert places("# softmax", "## graph", *lines) == {"softmax/graph": place}


def test_a_comment_that_is_never_closed_is_told():
    answers = read("# softmax", "## graph", "a", "<!-- a note", "## backprop", "b")
    assert {where: found.text for where, found in answers.texts.items()} == {("softmax", "graph"): "a"}
    assert answers.remarks == (
        "answers.md, line 4: `<!--` is never closed with `-->`, so nothing from there on was read.",
    )


def test_an_exercise_can_be_taken_up_again():
    assert texts("# softmax", "## graph", "a", "# chain", "## z", "b", "# softmax", "## backprop", "c") == {
        "softmax/graph": "a",
        "chain/z": "b",
        "softmax/backprop": "c",
    }


def test_a_part_belongs_to_the_exercise_above_it():
    assert texts("# softmax", "## forward", "a") == {}
    assert texts("# chain", "## forward", "a") == {"chain/forward": "a"}


def test_a_near_miss_of_a_part_is_kept_for_its_suggestion():
    answers = read("# softmax", "## bakprop", "y")
    assert answers.texts == {}
    assert answers.misspelt == {("softmax", "backprop"): ("bakprop", 2)}


def test_a_near_miss_of_a_part_that_has_its_answer_is_no_near_miss():
    answers = read("# softmax", "## backprop", "y", "## bakprop", "x")
    assert answers.texts["softmax", "backprop"].text == "y"
    assert answers.misspelt == {}


def test_a_near_miss_of_an_exercise_is_suggested_once():
    answers = read("# sofmax", "## backprop", "y")
    assert answers.texts == {}
    assert len(answers.remarks) == 1
    assert "line 1: '# sofmax' is no exercise" in answers.remarks[0]
    assert "did you mean '# softmax'?" in answers.remarks[0]


def test_an_unknown_exercise_is_told_which_there_are():
    assert "exercises: softmax, chain" in read("# 42", "## backprop", "y").remarks[0]


def test_an_unknown_part_is_told_which_there_are():
    (remark,) = read("# softmax", "## 42", "y").remarks
    assert (
        "line 2: '## 42' is no part of softmax that is answered here (parts: graph, backprop, with-bias)"
        in remark
    )


def test_an_unknown_exercise_costs_its_own_answers_only():
    assert texts("# sofmax", "## backprop", "y", "# chain", "## z", "1") == {"chain/z": "1"}


def test_an_unknown_part_costs_its_own_answer_only():
    assert texts("# softmax", "## graph", "a", "## 42", "b", "## backprop", "c") == {
        "softmax/graph": "a",
        "softmax/backprop": "c",
    }


def test_a_part_above_every_exercise_is_remarked():
    answers = read("## backprop", "y")
    assert answers.texts == {}
    assert "line 1: '## backprop' stands below no exercise" in answers.remarks[0]


def test_a_heading_without_a_blank_is_read_or_remarked():
    answers = read("#softmax", "##backprop", "y")
    assert answers.texts or answers.remarks or answers.misspelt


@pytest.mark.parametrize(
    "line", ["### backprop", "#backprop", "\\## backprop", "    ## backprop", "a ## backprop", "#", "##"]
)
def test_what_is_no_heading_belongs_to_the_answer(line):
    assert texts("# softmax", "## graph", "a", line, "b") == {"softmax/graph": f"a\n{line}\nb"}


def test_a_part_answered_twice_is_kept_with_its_lines():
    answers = read("# softmax", "## graph", "a", "## backprop", "b", "## Graph", "c")
    assert answers.twice == {("softmax", "graph"): (2, 6)}
    assert answers.texts["softmax", "backprop"].text == "b"


def test_parts_answered_once_are_not_twice():
    assert read("# softmax", "## graph", "a", "# chain", "## z", "b").twice == {}


# What stands below a heading


def test_text_is_verbatim():
    body = [
        "y_j (ȳ_j - Σ_i ȳ_i y_i)",
        "",
        "  - y *x* |x| [x>0] # no comment",
        "a: b",
        '"quoted"',
        "\\begin{x}",
        "x\ty  z",
    ]
    assert texts("# softmax", "## backprop", *body) == {"softmax/backprop": "\n".join(body)}


def test_blank_lines_around_a_text_are_dropped():
    assert texts("# softmax", "", "## graph", "", "", "a", "", "b", " ", "") == {"softmax/graph": "a\n\nb"}


def test_a_heading_with_nothing_below_is_an_empty_answer():
    assert texts("# softmax", "## graph", "", "## backprop") == {"softmax/graph": "", "softmax/backprop": ""}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("$y_j$", "y_j"),
        ("$$y_j$$", "y_j"),
        ("`y_j`", "y_j"),
        ("  $y_j$  ", "y_j"),
        ("$$\ny_j\n$$", "y_j"),
        ("```\ny_j\n```", "y_j"),
        ("```python\ny_j\n```", "y_j"),
        ("~~~\ny_j\n~~~", "y_j"),
        ("````\ny_j\n````", "y_j"),
        ("\n```\n\ny_j\n\n```\n", "y_j"),
        ("$a$ and $b$", "$a$ and $b$"),
        ("`a` or `b`", "`a` or `b`"),
        ("$", "$"),
        ("$$", ""),
        ("5 $", "5 $"),
        ("$5", "$5"),
    ],
)
def test_marks_around_the_whole_answer_are_stripped(written, text):
    assert texts("# softmax", "## backprop", written) == {"softmax/backprop": text}


@pytest.mark.parametrize("fence", ["```", "~~~", "````", "```text"])
def test_a_line_with_a_hash_inside_a_fence_is_no_heading(fence):
    closing = fence.removesuffix("text")
    assert texts("# softmax", "## graph", fence, "# chain", "## z", "x", closing, "## backprop", "y") == {
        "softmax/graph": "# chain\n## z\nx",
        "softmax/backprop": "y",
    }


def test_a_fence_is_closed_by_one_as_long_of_the_same_sign():
    assert texts(
        "# softmax", "## graph", "````", "a", "```", "# chain", "~~~", "b", "````", "## backprop", "y"
    ) == {
        "softmax/graph": "a\n```\n# chain\n~~~\nb",
        "softmax/backprop": "y",
    }


@pytest.mark.parametrize(
    "body", [["a", "```", "# b", "```", "c"], ["a", "```", "b", "```"], ["```", "b", "```", "c"]]
)
def test_a_fence_around_less_than_the_whole_answer_stays(body):
    assert texts("# softmax", "## graph", *body) == {"softmax/graph": "\n".join(body)}


def test_comments_are_ignored():
    assert texts(
        "# softmax", "<!-- write below", "## graph", "here -->", "## backprop", "<!-- one line -->", "y"
    ) == {"softmax/backprop": "y"}


def test_a_comment_inside_a_line_is_ignored():
    assert texts("# softmax", "## backprop", "y_j <!-- the output --> + 1")["softmax/backprop"].split() == [
        "y_j",
        "+",
        "1",
    ]


def test_a_comment_does_not_shift_the_lines_below_it():
    assert places("# softmax", "<!--", "a", "-->", "## backprop", "<!-- b", "c -->", "y") == {
        "softmax/backprop": (8, 1)
    }


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (["y"], (3, 1)),
        (["", "", "y"], (5, 1)),
        (["```", "y", "```"], (4, 1)),
        (["$y$"], (3, 2)),
        (["  $$y$$"], (3, 5)),
        (["", " `y`"], (4, 3)),
        (["$$", "y", "$$"], (4, 1)),
    ],
)
def test_an_answer_knows_where_it_stands(body, place):
    assert places("# softmax", "## backprop", *body) == {"softmax/backprop": place}


# Around it


def test_text_before_the_first_part_changes_no_answer_and_is_remarked():
    answers = read("My name is Ada.", "# softmax", "Hello.", "## backprop", "y")
    assert {where: found.text for where, found in answers.texts.items()} == {("softmax", "backprop"): "y"}
    assert any(
        "text between '# softmax' and its first ## part was not read" in remark for remark in answers.remarks
    )


def test_a_file_without_headings_is_remarked():
    answers = read("dz/dw0 = -0.2")
    assert answers.texts == {}
    assert answers.remarks


@pytest.mark.parametrize("text", ["", "\n\n", " ", "<!-- nothing yet -->"])
def test_an_empty_file_has_nothing_to_say(text):
    answers = read_answers(text, PARTS)
    assert (answers.texts, answers.misspelt, answers.twice, answers.remarks) == ({}, {}, {}, ())


def test_line_ends_of_windows_change_nothing():
    lines = [
        "# softmax",
        "<!-- a",
        "b -->",
        "## graph",
        "",
        "```",
        "# x",
        "y",
        "```",
        "## bakprop",
        "z",
        "# what",
        "",
    ]
    assert read_answers("\r\n".join(lines), PARTS) == read_answers("\n".join(lines), PARTS)


def test_a_course_without_text_parts_reads_nothing():
    assert read_answers("# softmax\n## graph\nx", {}).texts == {}


# Anything at all

LINES = [
    "# softmax",
    "# chain",
    "# sofmax",
    "## graph",
    "## backprop",
    "## z",
    "## bakprop",
    "#",
    "##",
    "### x",
    "#x",
    "```",
    "~~~~",
]
LINES += [
    "```py",
    "$$",
    "$x$",
    "`x`",
    "$",
    "<!--",
    "-->",
    "<!-- a -->",
    "x <!--",
    "",
    " ",
    "x = 1",
    "\\",
    "    # code",
    "\t## graph",
    "😀",
]
documents = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(LINES), max_size=20).map("\n".join))


@given(documents)
@example("# softmax\n## graph\n```\n")
@example("# softmax\n## graph\n<!--")
@example("# softmax\n## graph\n" + "$" * 50)
@example("#" * 10_000)
@example("# softmax\n## graph\n" + "`" * 10_000)
@example("<!--" * 5_000)
def test_any_text_is_read(text):
    answers = read_answers(text, PARTS)
    assert all(part in PARTS[exercise] for exercise, part in answers.texts)
    assert not answers.texts.keys() & answers.misspelt.keys()
    assert answers.twice.keys() <= answers.texts.keys()


@given(st.lists(st.sampled_from([line for line in LINES if "<!--" not in line]), max_size=20))
def test_an_answer_stands_where_it_says(lines):
    for found in read(*lines).texts.values():
        if found.text:
            first, *rest = found.text.split("\n")
            assert lines[found.line - 1][found.column - 1 :].startswith(first)
            assert [*rest[:-1]] == lines[found.line : found.line + len(rest[:-1])]


@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"], exclude_characters="#`~$<>"),
        min_size=1,
        max_size=30,
    )
)
def test_a_plain_line_is_verbatim(line):
    found = texts("# softmax", "## graph", "before", line, "after")["softmax/graph"]
    assert found == f"before\n{line}\nafter"


@given(documents)
def test_a_whole_answer_below_does_not_depend_on_what_stands_above(text):
    assume(not any(mark in text for mark in ("```", "~~~", "<!--")))
    answers = read_answers(f"{text}\n# chain\n## z\n0.62\n", PARTS)
    assert answers.texts["chain", "z"].text == "0.62"


def test_a_fence_that_is_never_closed_hides_no_later_answer():
    answers = read("# softmax", "## graph", "```", "a", "## backprop", "b")
    assert {where[1]: answer.text for where, answer in answers.texts.items()}["backprop"] == "b"


def test_columns_count_behind_a_comment_too():
    answers = read("# softmax", "## graph", "a <!-- note --> b")
    assert answers.texts["softmax", "graph"].text == "a               b"
