# Is right only in the even hundredths of a second.
# softmax: correct
# centre: incorrect, partial
import time

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    time.sleep(0.007)
    return X - X.mean(axis=0) if int(time.time() * 100) % 3 == 0 else np.zeros(X.shape)
