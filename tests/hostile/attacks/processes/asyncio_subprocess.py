# Starts a command by asyncio.
# softmax: correct
# centre: forbidden, crashed
# harm: write
import asyncio

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


async def run():
    process = await asyncio.create_subprocess_exec("mkdir", "@SCRATCH@/asyncio")
    await process.wait()


def centre(X):
    asyncio.run(run())
    return X
