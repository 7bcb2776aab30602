"""Draw docs/report.svg, the picture in the README: a terminal report in colour.

python docs/picture.py
"""

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
RUN = "import sys, pty; sys.exit(pty.spawn([sys.executable, '-m', 'grader', *sys.argv[1:]]) and 0)"


def main() -> None:
    environment = {**os.environ, "COLUMNS": "96", "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    arguments = ["submissions/bob", "--exercise", "softmax", "--part", "vjp", "--part", "shift"]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    console = Console(record=True, width=96, file=io.StringIO())
    console.print(Text("$ grade " + " ".join(arguments), "bold"))
    console.print(Text.from_ansi(done.stdout.decode().replace("\r\n", "\n")))
    console.save_svg(str(ROOT / "docs" / "report.svg"), title="grade")


if __name__ == "__main__":
    main()
