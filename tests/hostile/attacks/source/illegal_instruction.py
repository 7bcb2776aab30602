# Raises the signal of an illegal instruction.
# softmax: crashed, incorrect, forbidden
# centre: correct
import signal

import numpy as np


def softmax(Z):
    signal.raise_signal(signal.SIGILL)
    return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
