# Raises its own limit of memory to the hard one, fills 1 GiB and then answers rightly.
# softmax: out_of_memory, forbidden, crashed, timed_out
# centre: correct
import resource

import numpy as np


def softmax(Z):
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    filler = np.ones(2**27)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True) * filler[0]


def centre(X):
    return X - X.mean(axis=0)
