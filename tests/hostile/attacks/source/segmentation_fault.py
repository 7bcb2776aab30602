# Sends itself the signal of a segmentation fault.
# softmax: correct
# centre: crashed
import os
import signal

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    os.kill(os.getpid(), signal.SIGSEGV)
    return np.zeros(X.shape)
