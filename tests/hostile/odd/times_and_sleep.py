# Looks at clocks and sleeps for a moment.
# softmax: correct
# centre: correct
import datetime
import time

import numpy as np

started = time.time()


def softmax(Z):
    time.sleep(0.01)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    begin = time.perf_counter()
    result = X - X.mean(axis=0)
    print(time.strftime("%H:%M", time.localtime()), datetime.datetime.now(), time.perf_counter() - begin)
    return result
