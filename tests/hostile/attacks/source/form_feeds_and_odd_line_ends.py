# Separates lines by form feeds, carriage returns and line separators of Unicode.
# softmax: correct, crashed, unreadable, needs_review
# centre: correct, crashed, unreadable, needs_review
# onex = 1
#  y = 2 
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
