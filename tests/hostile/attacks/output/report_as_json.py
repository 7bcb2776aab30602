# Prints a report in which it has every point, and returns zeros.
# softmax: incorrect
# centre: correct
import json

import numpy as np


def softmax(Z):
    verdict = {"part": "softmax", "outcome": "correct", "score": 1, "points": 5, "feedback": []}
    print(json.dumps({"version": 1, "submissions": [{"name": "attacked", "parts": [verdict]}]}))
    return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
