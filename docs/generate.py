"""Write what is made from the program itself: docs/cli.md, docs/reasons.md, docs/notation.md, schema/exercise.json,
and docs/catalogue.md from docs/catalogue.yaml and the exercises.

python docs/generate.py            # write
python docs/generate.py --check    # say what is out of date, and leave with 1 if anything is
"""

import re
import sys
from pathlib import Path

import click
from catalogue import catalogue_page
from notation import notation_page

from grader.cli import SUBMISSIONS, grade
from grader.grading.reasons import page
from grader.spec.schema import schema_text

ROOT = Path(__file__).resolve().parent.parent


def command_page() -> str:
    sections = ["# The command line", "", "Made by `python docs/generate.py` from the help texts.", ""]
    for name in ("", *sorted(set(grade.commands) - {SUBMISSIONS})):
        command = grade.commands[name] if name else grade
        context = click.Context(command, info_name=f"grade {name}".strip(), terminal_width=100)
        sections += [f"## {context.info_name}", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(sections)


def main() -> None:
    explained = re.findall(r"^## (\w+)$", (ROOT / "docs/mistakes.md").read_text(), re.MULTILINE)
    made = {
        "docs/cli.md": command_page(),
        "docs/reasons.md": page(explained),
        "docs/notation.md": notation_page(),
        "docs/catalogue.md": catalogue_page(),
        "schema/exercise.json": schema_text(),
    }
    stale = [
        name for name, text in made.items() if not (ROOT / name).exists() or (ROOT / name).read_text() != text
    ]
    if "--check" in sys.argv:
        print("\n".join(f"{name} is out of date: run python docs/generate.py" for name in stale))
        sys.exit(bool(stale))
    for name in stale:
        (ROOT / name).write_text(made[name])


if __name__ == "__main__":
    main()
