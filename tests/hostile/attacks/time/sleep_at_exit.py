# Answers rightly and registers a function that sleeps a minute when the process ends.
# softmax: correct, timed_out, crashed
# centre: correct, timed_out, crashed
import atexit
import time

import numpy as np

atexit.register(time.sleep, 60)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
