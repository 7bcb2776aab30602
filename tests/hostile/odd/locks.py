# Uses locks and thread-local storage without starting a thread.
# softmax: correct
# centre: correct
import threading

import numpy as np

lock = threading.RLock()
local = threading.local()


def softmax(Z):
    with lock:
        local.E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return local.E / local.E.sum(axis=1, keepdims=True)


def centre(X):
    with threading.Lock(), threading.Semaphore(2):
        print(threading.current_thread().name)
        return X - X.mean(axis=0)
