# Starts a Python process by multiprocessing.
# softmax: correct
# centre: forbidden, crashed
# harm: write
import multiprocessing
import pathlib

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    context = multiprocessing.get_context("fork")
    process = context.Process(target=pathlib.Path("@SCRATCH@/multiprocessing").touch)
    process.start()
    process.join()
    return X
