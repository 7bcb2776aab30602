# Blocks every signal by mask, then waits for one.
# softmax: correct
# centre: timed_out, forbidden, crashed
import signal

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        signal.sigtimedwait([], 10)
