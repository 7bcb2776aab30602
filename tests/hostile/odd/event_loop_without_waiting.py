# Runs a coroutine by hand, without an event loop.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


async def shifted(X):
    return X - X.mean(axis=0)


def centre(X):
    work = shifted(X)
    try:
        work.send(None)
    except StopIteration as stop:
        return stop.value
