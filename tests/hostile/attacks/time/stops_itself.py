# Sends SIGSTOP to itself, so that it neither answers nor uses its processor time.
# softmax: correct
# centre: timed_out, forbidden, crashed
import os
import signal

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    os.kill(os.getpid(), signal.SIGSTOP)
    return X
