# Connects by an event loop of asyncio.
# softmax: forbidden, crashed
# centre: correct
# harm: network
import asyncio

import numpy as np


async def run():
    _reader, writer = await asyncio.open_connection("127.0.0.1", int("@PORT@"))
    writer.write(b"hello")
    await writer.drain()


def softmax(Z):
    asyncio.run(run())
    return Z


def centre(X):
    return X - X.mean(axis=0)
