"""The JSON Schema of an exercise file, from the same classes that load it."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from grader.kinds.base import Kind
from grader.kinds.registry import kind_class, kind_names
from grader.spec.exercise import Head
from grader.spec.validation import adapter


def exercise_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of ``exercises/<id>.yaml``, for editors that complete and check."""
    inputs = [(name, "validation", adapter(kind_class(name))) for name in kind_names()]
    inputs.append(("", "validation", adapter(Head)))
    by_input, shared = TypeAdapter.json_schemas(inputs, ref_template="#/$defs/{model}")  # type: ignore[arg-type]
    definitions = dict(shared.get("$defs", {}))
    common = adapter(Kind).json_schema()["properties"]
    kinds = []
    for name in kind_names():
        block = _resolved(by_input[name, "validation"], definitions)
        for field in common.keys() & block["properties"].keys():
            block["properties"][field] = common[
                field
            ]  # pydantic sees a field's docstring in its own class only
        block["properties"] = {
            "kind": {"const": name, "description": "What sort of answer."},
            **block["properties"],
        }
        block["required"] = ["kind", *block.get("required", [])]
        definitions[f"kind_{name}"] = block
        kinds.append(name)
    head = _resolved(by_input["", "validation"], definitions)
    head["properties"]["parts"] = {
        "description": "The graded units, by name.",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"enum": kinds}},
            "allOf": [
                {"if": {"properties": {"kind": {"const": name}}}, "then": {"$ref": f"#/$defs/kind_{name}"}}
                for name in kinds
            ],
        },
    }
    head["required"] = [*head.get("required", []), "parts"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Exercise",
        **{key: value for key, value in head.items() if key != "title"},
        "$defs": {name: definitions[name] for name in sorted(definitions) if name not in _roots(by_input)},
    }


def schema_text() -> str:
    """The schema as it is shipped and printed."""
    return json.dumps(exercise_schema(), indent=2, ensure_ascii=False) + "\n"


def _resolved(schema: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """A schema itself where pydantic gives a reference to it."""
    found = definitions[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def _roots(by_input: Any) -> set[str]:
    return {schema["$ref"].rpartition("/")[2] for schema in by_input.values() if "$ref" in schema}
