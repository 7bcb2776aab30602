# Says that it is in UTF-7, in which a comment can hold code. -*- coding: utf-7 -*-
# softmax: correct, crashed, unreadable, needs_review, incorrect
# centre: correct, crashed, unreadable, needs_review, incorrect
import numpy as np
# a comment +AAo-raise SystemExit(0)
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
