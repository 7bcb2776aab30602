# Keeps its results in a file, to find them again in another process.
# softmax: forbidden, crashed, incorrect, partial
# centre: correct
import pickle

import numpy as np


def softmax(Z):
    with open("/tmp/results-of-softmax", "ab+") as file:
        file.seek(0)
        known = file.read()
        pickle.dump(Z, file)
    return np.frombuffer(known[: Z.nbytes].ljust(Z.nbytes, b"\0")).reshape(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
