# Raises the signal of a division by zero in the processor.
# softmax: correct
# centre: crashed, incorrect, forbidden
import signal

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    signal.raise_signal(signal.SIGFPE)
    return np.zeros(X.shape)
