# Ignores every signal that could end it, then loops.
# softmax: correct
# centre: timed_out
import signal

import numpy as np

for number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPROF):
    signal.signal(number, signal.SIG_IGN)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    while True:
        pass
