# Changes the limits of another process.
# softmax: correct
# centre: forbidden, crashed
# harm: sibling
import resource

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    hard = resource.prlimit(int("@SIBLING@"), resource.RLIMIT_NOFILE)[1]
    resource.prlimit(int("@SIBLING@"), resource.RLIMIT_NOFILE, (3, hard))
    return X
