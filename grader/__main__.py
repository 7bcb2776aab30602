"""``python -m grader`` and the command ``grade``."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    gc.set_threshold(100_000)  # start-up, click's too, makes many objects and hardly any garbage
    from grader.cli import main as run

    run()


if __name__ == "__main__":
    main()
