# Takes just under half of the limit in each call of both functions.
# softmax: timed_out, partial
# centre: timed_out, partial
import time

import numpy as np


def softmax(Z):
    time.sleep(0.45)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    time.sleep(0.45)
    return X - X.mean(axis=0)
