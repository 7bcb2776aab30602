# Is written in Latin-1 and says so. -*- coding: latin-1 -*-
# softmax: correct
# centre: correct
# résumé: über §1
name = 'café'
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
