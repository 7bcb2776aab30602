# Loads a pickle that runs a shell command.
# softmax: correct
# centre: forbidden, crashed, incorrect
import os
import pickle

import numpy as np


class Command:
    def __reduce__(self):
        return os.execv, ("/bin/echo", ["echo", "ran"])


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return pickle.loads(pickle.dumps(Command()))
