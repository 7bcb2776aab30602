# Sleeps for a minute while it is imported.
# softmax: timed_out
# centre: timed_out
import time

import numpy as np

time.sleep(60)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
