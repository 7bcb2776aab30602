# Is a coroutine, whose body never runs.
# softmax: correct
# centre: incorrect
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


async def centre(X):
    return X - X.mean(axis=0)
