# Waits for a signal that never comes.
# softmax: correct
# centre: timed_out
import signal

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    signal.pause()
