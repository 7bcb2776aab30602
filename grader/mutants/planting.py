"""Every small mistake that can be planted in a function of a source, one at a time.

The mistakes are those that students make in such code (signs, axes, transposition, a term or factor that is
missing, a sum that is forgotten, a constant that is off), so a mutant's outputs also serve to recognise them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from grader.mutants.calls import planted_in_access, planted_in_call
from grader.mutants.mutant import Mutant, Planted
from grader.mutants.operations import planted_in_number, planted_in_operation
from grader.mutants.segments import replaced
from grader.mutants.statements import (
    outputs_of,
    planted_in_returned,
    planted_in_statement,
    swapped_outputs,
)
from grader.mutants.throughout import planted_throughout


def mutants(text: str, function: str) -> Iterator[Mutant]:
    """Files that differ from ``text`` by one mistake in a function, or in one of the file's functions that it reaches."""
    tree = ast.parse(text)
    defined = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    if function not in defined:
        return
    seen = {text}
    lines = text.split("\n")
    parameters = parameters_of(defined[function])
    for definition in reached(function, defined):
        depends = dependencies(definition)
        for each in _planted(definition, main=definition.name == function):
            try:
                mutated = replaced(text, each.node, each.new)
                ast.parse(mutated)
            except SyntaxError:
                continue
            if mutated in seen:
                continue
            seen.add(mutated)
            found = {name for node in each.changed for name in _names(node, depends)}
            about = tuple(name for name in parameters if name in found)
            line = each.line
            after = mutated.split("\n")[line - 1].strip()
            yield Mutant(mutated, each.mistake, line, lines[line - 1].strip(), after, about)


def reached(function: str, defined: Mapping[str, ast.FunctionDef]) -> list[ast.FunctionDef]:
    """A function and those of the same file that it calls, directly or not."""
    found, waiting = [], [function]
    while waiting:
        name = waiting.pop()
        if name in defined and defined[name] not in found:
            found.append(defined[name])
            waiting += [node.id for node in ast.walk(defined[name]) if isinstance(node, ast.Name)]
    return found


def _planted(definition: ast.FunctionDef, *, main: bool) -> Iterator[Planted]:
    parameters = parameters_of(definition)
    if main:
        for value in outputs_of(definition):
            yield from planted_in_returned(value, parameters)
    yield from swapped_outputs(definition)
    axes = {
        id(word.value)
        for node in ast.walk(definition)
        if isinstance(node, ast.Call)
        for word in node.keywords
    }
    for statement in definition.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.stmt):
                yield from planted_in_statement(node)
            elif isinstance(node, ast.Call):
                yield from planted_in_call(node)
            elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Load):
                yield from planted_in_access(node)
            elif isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare):
                yield from planted_in_operation(node)
            elif isinstance(node, ast.Constant) and id(node) not in axes:
                yield from planted_in_number(node)
    yield from _one_term(definition)
    yield from _early(definition)
    yield from planted_throughout(definition)
    yield from _variables(definition)


def _one_term(definition: ast.FunctionDef) -> Iterator[Planted]:
    """A single term of a sum of three or more."""
    for node in ast.walk(definition):
        if isinstance(node, ast.BinOp) and len(terms := _terms(node)) > 2:
            for term in terms:
                yield Planted(node, ast.unparse(term), "missing_term", (node,))


def _terms(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        right = node.right if isinstance(node.op, ast.Add) else ast.UnaryOp(ast.USub(), node.right)
        return [*_terms(node.left), right]
    return [node]


def _early(definition: ast.FunctionDef) -> Iterator[Planted]:
    """A value worked out on the way, in place of the output."""
    own = [name for name in local_names(definition) if name not in parameters_of(definition)]
    for value in outputs_of(definition):
        for name in own:
            yield Planted(value, name, "forward_value", (value,))
        for node in ast.walk(value):
            if node is not value and isinstance(node, ast.Call):
                yield Planted(value, ast.unparse(node), "forward_value", (value,))


def local_names(definition: ast.FunctionDef) -> list[str]:
    """The parameters of a function and the names it assigns."""
    stored = [
        node.id
        for node in ast.walk(definition)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return list(dict.fromkeys((*parameters_of(definition), *stored)))


def _variables(definition: ast.FunctionDef) -> Iterator[Planted]:
    """A quantity that is used in the place of another one."""
    names = local_names(definition)
    masks = {
        id(each) for node in ast.walk(definition) if isinstance(node, ast.Compare) for each in ast.walk(node)
    }
    for node in ast.walk(definition):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
            for other in names[:12]:
                if other != node.id:
                    yield Planted(node, other, "mask" if id(node) in masks else "order", (node,))


def parameters_of(definition: ast.FunctionDef) -> list[str]:
    """The names of a function's positional parameters."""
    return [argument.arg for argument in (*definition.args.posonlyargs, *definition.args.args)]


def dependencies(definition: ast.FunctionDef) -> dict[str, set[str]]:
    """For each name in a function, the parameters on which its value depends."""
    found: dict[str, set[str]] = {name: {name} for name in parameters_of(definition)}
    for _ in range(2):  # once more for what loops carry over
        for node in ast.walk(definition):
            if isinstance(node, ast.Assign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                needed = _names(node.value, found)
                for target in targets:
                    for each in ast.walk(target):
                        if isinstance(each, ast.Name):
                            found[each.id] = found.get(each.id, set()) | needed
    return found


def _names(node: ast.expr, depends: Mapping[str, set[str]]) -> set[str]:
    return {
        parameter
        for each in ast.walk(node)
        if isinstance(each, ast.Name)
        for parameter in depends.get(each.id, ())
    }
