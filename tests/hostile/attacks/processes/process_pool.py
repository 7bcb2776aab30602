# Spreads its work over a pool of processes.
# softmax: forbidden, crashed
# centre: correct
from concurrent.futures import ProcessPoolExecutor

import numpy as np


def softmax(Z):
    with ProcessPoolExecutor(2) as pool:
        return pool.submit(np.negative, Z).result()


def centre(X):
    return X - X.mean(axis=0)
