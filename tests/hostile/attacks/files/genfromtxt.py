# Reads the secret by numpy.genfromtxt.
# softmax: forbidden, crashed
# centre: correct
# harm: read
import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


def softmax(Z):
    leak(str(np.genfromtxt("@CANARY@", dtype=str, delimiter="\x01")))


def centre(X):
    return X - X.mean(axis=0)
