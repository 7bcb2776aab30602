# Replaces the output by an object that sleeps when it is flushed.
# softmax: correct, timed_out, crashed
# centre: correct, timed_out, crashed
import sys
import time

import numpy as np


class Blocking:
    def write(self, text):
        return len(text)

    def flush(self):
        time.sleep(60)


sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Blocking()


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
