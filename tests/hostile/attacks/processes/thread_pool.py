# Starts a pool of threads that never end.
# softmax: correct
# centre: forbidden, crashed
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    pool = ThreadPoolExecutor(100)
    for _ in range(100):
        pool.submit(threading.Event().wait)
    return X
