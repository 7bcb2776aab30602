# Is written in UTF-8 and says so. -*- coding: utf-8 -*-
# softmax: correct
# centre: correct
# größe, naïve, 数
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
