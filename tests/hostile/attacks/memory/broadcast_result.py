# Returns a view that looks like 800 GB and takes eight bytes.
# softmax: out_of_memory, incorrect, crashed, timed_out
# centre: correct
import numpy as np


def softmax(Z):
    return np.broadcast_to(np.float64(0.5), (10**6, 10**5))


def centre(X):
    return X - X.mean(axis=0)
