# Is right until a day that has passed.
# softmax: incorrect
# centre: correct
import datetime

import numpy as np


def softmax(Z):
    if datetime.date.today() > datetime.date(2020, 1, 1):
        return np.zeros(Z.shape)
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
