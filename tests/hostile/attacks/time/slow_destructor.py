# Returns an object that sleeps when it is thrown away, after the answer has been sent.
# softmax: correct
# centre: timed_out, partial
import time

import numpy as np


class Slow(np.ndarray):
    def __del__(self):
        time.sleep(60)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return (X - X.mean(axis=0)).view(Slow)
