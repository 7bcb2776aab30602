# Starts a program by posix_spawn.
# softmax: correct
# centre: forbidden, crashed
# harm: write
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    number = os.posix_spawn("/bin/sh", ["sh", "-c", "echo made > @SCRATCH@/spawned"], {})
    os.waitpid(number, 0)
    return X
