"""The page docs/catalogue.md: which part of which exercise asks which question of the source documents."""

from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent


class Question(NamedTuple):
    """A question of a document: the parts that ask it, or why none does."""

    document: str
    number: str
    about: str
    parts: tuple[str, ...]
    note: str


def questions() -> list[Question]:
    """What docs/catalogue.yaml says."""
    data = yaml.safe_load((ROOT / "docs" / "catalogue.yaml").read_text(encoding="utf-8"))
    return [
        Question(document, row["question"], row["about"], tuple(row.get("parts", ())), row.get("note", ""))
        for document, rows in data.items()
        for row in rows
    ]


def kinds() -> dict[str, str]:
    """The kind of every part, by ``exercise/part``."""
    found = {}
    for file in sorted((ROOT / "exercises").glob("*.yaml")):
        for name, block in yaml.safe_load(file.read_text(encoding="utf-8"))["parts"].items():
            found[f"{file.stem}/{name}"] = block["kind"]
    return found


def catalogue_page() -> str:
    """The table, document by document, and the parts that are the course's own."""
    known = kinds()
    lines = [
        "# Every question of the source documents",
        "",
        "Made by `python docs/generate.py` from `docs/catalogue.yaml`. A part is an exercise file and a heading in it: `softmax/vjp` is `vjp` in",
        "[exercises/softmax.yaml](../exercises/softmax.yaml).",
    ]
    used = set()
    for document in dict.fromkeys(each.document for each in questions()):
        lines += ["", f"## Document {document}", "", "| question | asks | parts |", "|---|---|---|"]
        for each in questions():
            if each.document == document:
                used |= set(each.parts)
                shown = ", ".join(f"`{part}` ({known.get(part, 'missing')})" for part in each.parts)
                note = f"{shown}; {each.note}" if shown and each.note else shown or each.note
                lines.append(f"| {each.number} | {each.about} | {note} |")
    own = [f"`{part}` ({kind})" for part, kind in known.items() if part not in used]
    if own:
        lines += ["", "## Beside the documents", "", ", ".join(own) + "."]
    return "\n".join(lines) + "\n"
