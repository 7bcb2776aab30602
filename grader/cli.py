"""The command ``grade``: the only place that prints or picks an exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from grader.errors import GraderError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.grading.report import Report

FULL, POINTS_LOST, WRONG_USE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130

EPILOG = """Exit codes: 0 full points (pending ones aside) or a whole class graded, 1 points lost,
2 wrong use, exercise file or no way to run code, 3 a fault of the grader or of an exercise."""


class Grade(click.Group):
    """A group whose first word may be a path: ``grade submissions/alice``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Send everything whose first word is no command to the command that grades."""
        if args and args[0] not in ("--help", "-h", "--version"):
            at = self._first_word(args)
            if at < len(args) and args[at] in self.commands:
                args = [args[at], *args[:at], *args[at + 1 :]]
            else:
                args = [SUBMISSIONS, *args]
        return super().parse_args(ctx, args)

    def _first_word(self, args: list[str]) -> int:
        """Where the first argument stands that is neither an option nor an option's value."""
        options = [param for param in self.commands[SUBMISSIONS].params if isinstance(param, click.Option)]
        valued = {name for option in options if not option.is_flag for name in option.opts}
        at = 0
        while at < len(args) and args[at].startswith("-") and args[at] != "--":
            at += 2 if args[at] in valued else 1
        return at

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Both ways to call it."""
        formatter.write_usage(ctx.command_path, "[OPTIONS] PATH...")
        formatter.write_usage(ctx.command_path, "COMMAND ...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of grading, then the commands."""
        self.commands[SUBMISSIONS].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


class _Unnamed(click.Context):
    """A command that is called by the group's name."""

    @property
    def command_path(self) -> str:
        """``grade``."""
        return self.parent.command_path if self.parent else "grade"


class _Submissions(click.Command):
    context_class = _Unnamed


SUBMISSIONS = "submissions-"
"""The hidden command behind ``grade PATH...``; no path is called so by chance."""


@click.group(cls=Grade, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=lambda c, _, v: _version(c, v)
)
def grade() -> None:
    """Grade submissions: functions, numbers, sizes, computations and choices.

    PATH is the folder of one submission (submissions/alice), or a folder of submissions for a whole class.
    """


def _version(context: click.Context, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"grader {version('grader')}")
        context.exit()


def _grading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that grading and self-checking share."""
    options = (
        click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path()),
        click.option("--course", type=click.Path(), help="The course folder, if not above PATH."),
        click.option(
            "--exercise", "exercises", multiple=True, metavar="ID", help="Only this exercise; repeatable."
        ),
        click.option(
            "--part", "parts", multiple=True, metavar="ID", help="Only this part (vjp or softmax/vjp)."
        ),
        click.option(
            "--format",
            "shape",
            type=click.Choice(["terminal", "json"]),
            default="terminal",
            show_default=True,
        ),
        click.option("-v", "--verbose", is_flag=True, help="Show what is right too, and how it was read."),
        click.option("--no-cache", is_flag=True, help="Work everything out again."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@grade.command(SUBMISSIONS, cls=_Submissions, hidden=True)
@_grading_options
@click.option("--class", "classes", multiple=True, metavar="DIR", type=click.Path(),
              help="A folder of submissions, as submissions/ itself is.")  # fmt: skip
@click.option("--seed", type=int, help="Draw hidden cases from this seed instead of the course's.")
@click.option("--for", "audience", type=click.Choice(["instructor", "student"]), default="instructor",
              show_default=True, help="Who reads the report.")  # fmt: skip
def submissions(**options: Any) -> None:
    """Grade submissions."""
    _main(self_check=False, **options)


@grade.command("check")
@_grading_options
def check(**options: Any) -> None:
    """Check your own submission against the public cases."""
    _main(self_check=True, classes=(), seed=None, audience="student", **options)


@grade.command("schema")
def schema() -> None:
    """Print the JSON Schema of exercise files, for editors."""
    from grader.spec.schema import schema_text

    click.echo(schema_text(), nl=False)


def _main(
    *,
    paths: Sequence[str],
    course: str | None,
    exercises: Sequence[str],
    parts: Sequence[str],
    shape: str,
    verbose: bool,
    no_cache: bool,
    classes: Sequence[str],
    seed: int | None,
    audience: str,
    self_check: bool,
) -> None:
    """Grade everything at the paths and leave with the exit code."""
    from grader.cache import Cache, user_folder
    from grader.course.folders import submission_folders
    from grader.grading.submission import code_files
    from grader.spec.course import exercise_names, find_course

    commands = [name for name in grade.commands if name != SUBMISSIONS]
    folders, is_class = submission_folders(paths, classes, commands)
    root = os.path.abspath(course) if course else find_course(folders[0])
    exercise_names(root)
    sandbox = None
    if any(code_files(folder) for folder in folders):
        # numpy's own threads would multiply with processes, cost half its start-up, and add in another order.
        for library in ("OPENBLAS", "OMP", "MKL"):
            os.environ[f"{library}_NUM_THREADS"] = "1"
        from grader.sandbox.sandbox import Sandbox

        # before any exercise is read: it can know only what this process knows
        sandbox = Sandbox(code_files(folders[0]))
    try:
        cache = Cache(None if no_cache else user_folder())
        from grader.course.selection import select
        from grader.grading.grade import Grader
        from grader.spec.course import load_course

        chosen = load_course(root, cache)
        selection = select(chosen, exercises, parts, cache)
        if not self_check:
            for exercise in selection.exercises:
                for warning in exercise.warnings:
                    _complain(warning)
        drawn_from = chosen.settings.seed if seed is None else seed
        grader = Grader(chosen, *selection, sandbox, cache, drawn_from, self_check)
        renderer = _Renderer(shape, verbose, one_a_line=len(folders) > 1, summary=is_class)
        code = FULL
        for number, folder in enumerate(folders):
            report = grader.grade(folder, renderer.prepare, renew=number > 0)
            faulty = report.faulty
            if audience == "student":
                from grader.grading.report import for_student

                report = for_student(report, release_answers=grader.course.settings.release_answers)
            renderer.show(report)
            code = max(code, FAULT if faulty else _exit_code(report, is_class))
        sys.exit(code)
    finally:
        if sandbox is not None:
            sandbox.close(wait=False)


class _Renderer:
    """Shows reports in the wanted shape."""

    def __init__(self, shape: str, verbose: bool, *, one_a_line: bool, summary: bool) -> None:
        self.shape = shape
        self.verbose = verbose
        self.one_a_line = one_a_line
        self.summary = summary and not verbose
        self._first = True

    def prepare(self) -> None:
        """Load what showing needs, while something else runs."""
        if self.shape == "terminal":
            import grader.output.terminal  # noqa: F401

    def show(self, report: Report) -> None:
        """Print one report."""
        if self.shape == "json":
            from grader.output import json

            click.echo(json.render(report, indent=None if self.one_a_line else 2))
            return
        from grader.output.terminal import Terminal

        encoding = (getattr(sys.stdout, "encoding", "") or "ascii").lower()
        terminal = Terminal(
            width=_width(),
            colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb",
            unicode=encoding.replace("-", "").startswith("utf8"),
            verbose=self.verbose,
        )
        if self.summary:
            click.echo(terminal.summary(report), nl=False)
        else:
            click.echo(("" if self._first else "\n") + terminal.render(report), nl=False)
        self._first = False


def _width() -> int:
    """COLUMNS, else the terminal's width, else 100."""
    if os.environ.get("COLUMNS", "").isdigit():
        return int(os.environ["COLUMNS"])
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 100


def _exit_code(report: Report, is_class: bool) -> int:
    return FULL if is_class or report.full else POINTS_LOST


def main() -> None:
    """Run the command; a mistake of its user is a sentence, never a traceback."""
    if sys.stdout is None:  # closed by whoever called
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    code = _run()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        code = _unwritten(error)
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os._exit(code)  # taking the interpreter and numpy apart takes longer than grading an exercise


def _run() -> int:
    try:
        grade(standalone_mode=False)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else FULL
    except click.ClickException as error:
        with contextlib.suppress(OSError):
            error.show()
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        _complain("Interrupted.")
        return INTERRUPTED
    except UserError as error:
        _complain(str(error))
        return WRONG_USE
    except BrokenPipeError:
        return FULL
    except GraderError as error:
        _complain(str(error))
        return FAULT
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF):
            return _unwritten(error)
        import traceback

        _complain(f"{traceback.format_exc()}\nThe grader itself failed; please report the lines above.")
        return FAULT
    return FULL


def _unwritten(error: OSError) -> int:
    _complain(f"The report could not be written: {error.strerror}.")
    return WRONG_USE


def _complain(text: str) -> None:
    """Say something on standard error, if there is one."""
    with contextlib.suppress(OSError):
        click.echo(text, err=True)
