# Keeps 1 MiB in the kernel for each of its pipes.
# softmax: correct
# centre: forbidden, crashed, incorrect, timed_out
import fcntl
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    for _ in range(28):
        _reading, writing = os.pipe()
        fcntl.fcntl(writing, 1031, 2**20)
        os.set_blocking(writing, False)
        os.write(writing, b"x" * 2**20)
    return X
