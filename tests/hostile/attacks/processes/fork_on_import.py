# Forks while it is imported, before any function is called.
# softmax: forbidden, crashed
# centre: forbidden, crashed
# harm: leftover
import os
import time

import numpy as np

if os.fork() == 0:
    os.setsid()
    time.sleep(60)
    os._exit(0)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
