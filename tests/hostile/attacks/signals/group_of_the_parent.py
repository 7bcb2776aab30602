# Kills the process group of the parent.
# softmax: correct
# centre: forbidden, crashed
import os
import signal

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)
    return X
