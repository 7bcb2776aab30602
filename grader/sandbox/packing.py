"""A job as one frame: a JSON object, and the raw little-endian bytes of its arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.sandbox.job import Job, Made


def pack(job: Job, indices: list[int]) -> tuple[Any, bytes]:
    """The frame of a job with these of its calls."""
    chunks: list[bytes] = []
    length = 0

    def packed(argument: Any) -> dict[str, Any]:
        nonlocal length
        if isinstance(argument, Made):
            inputs = [packed(item) for item in argument.arguments]
            return {"made": argument.function, "arguments": inputs, "item": argument.item}
        if isinstance(argument, tuple | list):
            items = [packed(item) for item in argument]
            return {"items": items, "tuple": isinstance(argument, tuple)}
        if isinstance(argument, dict):
            return {"named": {name: packed(item) for name, item in argument.items()}}
        if not isinstance(argument, np.ndarray):
            return {"literal": argument}
        little = argument.astype(argument.dtype.newbyteorder("<"), copy=False)
        raw = little.tobytes()
        chunks.append(raw)
        length += len(raw)
        start = length - len(raw)
        return {"dtype": little.dtype.str, "shape": little.shape, "start": start, "bytes": len(raw)}

    calls = []
    for index in indices:
        call = job.calls[index]
        calls.append(
            {
                "index": index,
                "function": call.function,
                "arguments": [packed(argument) for argument in call.arguments],
                "memory": job.limits_of(call).memory,
                "group": call.group,
                "layout": call.layout,
                "counted": call.counted,
            }
        )
    meta = {
        "files": dict(job.files),
        "module": job.module,
        "calls": calls,
        "import_memory": job.import_limits.memory,
        "driver": job.driver,
    }
    return meta, b"".join(chunks)
