# Reads files of the standard library, as tracebacks and inspect do.
# softmax: correct
# centre: correct
import inspect
import linecache
import statistics
import traceback

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    assert "def mean" in inspect.getsource(statistics)
    assert linecache.getline(statistics.__file__, 1)
    try:
        statistics.mean([])
    except statistics.StatisticsError:
        traceback.print_exc()
    return X - X.mean(axis=0)
