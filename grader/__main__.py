"""``python -m grader`` and the command ``grade``."""

from __future__ import annotations

import gc
import sys

WORDS = ("check", "schema", "variant", "verify")
"""Commands; anything else that is no option is a path."""


def main() -> None:
    """Run the command line; paths alone need no parser, whose loading takes as long as grading three exercises."""
    gc.set_threshold(100_000)  # start-up, click's too, makes many objects and hardly any garbage
    paths = sys.argv[1:]
    if paths and paths[0] not in WORDS and not any(word.startswith("-") for word in paths):
        from grader.commands import Options, grade_submissions, leave

        leave(lambda: grade_submissions(Options(paths), WORDS))
    from grader.cli import main as run

    run()


if __name__ == "__main__":
    main()
