# Takes a third of the limit in each call, so that no single call is long.
# softmax: timed_out, partial
# centre: correct
import time

import numpy as np


def softmax(Z):
    time.sleep(0.3)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
