"""The command line of ``grade``: words and options."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

import click

from grader.commands import (
    INTERRUPTED,
    WRONG_USE,
    Options,
    Proving,
    Sheet,
    complain,
    grade_submissions,
    leave,
    print_sheet,
    say,
    verify_exercises,
)

if TYPE_CHECKING:
    from collections.abc import Callable

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
    """Grade submissions: functions, numbers, computations, formulas, derivations, graphs and more.

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
        click.option(
            "--student", metavar="NAME", help="Whose own numbers hold, if not those of PATH's name."
        ),
        click.option("--no-cache", is_flag=True, help="Work everything out again."),
        click.option(
            "--attempt",
            type=click.IntRange(min=1),
            metavar="N",
            help="Which attempt this is: shows the hints that it opens, and charges former ones.  [default: 1]",
        ),
        click.option(
            "--previous",
            metavar="FILE",
            type=click.Path(),
            help="The JSON report on the former attempt: charge exactly the hints that it shows.",
        ),
        click.option(
            "--late", metavar="DURATION", help="How late it was handed in (90m, 2d 3h), for the late rules."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@grade.command(SUBMISSIONS, cls=_Submissions, hidden=True)
@_grading_options
@click.option("--class", "classes", multiple=True, metavar="DIR", type=click.Path(),
              help="The folder of a class, if it is not called submissions/.")  # fmt: skip
@click.option("--seed", type=int, help="Draw hidden cases from this seed instead of the course's.")
@click.option("--for", "audience", type=click.Choice(["instructor", "student"]), default="instructor",
              show_default=True, help="Who reads the report.")  # fmt: skip
@click.option("--trust", is_flag=True, help="Run the code of others even where no sandbox holds.")
def submissions(**options: Any) -> None:
    """Grade submissions."""
    _leave_with(Options(**options))


@grade.command("check")
@_grading_options
def check(**options: Any) -> None:
    """Check your own submission against the public cases."""
    _leave_with(Options(**options, audience="student", self_check=True))


def _leave_with(options: Options) -> None:
    sys.exit(grade_submissions(options, [name for name in grade.commands if name != SUBMISSIONS]))


@grade.command("verify")
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--part", "parts", multiple=True, metavar="ID", help="Only this part (vjp or softmax/vjp).")
@click.option("--course", type=click.Path(), help="The course folder, if not this one or one above it.")
@click.option("--format", "shape", type=click.Choice(["terminal", "json"]), default="terminal",
              show_default=True)  # fmt: skip
@click.option("-v", "--verbose", is_flag=True, help="Show notes, and how many mutants are no mistakes.")
@click.option("--no-cache", is_flag=True, help="Prove again what has not changed.")
def verify(**options: Any) -> None:
    """Prove exercises sound before students see them.

    Solutions, known examples, misconceptions, junk, equal rewrites and planted mistakes are handed in, and must come out as
    they should. Exit code 1 if anything is weak.
    """
    sys.exit(verify_exercises(Proving(**options)))


@grade.command("variant")
@click.argument("student")
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--course", type=click.Path(), help="The course folder, if not this one or one above it.")
@click.option("--format", "shape", type=click.Choice(["terminal", "json"]), default="terminal",
              show_default=True)  # fmt: skip
def variant(**options: Any) -> None:
    """Print a student's sheet: the exercises with the student's own numbers, in Markdown.

    STUDENT is the name of the folder that is handed in, or a path to it; the same name always has the same numbers.
    """
    sys.exit(print_sheet(Sheet(**options)))


@grade.command("schema")
def schema() -> None:
    """Print the JSON Schema of exercise files, for editors."""
    from grader.spec.schema import schema_text

    say(schema_text())


def main() -> None:
    """Run the command line."""
    leave(_run)


def _run() -> int:
    try:
        grade(standalone_mode=False)
    except click.ClickException as error:
        with contextlib.suppress(OSError):
            error.show()
        return WRONG_USE
    except click.Abort:
        complain("Interrupted.")
        return INTERRUPTED
    return 0
