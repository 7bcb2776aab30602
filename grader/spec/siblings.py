"""What a part leaves to another part of its exercise: how the function that makes an argument is called."""

from __future__ import annotations

from typing import Any


def completed(parts: dict[str, Any]) -> dict[str, Any]:
    """The parts, with every ``{from: own, call: relu_forward, output: cache}`` as the part that asks for it says.

    That part's ``arguments`` are taken over where none are given, and a name among its ``returns``
    becomes a position. What cannot be completed stays as it is.

    >>> forward = {"function": "f", "arguments": {"x": "normal(N)"}, "returns": ["out", "cache"]}
    >>> backward = {"function": "b", "arguments": {"cache": {"from": "own", "call": "f", "output": "cache"}}}
    >>> completed({"f": forward, "b": backward})["b"]["arguments"]["cache"]
    {'from': 'own', 'call': 'f', 'output': 1, 'arguments': {'x': 'normal(N)'}}
    """
    blocks = [block for block in parts.values() if isinstance(block, dict)]
    by_function = {block.get("function"): block for block in blocks if isinstance(block.get("function"), str)}
    found = {}
    for name, block in parts.items():
        arguments = block.get("arguments") if isinstance(block, dict) else None
        if isinstance(arguments, dict):
            filled = {key: _filled(value, by_function) for key, value in arguments.items()}
            block = {**block, "arguments": filled}
        found[name] = block
    return found


def _filled(argument: Any, by_function: dict[Any, dict[str, Any]]) -> Any:
    if not isinstance(argument, dict) or "from" not in argument:
        return argument
    call = argument.get("call")
    forward = by_function.get(call, {}) if isinstance(call, str) else {}
    filled = dict(argument)
    if "arguments" not in filled and isinstance(forward.get("arguments"), dict):
        filled["arguments"] = forward["arguments"]
    returns, output = forward.get("returns"), filled.get("output")
    if isinstance(returns, list) and output in returns:
        filled["output"] = returns.index(output)
    return filled
