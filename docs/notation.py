"""The page of notation, from docs/notation.yaml."""

from pathlib import Path

from grader.spec.yaml_reader import read_yaml

SOURCE = Path(__file__).resolve().parent / "notation.yaml"

INTRODUCTION = """# How to type formulas

Made by `python docs/generate.py` from `docs/notation.yaml`; a test reads every example.

Type plain text or LaTeX, as you like, also mixed, with or without `$`. The report shows how each formula was read. A formula that is equal to
the expected one is right, whatever its form. One equation a line; a line that begins with `=` goes on with the one before it."""

CONVENTIONS = """## What can be read in two ways

is read as follows. Where another usual reading would be right, nothing is lost: a person looks at it. Brackets make it clear."""

REFUSED = """## What is not read

costs nothing yet: the place is marked and the answer is asked back."""


def notation_page() -> str:
    """The page as Markdown."""
    data = read_yaml(SOURCE.read_text(encoding="utf-8"), SOURCE.name).data
    pieces = [INTRODUCTION]
    for section in data["sections"]:
        rows = [(code(r["text"]), code(r["latex"]), shown(r["shown"]), r["means"]) for r in section["rows"]]
        pieces += [f"## {section['title']}", table(("text", "LaTeX", "is read as", "means"), rows)]
    rows = [
        (code(r["text"]), code(r["shown"]), code(r["not"]) if "not" in r else "", r["means"])
        for r in data["conventions"]
    ]
    pieces += [CONVENTIONS, table(("typed", "is read as", "and not as", "because"), rows)]
    pieces += [
        REFUSED,
        table(
            ("typed", "you are told"), [(code(r["text"]), f"... {r['says']} ...") for r in data["refused"]]
        ),
    ]
    return "\n\n".join(pieces) + "\n"


def shown(read_as: str | dict[str, str]) -> str:
    """How a row is shown: the same for both notations, or one each."""
    return code(read_as) if isinstance(read_as, str) else ", ".join(map(code, read_as.values()))


def code(text: str) -> str:
    """A code span that can stand in a table."""
    return "`" + text.replace("|", "\\|") + "`"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows))
