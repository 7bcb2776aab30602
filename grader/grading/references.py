"""Running the references of a function part, in a process of their own under the part's limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.arrays.cases import Case
from grader.arrays.derivation import Derivation, inputs_by_name
from grader.arrays.findings import failure_text
from grader.arrays.reference import Derived, Native, ReferenceRun, Result
from grader.errors import ExerciseFault
from grader.grading.solutions import Solutions
from grader.kinds.function import Function
from grader.sandbox.job import Call, Failure, Job, Limits, Made
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import ArrayValue, Items, Named, Opaque, Value
from grader.source import Source, parse_source

DRIVER = "grader.arrays.derive"


class References:
    """Runs the references of one part on its cases."""

    def __init__(self, exercise: str, block: Function, solutions: Solutions, sandbox: Sandbox) -> None:
        self.exercise = exercise
        self.block = block
        self.solutions = solutions
        self.sandbox = sandbox

    def resolved(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """The cases with every argument that a reference makes in its place.

        Raises:
            ExerciseFault: a function fails, or makes what cannot be handed on.

        """
        wanted = [
            (number, position, made)
            for number, case in enumerate(cases)
            for position, made in enumerate(case.inputs)
            if isinstance(made, Made) and made.by == "reference"
        ]
        if not wanted:
            return tuple(cases)
        calls = [Call(made.function, upcast(made.arguments), made.function) for _, _, made in wanted]
        inputs = [list(case.inputs) for case in cases]
        for (number, position, made), result in zip(wanted, self._run(calls), strict=True):
            about = f"the reference {made.function}, case {cases[number].name}"
            if isinstance(result, Failure):
                raise ExerciseFault(f"{about}: {failure_text(result)}")
            inputs[number][position] = _item(_handed_on(result, about), made.item, about)
        return tuple(case._replace(inputs=tuple(given)) for case, given in zip(cases, inputs, strict=True))

    def run(self, drawn: Sequence[Case], cases: tuple[Case, ...]) -> ReferenceRun:
        """What every reference gives; ``drawn`` are the cases before arguments were resolved.

        Raises:
            ExerciseFault: the solution cannot be imported.

        """
        block = self.block
        natives = list(
            dict.fromkeys(name for each in block.sources for name in each if isinstance(name, str))
        )
        # Twice, once in reverse, so that what is kept between calls shows; misconceptions in a child each.
        calls = [
            self._native(name, case) for name in natives for turn in (cases, cases[::-1]) for case in turn
        ]
        calls += [self._native(idea, case) for idea in block.misconceptions for case in cases]
        parts = _parts(self._run(calls), len(cases))
        ideas = dict(zip(block.misconceptions, parts[2 * len(natives) :], strict=True))
        found: dict[Any, Native | Derived] = {}
        for number, name in enumerate(natives):
            results, again = parts[2 * number], parts[2 * number + 1][::-1]
            found[name] = self._with_tolerances(name, cases, results, again)
        for each in block.sources:
            for source in each:
                if isinstance(source, Derivation):
                    found[source.function, source.form] = self._derived(source, drawn)
        alternatives = tuple(
            tuple(found[s if isinstance(s, str) else (s.function, s.form)] for s in each)
            for each in block.sources
        )
        return ReferenceRun(cases, alternatives, ideas)

    def _native(self, name: str, case: Case) -> Call:
        inputs = case.inputs
        if (
            name != self.block.function
            and name not in self.block.misconceptions
            and self.block.gradient_of_own
        ):
            inputs = self._forward_inputs(name, case, self.block.arguments)
        return Call(name, upcast(inputs), name)

    def _forward_inputs(self, name: str, case: Case, arguments: Mapping[str, Any]) -> tuple[Any, ...]:
        by_name = inputs_by_name(case, arguments, list(self.block.extra))
        names = self._parameters(name, arguments)
        return tuple(by_name[each] for each in names)

    def _parameters(self, name: str, arguments: Mapping[str, Any]) -> list[str]:
        """The inputs of a forward function, by the names of the part's inputs."""
        source = parse_source(self.solutions.files.get(f"{self.exercise}.py", ""), "")
        declared = source.functions.get(name) if isinstance(source, Source) else None
        derivation = next(each for each in self.block.derivations if each.function == name)
        own = [each for each in arguments if each not in derivation.upstream]
        forward = [a.arg for a in declared.required] if declared else own
        return derivation.parameters(list(arguments), self.block.inner, forward)

    def _with_tolerances(
        self, name: str, cases: Sequence[Case], results: tuple[Result, ...], again: tuple[Result, ...]
    ) -> Native:
        from grader.arrays.tolerance import PERTURBATIONS  # only where keys are not cached

        given = self.block.rtol is not None or self.block.atol is not None
        if given or any(isinstance(result, Failure) for result in results):
            nothing = tuple(
                Failure(result.ending) if isinstance(result, Failure) else Items((), "tuple")
                for result in results
            )
            return Native(name, results, again, nothing, {})
        outputs = list(self.block.outputs_of(name))
        calls = [
            Call(
                "bounds",
                (self._told(name, outputs, case), *self._native(name, case).arguments),
                f"{name}/bounds",
            )
            for case in cases
        ]
        tracked = self._run(calls, driver=DRIVER)
        missing = [number for number, result in enumerate(tracked) if isinstance(result, Failure)]
        turns = range(1, 1 + PERTURBATIONS)
        moved = [self._native(name, _moved(cases[number], turn)) for number in missing for turn in turns]
        perturbed = _parts(self._run(moved, times=PERTURBATIONS), PERTURBATIONS) if moved else []
        return Native(name, results, again, tracked, dict(zip(missing, perturbed, strict=True)))

    def _told(self, name: str, outputs: list[str], case: Case) -> dict[str, Any]:
        own = list(self.block.arguments)
        if self.block.loss and name != self.block.function:
            own = self._parameters(name, self.block.arguments)
        exact = [each in case.exact for each in own]
        return {"function": name, "names": outputs, "dtype": case.dtype, "exact": exact}

    def gradients_of_others(self, drawn: Sequence[Case]) -> Iterator[tuple[str, tuple[Result, ...]]]:
        """For each input by which a derived key is not differentiated, what differentiating by it gives."""
        derivation = self.block.derivation
        if derivation is None:
            return
        names = self._parameters(derivation.function, self.block.arguments)
        for name in names:
            if name not in (derivation.by or names[:1]) and name not in self.block.extra:
                yield name, self._derived(derivation._replace(by=(name,)), drawn).results

    def _derived(self, derivation: Derivation, drawn: Sequence[Case]) -> Derived:
        arguments = self.block.arguments
        names = self._parameters(derivation.function, arguments)
        task = derivation.task(names, ())
        calls = []
        for case in drawn:
            by_name = inputs_by_name(case, arguments, list(self.block.extra))
            inputs = [by_name[each] for each in (*names, *derivation.upstream)]
            told = {**task, "dtype": case.dtype, "exact": [each in case.exact for each in names]}
            calls.append(Call("gradients", (told, *upcast(tuple(inputs))), derivation.function))
        return Derived(derivation.function, self._run(calls, driver=DRIVER))

    def _run(self, calls: Sequence[Call], *, times: int = 1, driver: str = "") -> tuple[Result, ...]:
        limits = self.block.limits
        longer = Limits(limits.time * times, limits.memory, limits.output)
        groups = dict.fromkeys((call.group for call in calls), longer)
        job = Job(self.solutions.files, self.exercise, tuple(calls), groups, driver=driver)
        record = self.sandbox.run(job)
        if record.import_failure:
            raise ExerciseFault(f"solutions/{self.exercise}.py: {failure_text(record.import_failure)}")
        return record.results


def _parts(results: Sequence[Result], length: int) -> list[tuple[Result, ...]]:
    return [tuple(results[start : start + length]) for start in range(0, len(results), length)]


def upcast(inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Inputs in float64: a key is worked out in full precision, from the numbers the student gets."""
    found: list[Any] = []
    for value in inputs:
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            found.append(value.astype(np.float64))
        elif isinstance(value, Made):
            found.append(value._replace(arguments=upcast(value.arguments)))
        else:
            found.append(value)
    return tuple(found)


def _moved(case: Case, turn: int) -> Case:
    from grader.arrays.tolerance import perturbed

    def moved(value: Any) -> Any:
        if isinstance(value, Made):
            return value._replace(arguments=tuple(map(moved, value.arguments)))
        return perturbed(value, turn) if isinstance(value, np.ndarray) else value

    return case._replace(inputs=tuple(map(moved, case.inputs)))


def _handed_on(value: Value, about: str) -> Any:
    """What a reference made, as an argument for another function."""
    if isinstance(value, ArrayValue):
        if value.type in ("float", "int", "bool"):
            return value.array.item()
        return list(value.array) if value.type == "list" else value.array
    if isinstance(value, Items):
        items = [_handed_on(item, about) for item in value.items]
        return tuple(items) if value.type == "tuple" else items
    if isinstance(value, Named):
        return {name: _handed_on(item, about) for name, item in value.items.items()}
    if isinstance(value, Opaque) and value.type == "NoneType":
        return None
    raise ExerciseFault(f"{about}: a value of type {value.type} cannot be handed on")


def _item(made: Any, item: int | str | None, about: str) -> Any:
    if item is None:
        return made
    try:
        if isinstance(item, str) and isinstance(made, dict):
            return made[item]
        if isinstance(item, int) and isinstance(made, tuple | list):
            return made[item]
    except LookupError:
        pass
    raise ExerciseFault(f"{about}: it gives no output {item!r}")
