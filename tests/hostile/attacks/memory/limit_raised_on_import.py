# Raises its own limit of memory on import and keeps 1 GiB for the whole run.
# softmax: forbidden, crashed, out_of_memory, timed_out
# centre: forbidden, crashed, out_of_memory, timed_out
import resource

import numpy as np

HARD = resource.getrlimit(resource.RLIMIT_AS)[1]
resource.setrlimit(resource.RLIMIT_AS, (HARD, HARD))
FILLER = np.ones(2**27)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
