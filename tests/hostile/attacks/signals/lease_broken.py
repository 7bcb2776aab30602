# Takes a lease on a file and names another process to be told when it is broken.
# softmax: correct
# centre: forbidden, crashed
import fcntl
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    descriptor = os.open(os.__file__, os.O_RDONLY)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, int("@SIBLING@"))
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    return X
