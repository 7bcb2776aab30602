# Takes a lock twice and waits for itself.
# softmax: correct
# centre: timed_out
import threading

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
