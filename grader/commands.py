"""What the commands do: grade, show, pick the exit code; nothing here knows of the command line."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import GraderError, UsageError, UserError, printable

if TYPE_CHECKING:
    from grader.grading.attempt import Attempt
    from grader.grading.report import Report
    from grader.spec.course import Course

FULL, POINTS_LOST, WRONG_USE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130


class Options(NamedTuple):
    """What is graded and how it is shown."""

    paths: Sequence[str]
    course: str | None = None
    exercises: Sequence[str] = ()
    parts: Sequence[str] = ()
    shape: str = "terminal"
    verbose: bool = False
    no_cache: bool = False
    classes: Sequence[str] = ()
    seed: int | None = None
    audience: str = "instructor"
    trust: bool = False
    """Run the code of others even where nothing holds it."""
    self_check: bool = False
    attempt: int | None = None
    previous: str | None = None
    """A file with the JSON report on the former attempt."""
    late: str | None = None
    """How late, as a duration."""
    student: str | None = None
    """Whose variants are graded, if not those of the submission's own name."""


def grade_submissions(options: Options, commands: Sequence[str] = ()) -> int:
    """Grade everything at the paths; the exit code. ``commands`` are suggested for a path that is none."""
    from grader.cache import Cache, user_folder
    from grader.course.folders import submission_folders
    from grader.grading.submission import code_files
    from grader.spec.course import exercise_names, find_course

    _here()
    folders, is_class = submission_folders(options.paths, options.classes, commands)
    root = os.path.abspath(options.course) if options.course else find_course(folders[0])
    exercise_names(root)
    sandbox = None
    if any(code_files(folder) for folder in folders):
        _one_thread()
        from grader.sandbox.sandbox import Sandbox

        # before any exercise is read: it can know only what this process knows
        # A seed among the options, and names of other submissions, are nothing for a submission to read.
        secret = options.seed is not None or len(folders) > 1
        sandbox = Sandbox(code_files(folders[0]), fresh=secret)
    try:
        cache = Cache(None if options.no_cache else user_folder())
        from grader.course.selection import select
        from grader.grading.grade import Grader
        from grader.spec.course import load_course

        chosen = load_course(root, cache)
        selection = select(chosen, options.exercises, options.parts, cache)
        if not options.self_check:
            for exercise in selection.exercises:
                for warning in exercise.warnings:
                    complain(warning)
        coded = any(part.block.from_code for exercise in selection.exercises for part in exercise.parts)
        if sandbox is not None and coded and not (options.trust or options.self_check):
            sandbox.must_hold()
        attempt = _attempt(options, chosen, folders)
        drawn_from = chosen.settings.seed if options.seed is None else options.seed
        student = ""
        if options.student is not None:
            from grader.grading.student import student_of_one

            student = student_of_one(options.student, len(folders))
        grader = Grader(
            chosen,
            *selection,
            sandbox,
            cache,
            drawn_from,
            {},
            options.self_check,
            attempt,
            student,
            several=len(folders) > 1,
        )
        renderer = _Renderer(options.shape, options.verbose, one_a_line=len(folders) > 1, summary=is_class)
        code = FULL
        for number, folder in enumerate(folders):
            report = grader.grade(folder, renderer.prepare, renew=number > 0)
            faulty = report.faulty
            if options.audience == "student":
                from grader.grading.report import for_student

                report = for_student(report, release_answers=grader.course.settings.release_answers)
            renderer.show(report)
            code = max(code, FAULT if faulty else _exit_code(report, is_class))
        return code
    finally:
        if sandbox is not None:
            sandbox.close(wait=False)


def _here() -> str:
    try:
        return os.getcwd()
    except FileNotFoundError:
        raise UsageError("the folder you are in does not exist any more: change to another one") from None


def _one_thread() -> None:
    """Numpy's own threads would multiply with processes, cost half its start-up, and add in another order."""
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"


class Proving(NamedTuple):
    """What is proved and how it is shown."""

    exercises: Sequence[str] = ()
    course: str | None = None
    parts: Sequence[str] = ()
    shape: str = "terminal"
    verbose: bool = False
    no_cache: bool = False


def verify_exercises(options: Proving) -> int:
    """Prove the exercises of a course; the exit code."""
    from grader.cache import Cache, user_folder
    from grader.spec.course import course_around, exercise_names, load_course

    root = os.path.abspath(options.course) if options.course else course_around(_here())
    exercise_names(root)
    _one_thread()
    from grader.sandbox.sandbox import Sandbox

    sandbox = Sandbox()  # before any exercise is read: examples can know only what this process knows
    try:
        cache = Cache(None if options.no_cache else user_folder())
        from grader.authoring.functions.bench import Setting
        from grader.authoring.verify import verify
        from grader.course.selection import select
        from grader.grading.solutions import Solutions

        course = load_course(root, cache)
        whole = {each.id: each for each in select(course, options.exercises, (), cache).exercises}
        chosen = select(course, options.exercises, options.parts, cache).exercises
        for exercise in chosen:
            for warning in exercise.warnings:
                complain(warning)
        setting = Setting(
            root, Solutions.read(os.path.join(root, "solutions")), course.settings.seed, sandbox, cache
        )
        progress = _Progress(sum(len(exercise.parts) for exercise in chosen))
        proofs = []
        for exercise in chosen:
            names = [part.id for part in exercise.parts]
            proofs.append(verify(whole[exercise.id], names, setting, progress.begun))
            progress.clear()
            if options.shape == "terminal":
                from grader.authoring.terminal import render_exercise

                shown = render_exercise(proofs[-1], width=_width(), verbose=options.verbose)
                say(shown + "\n")
        if options.shape == "json":
            from grader.authoring.json import render

            say(render(proofs) + "\n")
        else:
            from grader.authoring.terminal import render_totals

            say(render_totals(proofs, verbose=options.verbose))
        return FULL if all(proof.sound for proof in proofs) else POINTS_LOST
    finally:
        sandbox.close(wait=False)


class Sheet(NamedTuple):
    """Whose sheet is printed, and how."""

    student: str
    exercises: Sequence[str] = ()
    course: str | None = None
    shape: str = "terminal"


def print_sheet(options: Sheet) -> int:
    """Print what a student is asked, with the student's own numbers; the exit code."""
    from grader.cache import Cache, user_folder
    from grader.course.sheets import exercises_of
    from grader.grading.student import student_named
    from grader.output.sheet import as_json, sheet
    from grader.spec.course import course_around, load_course

    student = student_named(options.student)
    root = os.path.abspath(options.course) if options.course else course_around(_here())
    cache = Cache(user_folder())
    exercises = exercises_of(student, load_course(root, cache), options.exercises, cache)
    say(as_json(student, exercises) if options.shape == "json" else sheet(student, exercises))
    return FULL


class _Progress:
    """A line on standard error that says how far it is, where a person watches."""

    def __init__(self, parts: int) -> None:
        self._parts = parts
        self._done = 0
        self._shown = sys.stderr.isatty()

    def begun(self, part: str) -> None:
        """The turn of another part."""
        if self._shown:
            full = 20 * self._done // self._parts
            bar = "#" * full + "." * (20 - full)
            sys.stderr.write(f"\r\x1b[K[{bar}] {self._done} of {self._parts} parts, now {part}")
            sys.stderr.flush()
        self._done += 1

    def clear(self) -> None:
        """Make room for other lines."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _attempt(options: Options, course: Course, folders: Sequence[str]) -> Attempt:
    """Which attempt is graded, what the report on the former one says, and how late it is.

    Raises:
        UsageError: the former report or the duration is none, or the numbers of the attempts do not fit.

    """
    from grader.grading.attempt import Attempt

    if options.attempt is None and options.previous is None and options.late is None:
        return Attempt()
    from grader.grading.attempt import read_former
    from grader.grading.submission import submission_name
    from grader.spec.late import duration, lateness

    late = former = None
    if options.late is not None:
        try:
            late = lateness(course.settings.late, duration(options.late))
        except ValueError as error:
            raise UsageError(f"--late {error}") from None
    if options.previous is not None:
        if len(folders) > 1:
            raise UsageError(f"--previous is the report on one submission, but {len(folders)} are graded")
        former = read_former(options.previous, submission_name(folders[0]))
    number = options.attempt or (former.attempt + 1 if former else 1)
    if former and number <= former.attempt:
        raise UsageError(
            f"--attempt {number} does not come after the one of --previous, which is attempt {former.attempt}"
        )
    return Attempt(number, former, late)


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

            say(json.render(report, indent=None if self.one_a_line else 2) + "\n")
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
            say(terminal.summary(report))
        else:
            say(("" if self._first else "\n") + terminal.render(report))
        self._first = False


def _width() -> int:
    """COLUMNS, else the terminal's width, else 100."""
    if os.environ.get("COLUMNS", "").isdecimal():
        return int(os.environ["COLUMNS"])
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 100


def _exit_code(report: Report, is_class: bool) -> int:
    return FULL if is_class or report.full else POINTS_LOST


def say(text: str) -> None:
    """Write to standard output, in whatever signs it has."""
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def complain(text: str) -> None:
    """Say something on standard error, if there is one; whoever chose a name in it moves no cursor."""
    lines = (printable(line, 10_000) for line in text.rstrip("\n").split("\n"))
    with contextlib.suppress(OSError):
        sys.stderr.write("\n".join(lines) + "\n")


def leave(run: Callable[[], int]) -> None:
    """Run a command and end the process; a mistake of its user is a sentence, never a traceback."""
    if sys.stdout is None:  # closed by whoever called
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    code = _code(run)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        code = _unwritten(error)
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os._exit(code)  # taking the interpreter and numpy apart takes longer than grading an exercise


def _code(run: Callable[[], int]) -> int:
    try:
        return run()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else FULL
    except KeyboardInterrupt:
        complain("Interrupted.")
        return INTERRUPTED
    except UserError as error:
        complain(str(error))
        return WRONG_USE
    except BrokenPipeError:
        return FULL
    except GraderError as error:
        complain(str(error))
        return FAULT
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF):
            return _unwritten(error)
        import traceback

        complain(f"{traceback.format_exc()}\nThe grader itself failed; please report the lines above.")
        return FAULT


def _unwritten(error: OSError) -> int:
    complain(f"The report could not be written: {error.strerror}.")
    return WRONG_USE
