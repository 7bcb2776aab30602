# Defines a function whose name looks like the one asked for and has a Cyrillic letter.
# softmax: unanswered, unreadable, crashed
# centre: correct
import numpy as np


def sоftmax(Z):
    return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
